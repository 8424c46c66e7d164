"""FeedDetail: beside a list, where there is room, everything about one feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.clear import Clear
from tui.widgets.connection_pane import ConnectionPane
from tui.widgets.events_pane import EventsPane
from tui.widgets.listing import Listing
from tui.widgets.message_view import MessageView
from tui.widgets.rate_pane import RatePane
from tui.widgets.ticker import EventPainter
from tui.widgets.type_table import TypeTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui.model.board import Board
    from tui.model.feed_state import FeedState
    from tui.screens.context import Context

__all__ = ["FeedDetail"]


class FeedDetail(Clear):
    """Its rate, types, connection, newest message and history, where an endpoint has its panes."""

    def __init__(
        self,
        context: Context,
        *,
        board: Callable[[], Board],
        feed: Callable[[], FeedState | None],
        at_first: FeedState,
        marked_at: Callable[[], float | None],
        first: int = 5,
    ) -> None:
        """Show the feed that `feed` gives and what happened to it on a board; the first digit is `first`.

        `at_first` is the feed that it is made for.
        """
        super().__init__()
        view, mask, now = context.view, context.board.mask, context.now
        outlook = context.outlook(marked_at=marked_at)
        self._feed = feed
        self._listing = Listing(at_first)
        self._message = MessageView(self._listing, mask=mask, now=now, number=first + 3, is_preview=True)
        painter = EventPainter(context.board, now=now, ages=lambda: view.ages)
        self._panes = (
            RatePane(feed, outlook, number=first, is_preview=True),
            TypeTable(feed, outlook, mask=mask, number=first + 1),
            ConnectionPane(feed, mask=mask, now=now, glyphs=outlook.glyphs, number=first + 2),
            self._message,
            EventsPane(board, painter, number=first + 4, source=self._source),
        )

    def compose(self) -> ComposeResult:
        yield from self._panes

    def keep_up(self) -> None:
        """Show the newest message of the feed that is meant now."""
        state = self._feed()
        if state is not None and state is not self._listing.state:
            self._listing = Listing(state)
            self._message.look_at(self._listing)

    def _source(self) -> str | None:
        state = self._feed()
        return state.name if state is not None else None
