"""FeedPanes: the parts of the screen of a feed, and which of them there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.screens.item_actions import ItemActions
from tui.screens.jump import JumpSpot
from tui.screens.layout import Layout
from tui.text.draft import Draft
from tui.text.safe import clean
from tui.text.units import clock
from tui.widgets.clear import Clear
from tui.widgets.composer import Composer
from tui.widgets.connection_pane import ConnectionPane
from tui.widgets.feed_status import FeedStatus, FrozenBar
from tui.widgets.ledger_bar import LedgerBar
from tui.widgets.listing import Listing
from tui.widgets.message_list import MessageList
from tui.widgets.message_view import MessageView
from tui.widgets.pressing import help_item, pressing
from tui.widgets.query_bar import QueryBar
from tui.widgets.rate_pane import RatePane
from tui.widgets.type_table import TypeTable
from tui.widgets.watch_table import WatchTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.keys import Key
    from tui.model.conditions.json_path import JsonPath
    from tui.model.feed_state import FeedState
    from tui.screens.context import Context
    from tui.widgets.line import Runs
    from tui.widgets.pane import Pane

__all__ = ["FeedPanes"]

_SMALL = {Layout.TINY, Layout.NARROW}
_QUERY_KEYS = (
    ("enter", "keep", "leave_input"),
    ("tab", "filter or highlight", "switch_query"),
    ("escape", "leave", "leave_input"),
)
_COMPOSER_KEYS = (
    ("enter", "send", "send_draft"),
    ("ctrl+j", "newline", "new_line"),
    ("compose.kind", "kind", "next_kind"),
    ("escape", "leave", "leave_input"),
    ("up", "history", "recall_draft"),
    ("tab", "snippet", "next_snippet"),
    ("compose.repeat", "repeat", "repeat"),
)


class FeedPanes(ItemActions):
    """The list of messages, beside or under it the current one, and around them what is known."""

    scope: ClassVar[str] = "feed"
    CSS_PATH = "../styles/feed.tcss"

    def __init__(self, context: Context, state: FeedState, number: int | None = None) -> None:
        """Show a feed, at one of its messages if that is given."""
        super().__init__(context)
        view, mask, now = context.view, context.board.mask, context.now
        self.state = state
        self.listing = Listing(state)
        if number is not None:
            self.listing.view.select(number)
        self.inspects = False
        """Is the current message shown where there is no room for it all the time?"""
        self.messages = MessageList(self.listing, mask=mask, now=now)
        self.message = MessageView(self.listing, mask=mask, now=now)
        self.query_bar = QueryBar(
            placeholder="words, !not, /regex/, type:order.*, direction:in, size:>1KB", can_highlight=True
        )
        self.composer = Composer(
            history=view.drafts.setdefault(state.name, []),
            snippets=state.feed.snippets,
            draft=view.unsent.get(state.name, Draft("")),
        )
        outlook = context.outlook(marked_at=self.marked_at)
        self._status = FeedStatus(self.listing, outlook, mask=mask)
        self._frozen = FrozenBar(self.listing, now=now)
        self._ledger = LedgerBar(self.listing)
        self.types = TypeTable(lambda: state, outlook, mask=mask)
        self.watched = WatchTable(self.listing, mask=mask, now=now, glyphs=outlook.glyphs)
        self._rate = RatePane(lambda: state, outlook)
        self._connection = ConnectionPane(lambda: state, mask=mask, now=now, glyphs=outlook.glyphs)

        paths, key = view.watched.get(state.name, ((), None))
        self.watch_paths(paths, key)

    def watch_paths(self, paths: tuple[JsonPath, ...], key: JsonPath | None) -> None:
        """Give the values at these paths a column each and a table; `key`: what says what they are about."""
        self.context.view.watched[self.state.name] = (paths, key)
        self.listing.watched.watch(paths, key)
        self.messages.change_look(columns=paths)

    def compose(self) -> ComposeResult:
        yield self.make_header()
        yield self._status
        yield self.query_bar
        with Clear(id="body"):
            yield self.messages
            with Clear(id="side"):
                yield self.message
                yield self.watched
                yield self._rate
                yield self.types
                yield self._connection
        yield self.composer
        yield self._ledger
        yield self._frozen
        yield self.footer

    def marked_at(self) -> float | None:
        """Return the moment under the mouse, else that of the message at which somebody reads."""
        hovered_at, current = super().marked_at(), self.listing.current
        if hovered_at is not None or current is None or self.listing.view.follows:
            return hovered_at
        return current[1].at

    def item(self) -> FeedState:
        return self.state

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        feed = self.state.feed
        places = [self.context.board.title or self.context.source, feed.group]
        left: Runs = []
        for place in filter(None, places if width >= 60 else []):  # noqa: PLR2004 - the tiny layout has no room
            left += [(clean(place), pressing("app.go_home")), (" › ", "faint")]
        left.append((clean(feed.name), "strong"))
        if feed.name in self.context.view.muted:
            left.append(("  muted", pressing("screen.mute", "paused")))
        left += [(f"  {text}", tag) for text, tag in self.chips()]
        return left, [], [(clock(self.context.now()), "muted")]

    def lay_out(self) -> None:
        """Show what the layout has room for, framed from the medium one on."""
        is_small = self.size_layout in _SMALL
        shown = self._shown()
        for pane in self._panes():
            pane.boxed = not is_small
            pane.display = pane in shown
            pane.number = shown.index(pane) + 1 if pane in shown and not is_small else None
        self.query_one("#side").display = self.message.display or self.watched.display
        self.messages.display = not (self.size_layout is Layout.TINY and self.inspects)
        self.composer.set_class(is_small, "-plain")
        self._status.says_place = is_small
        self._frozen.display = self.listing.view.is_frozen
        self._ledger.display = self.size_layout is not Layout.TINY
        if self.focused is None or not self.focused.display:
            self.focus_messages()

    def _panes(self) -> tuple[Pane, ...]:
        return (
            self.messages,
            self.message,
            self.watched,
            self._rate,
            self.types,
            self._connection,
            self.composer,
        )

    def _shown(self) -> list[Pane]:
        """Return the panes that there is room for; where it is small, one under the list."""
        is_small, is_wide = self.size_layout in _SMALL, self.size_layout is Layout.WIDE
        watches = bool(self.listing.watched.paths) and self.size_layout is not Layout.TINY
        is_shown = {
            self.message: not is_small or self.inspects,
            self.watched: watches and not (is_small and self.inspects),
            self._rate: is_wide,
            self.types: not is_small,
            self._connection: is_wide and not watches,
            self.composer: self.state.feed.is_websocket and (not is_small or self.composer.is_editing),
        }
        return [pane for pane in self._panes() if is_shown.get(pane, True)]

    def focus_messages(self) -> None:
        """Give the keys to the list, or to the message where the list has made way for it."""
        self.set_focus(self.messages if self.messages.display else self.message)

    def show_keys(self) -> None:
        """Put the keys of what has the focus into the footer."""
        if self.query_bar.is_editing:
            self.footer.show(self.labelled(_QUERY_KEYS), help_item(self.app, is_typing=True))
        elif self.composer.is_editing:
            keys = [each for each in _COMPOSER_KEYS if each[2] not in self.composer.idle]
            self.footer.show(self.labelled(keys), help_item(self.app, is_typing=True))
        else:
            super().show_keys()

    def word(self, key: Key) -> str:
        chooses = self.focused in {self.types, self.watched}
        return "show only it" if key.id == "message.open" and chooses else super().word(key)

    def jump_spots(self) -> list[JumpSpot]:
        """Return the messages in sight, and the panes around them."""
        region, frame = self.messages.region, int(self.messages.boxed)
        numbers = self.listing.view.numbers() if self.messages.display else []
        return [
            JumpSpot(region.x + frame, region.y + frame + line, number)
            for line, number in enumerate(numbers)
            if number is not None
        ] + super().jump_spots()

    def jump(self, target: object) -> None:
        super().jump(target)
        if isinstance(target, int):
            self.listing.view.select(target)
            self.messages.show()
            self.focus_messages()

    def on_unmount(self) -> None:
        """Keep the draft for the next time."""
        self.context.view.unsent[self.state.name] = self.composer.draft
