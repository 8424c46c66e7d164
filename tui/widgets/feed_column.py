"""FeedColumn: one of several feeds on a screen: how it is, its messages, and the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.conditions.query import parse_query
from tui.model.message import FeedMessage
from tui.text import safe, units
from tui.widgets.clear import Clear
from tui.widgets.feed_status import FeedStatus
from tui.widgets.ledger_bar import LedgerBar
from tui.widgets.listing import Listing
from tui.widgets.message_body import text_of
from tui.widgets.message_list import MessageList
from tui.widgets.message_view import MessageView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask
    from tui.widgets.outlook import Outlook

__all__ = ["FeedColumn"]


class FeedColumn(Clear):
    """A feed with its own filter, marks and place; what it shares with its neighbour is the time."""

    DEFAULT_CSS = "FeedColumn { width: 1fr; height: 1fr; }"

    def __init__(
        self,
        state: FeedState,
        outlook: Outlook,
        *,
        mask: Mask,
    ) -> None:
        """Take the feed, and how it looks at the past; it marks the moment of its own message, too."""
        super().__init__()
        self.state = state
        self.listing = Listing(state)
        self.query_text = ""
        """What its rows are filtered by."""
        self.messages = MessageList(self.listing, mask=mask, now=outlook.now)
        self.message = MessageView(self.listing, mask=mask, now=outlook.now)
        self._mask = mask
        self._outlook = outlook
        self._status = FeedStatus(self.listing, replace(outlook, marked_at=self._marked_at), mask=mask)
        self._status.says_name = True
        self._ledger = LedgerBar(self.listing)

    def compose(self) -> ComposeResult:
        yield self._status
        yield self.messages
        yield self.message
        yield self._ledger

    def lay_out(self, *, number: int, is_roomy: bool) -> None:
        """Show the current message and the ledger where there is room, under frames with digits."""
        self.messages.boxed = self.message.boxed = is_roomy
        self.messages.number = number if is_roomy else None
        self.message.display = self._ledger.display = is_roomy
        self._status.says_place = not is_roomy

    def narrow(self, text: str, *, only_problems: bool) -> None:
        """Show only the rows that match a query."""
        self.query_text = text
        query = parse_query(text)
        self.listing.narrow(query, now=self._outlook.now(), only_problems=only_problems)
        self.messages.change_look(query=None if query.is_empty else query)
        self.messages.sync()

    def go_to_time(self, at: float) -> None:
        """Select the row that was the newest at that time."""
        number = self.listing.nearest(at)
        if number is not None:
            self.listing.view.select(number)
            self._show()

    def follow(self) -> None:
        """Keep the newest row in view again."""
        self.listing.view.follow()
        self._show()

    def freeze(self) -> None:
        """Keep what is shown as it is, or go on."""
        self.listing.freeze()
        self._show()

    def current_at(self) -> float | None:
        """Return when the current row came, in seconds since the epoch; `None`: there is none."""
        current = self.listing.current
        return None if current is None else current[1].at

    def current_text(self) -> str | None:
        """Return the current row as text, without the secrets; `None`: there is none."""
        current = self.listing.current
        return None if current is None else text_of(current[1], self._mask)

    def current_name(self) -> str:
        """Name the current row: "order.created #1,234 of trades"."""
        current = self.listing.current
        if current is None:
            return ""
        number, row = current
        kind = self.listing.reader(row) if isinstance(row, FeedMessage) else str(row.kind)
        ordinal = self.state.ordinal(number)
        which = f" #{units.count(ordinal)}" if ordinal else ""
        return f"{safe.clean(self._mask(kind))}{which} of {safe.clean(self.state.name)}"

    def _marked_at(self) -> float | None:
        """Return the moment under the mouse, else that of the message at which somebody reads."""
        at = self._outlook.marked_at()
        return self.current_at() if at is None and not self.listing.view.follows else at

    def _show(self) -> None:
        self.messages.sync()
        self.message.sync()
