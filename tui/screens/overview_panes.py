"""OverviewPanes: the parts of the overview, and which of them there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from msgspec.structs import replace

from tui import screens
from tui.keys import keys_of
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens.board_screen import is_shown
from tui.screens.context import ViewState
from tui.screens.item_actions import ItemActions
from tui.screens.layout import EVENT_ROWS, WIDE_EVENT_ROWS, Layout, room_for_cards, share_rows
from tui.screens.overview_header import overview_header
from tui.screens.requests import OpenExpected
from tui.text.safe import clean
from tui.widgets.board_rows import group_of, rows_of
from tui.widgets.card_wall import CardWall
from tui.widgets.clear import Clear
from tui.widgets.events_pane import EventsPane
from tui.widgets.overview_list import OverviewList
from tui.widgets.pressing import help_item, sentence
from tui.widgets.query_bar import QueryBar
from tui.widgets.shown_rows import ShownRows
from tui.widgets.ticker import EventPainter, Ticker
from tui.widgets.welcome_pane import WelcomePane

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.keys import Key
    from tui.model.board import Board, State
    from tui.screens.context import Context
    from tui.screens.layout import Shares
    from tui.widgets.board_rows import BoardRow
    from tui.widgets.line import Runs

__all__ = ["OverviewPanes"]

Kind = TypeVar("Kind", EndpointState, FeedState)

_OF_ITEM = frozenset({"open", "check.now", "pause", "diff", "copy.menu"})
"""The keys of the footer that do something to what is selected."""

_FEW = 8
"""Rows that the list keeps where it is narrowed down."""
_ROOMY = 76
"""Cells from which on a chart and a response stand side by side."""


class OverviewPanes(ItemActions):
    """Cards as long as all of them fit, else the list; and around them what the layout has room for."""

    scope: ClassVar[str] = "overview"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        view = context.view
        self.picture: Board | None = None
        """The board as it was at the moment at which the view stands; `None`: it goes on."""
        self.shown = ShownRows(view)
        self._in_view = replace(context, now=self.moment)
        outlook = self._in_view.outlook(marked_at=self.marked_at)
        self._list = OverviewList(
            self.rows,
            outlook,
            heading=lambda: (view.sort, view.reverse),
            otherwise=self._why_empty,
        )
        self._wall = CardWall(self.all_states, outlook, mask=context.board.mask, otherwise=self._why_empty)
        painter = EventPainter(context.board, now=self.moment, ages=lambda: view.ages)
        self._events = EventsPane(self.board_in_view, painter, number=4)
        self._ticker = Ticker(self.board_in_view, painter)
        self._preview: screens.PreviewRow | None = None
        self._detail: screens.Details | None = None
        self._welcome = WelcomePane(context.places)
        self._seen: dict[type, str] = {}
        self.query_bar = QueryBar(placeholder="words, !not, /regex/, status:>=500, state:down, group:core")

    def compose(self) -> ComposeResult:
        yield self.make_header()
        yield self.query_bar
        with Clear(id="body"), Clear(id="board"):
            yield self._welcome
            yield self._list
            yield self._wall
            with Clear(id="events"):
                yield self._events
        yield self._ticker
        yield self.footer

    @property
    def is_bare(self) -> bool:
        """Does the filter leave nothing of the board?"""
        return self.shown.is_narrowed and bool(len(self.context.board)) and not self.all_states()

    def _why_empty(self) -> Runs:
        """Say why nothing is shown, and which key changes that now."""
        if not self.query_bar.text:
            return sentence(self.app, "no problem — {problems shows everything}")
        way = "" if self.query_bar.is_editing else " — {back clears}"
        return [(f"nothing matches /{clean(self.query_bar.text)}", "muted"), *sentence(self.app, way)]

    def board_in_view(self) -> Board:
        """Return the board, or how it was at the moment at which the view stands."""
        return self.context.board if self.picture is None else self.picture

    def endpoint_in_view(self) -> EndpointState | None:
        """Return the endpoint that is selected, or was before a feed was."""
        return self._last_of(EndpointState)

    def feed_in_view(self) -> FeedState | None:
        """Return the feed that is selected, or was before an endpoint was."""
        return self._last_of(FeedState)

    def rows(self) -> list[BoardRow]:
        """Return the rows of the list."""
        return self.shown.rows(self.board_in_view(), now=self.moment())

    def shown_states(self) -> list[State]:
        """Return what is shown, in the order of the list; folded groups are not, except as cards."""
        return self.shown.states(self.board_in_view(), now=self.moment(), is_folding=not self.shows_cards)

    def all_states(self) -> list[State]:
        """Return what the filter lets through, also in folded groups, in the order of the list."""
        return self.shown.states(self.board_in_view(), now=self.moment(), is_folding=False)

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        return overview_header(
            self.context, self.board_in_view(), self.chips(), width, shows_cards=self.shows_cards
        )

    @property
    def shows_cards(self) -> bool:
        """Is the board shown as cards?"""
        return bool(self._wall.display)

    def lay_out(self) -> None:
        """Show cards or the list, and the panes that the layout has room for."""
        self._list.is_tiny = self.size_layout is Layout.TINY
        cards, board = self.context.view.cards, self.context.board
        is_empty = not len(board)
        if cards is None:
            room = room_for_cards(self.size_layout, self.app.size.height)
            cards = not is_empty and self._wall.fits(self.app.size.width, room)
        self._welcome.display = is_empty
        self._wall.display, self._list.display = cards and not is_empty, not cards and not is_empty
        has_room = self.size_layout in {Layout.MEDIUM, Layout.WIDE} and not is_empty
        self.query_one("#events").display = self._events.display = has_room
        self._ticker.display = not has_room
        is_wide = self.size_layout is Layout.WIDE
        shares = None if cards or is_empty else self._shares()
        row = shares is not None and shares.preview > 0
        self._show_previews(row=row, column=not cards and bool(board.endpoints) and is_wide)
        self._set_heights(shares)
        boards = {self._wall, self._list, self._welcome}
        if self.focused is None or self.focused in boards or not is_shown(self.focused):
            self.focus_board()

    def action_zoom(self) -> None:
        super().action_zoom()
        if self.zoomed is not None:
            self._set_heights(None)

    def _shares(self) -> Shares:
        """Return the rows of the panes below the list: those that all of what is shown of it leaves."""
        view, board = self.context.view, self.context.board
        needed = len(rows_of(board, ViewState(folded=view.folded), now=0))
        if self.shown.is_narrowed:
            rows = len(self.rows())
            spare = 2 if self.size_layout is Layout.NARROW else rows
            needed = min(needed, max(_FEW, rows + spare))  # so many may come and nothing moves
        has_place = self.app.size.width >= _ROOMY and (
            bool(board.feeds) or self.size_layout is not Layout.WIDE
        )
        needed += 2  # the head, and a blank row
        return share_rows(self.size_layout, self.app.size.height - 2, needed, has_preview=has_place)

    def _set_heights(self, shares: Shares | None) -> None:
        """Let the panes below the board be so high, or as high as the style sheet says."""
        rows = self.app.size.height - 2 - WIDE_EVENT_ROWS
        is_tight = self.shows_cards and not self._wall.fits(self.app.size.width, rows)
        events = EVENT_ROWS if is_tight else None
        self.query_one("#events").styles.height = shares.events if shares is not None else events
        if self._preview is not None:
            self._preview.styles.height = shares.preview if shares is not None else None

    def repaint(self) -> None:
        """Show nothing beside a board of which the filter leaves nothing."""
        is_bare = self.is_bare
        for pane in (self._preview, self._detail):
            if pane is not None and pane.visible is is_bare:
                pane.visible = not is_bare
        if self._detail is not None:
            self._detail.keep_up()
        super().repaint()

    def acts(self, key: Key) -> bool:
        return key.id not in _OF_ITEM or not self.is_bare

    def share_again(self) -> None:
        """Share the rows anew: the list has become longer or shorter by what somebody did."""
        if self.is_attached and self.zoomed is None:
            self.lay_out()

    def show_selected(self) -> None:
        """Let the panes around the board show what is selected, as that may be opened next."""
        if self.zoomed is None:
            self._arrange_previews()
        self.repaint()
        if self.frozen_at is None and (state := self.item()) is not None:
            self.post_message(OpenExpected(state.name))

    def show_keys(self) -> None:
        if len(self.context.board) or self.query_bar.is_editing:
            super().show_keys()
        else:
            steps = [(key.id, key.keys, key.footer or "", key.action) for key in keys_of("welcome")]
            others = [("theme", "T", "theme", "app.pick_theme"), ("leave", "q", "quit", "app.leave")]
            items = [(self.label(each, keys), word, action) for each, keys, word, action in steps + others]
            self.footer.show(items, help_item(self.app, is_typing=False))

    def _show_previews(self, *, row: bool, column: bool) -> None:
        """Show what there is room for beside the list; it is made when there is room for the first time."""
        if row and self._preview is None:
            self._preview = screens.PreviewRow(
                self._in_view,
                endpoint=self.endpoint_in_view,
                feed=self.feed_in_view,
                marked_at=self.marked_at,
            )
            _ = self.query_one("#board").mount(self._preview, before="#events")
        if column and self._detail is None:
            self._detail = screens.Details(
                self._in_view,
                board=self.board_in_view,
                endpoint=self.endpoint_in_view,
                feed=self.feed_in_view,
                marked_at=self.marked_at,
            )
            _ = self.query_one("#body").mount(self._detail)
        if self._preview is not None:
            self._preview.display = row
        if self._detail is not None:
            self._detail.display = column
        self._arrange_previews()

    def _arrange_previews(self) -> None:
        item = self.item()
        if self._preview is not None:
            self._preview.arrange_for(item, self.size_layout)
        if self._detail is not None and self._detail.display:
            self._detail.show(item)

    def focus_board(self) -> None:
        """Give the keys to the cards or the list."""
        if not len(self.context.board):
            self._welcome.focus()
        else:
            (self._wall if self.shows_cards else self._list).focus()

    def selected_group(self) -> str | None:
        """Return the group whose head is selected in the list."""
        return None if self.shows_cards else self._list.selected_group

    def _last_of(self, kind: type[Kind]) -> Kind | None:
        """Return the selected item if it is of that kind, else the one of that kind before it.

        Of a group that is selected it is the first problem, or the first that there is.
        """
        board, item = self.board_in_view(), self.item()
        if item is None and (group := self.selected_group()) is not None:
            of_group = [each for each in board if isinstance(each, kind) and group_of(each) == group]
            item = min(of_group, key=lambda each: not each.health.is_problem, default=None)
        if isinstance(item, kind):
            self._seen[kind] = item.name
        name = self._seen.get(kind)
        seen = board[name] if name is not None and name in board else None
        if isinstance(seen, kind):
            return seen
        return next((state for state in board if isinstance(state, kind)), None)

    def item(self) -> State | None:
        name = (self._wall if self.shows_cards else self._list).selected_name
        board = self.board_in_view()
        return board[name] if name is not None and name in board and name in self.context.board else None

    def select(self, name: str) -> None:
        """Put the cursor on an endpoint or a feed."""
        (self._wall if self.shows_cards else self._list).select(name)
