"""OverviewPanes: the parts of the overview, and which of them there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Horizontal, Vertical

from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens.context import Layout
from tui.screens.item_actions import ItemActions
from tui.screens.jump import JumpSpot
from tui.screens.previews import DetailColumn, PreviewRow
from tui.text.safe import clean
from tui.text.units import clock, stamp
from tui.widgets.board_rows import StateRow, group_of, rows_of
from tui.widgets.card_wall import CardWall
from tui.widgets.events_pane import EventsPane
from tui.widgets.footer_bar import FooterBar
from tui.widgets.overview_list import OverviewList
from tui.widgets.query_bar import QueryBar
from tui.widgets.ticker import EventPainter, Ticker
from tui.widgets.totals import totals_runs
from tui.widgets.welcome_pane import WelcomePane

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from tui.model.board import State
    from tui.screens.context import Context
    from tui.widgets.board_rows import BoardRow
    from tui.widgets.line import Runs

__all__ = ["OverviewPanes"]

_EVENTS = 6


class OverviewPanes(ItemActions):
    """Cards as long as all of them fit, else the list; and around them what the layout has room for."""

    scope: ClassVar[str] = "overview"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        view = context.view
        self.matches: Callable[[State], bool] | None = None
        """What the filter lets through; `None`: everything."""
        self._list = OverviewList(
            self.rows,
            now=context.now,
            window=lambda: view.window,
            glyphs=lambda: view.glyphs,
            heading=lambda: (view.sort, view.reverse),
        )
        self._wall = CardWall(
            self.shown_states,
            now=context.now,
            window=lambda: view.window,
            glyphs=lambda: view.glyphs,
            mask=context.board.mask,
        )
        painter = EventPainter(context.board, now=context.now, ages=lambda: view.ages)
        self._events = EventsPane(context.board, painter, number=4)
        self._ticker = Ticker(context.board, painter)
        self._preview = PreviewRow(context, endpoint=self.endpoint_in_view, feed=self.feed_in_view)
        self._detail = DetailColumn(context, endpoint=self.endpoint_in_view)
        self._welcome = WelcomePane(context.places)
        self._seen: dict[type, str] = {}
        self.query_bar = QueryBar(placeholder="words, !not, /regex/, status:>=500, state:down, group:core")

    def compose(self) -> ComposeResult:
        yield self.make_header()
        yield self.query_bar
        with Horizontal(id="body"):
            with Vertical(id="board"):
                yield self._welcome
                yield self._list
                yield self._wall
                yield self._preview
                with Container(id="events"):
                    yield self._events
            yield self._detail
        yield self._ticker
        yield FooterBar()

    def endpoint_in_view(self) -> EndpointState | None:
        """Return the endpoint that is selected, or was before a feed was."""
        state = self._last_of(EndpointState)
        return state if isinstance(state, EndpointState) else None

    def feed_in_view(self) -> FeedState | None:
        """Return the feed that is selected, or was before an endpoint was."""
        state = self._last_of(FeedState)
        return state if isinstance(state, FeedState) else None

    def rows(self) -> list[BoardRow]:
        """Return the rows of the list."""
        return rows_of(self.context.board, self.context.view, now=self.context.now(), matches=self.matches)

    def shown_states(self) -> list[State]:
        """Return what the cards show, in the order of the list; groups do not fold there."""
        return [row.state for row in self.rows() if isinstance(row, StateRow)]

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        view = self.context.view
        left: Runs = [("asyncdash", "accent-strong")]
        if width >= 60:  # noqa: PLR2004 - the tiny layout has no room for it
            left.append((f"  {clean(self.context.title)}", "muted"))
        if self.shows_cards:
            left.append(("  cards", "strong"))
        left += [(f"  {text}", tag) for text, tag in self.chips()]
        if view.problems_only:
            left.append(("  problems only", "warn-strong"))
        now = self.context.now()
        right: Runs = [(stamp(now) if width >= 100 else clock(now), "muted")]  # noqa: PLR2004 - room for the date
        return left, totals_runs(self.context.board, view.glyphs), right

    @property
    def shows_cards(self) -> bool:
        """Is the board shown as cards?"""
        return bool(self._wall.display)

    def lay_out(self) -> None:
        """Show cards or the list, and the panes that the layout has room for."""
        self._list.is_tiny = self.size_layout is Layout.TINY
        cards = self.context.view.cards
        if cards is None:
            cards = len(self.context.board) > 0 and self._wall.fits(self.app.size.width, self._room())
        is_empty = not len(self.context.board)
        self._welcome.display = is_empty
        self._wall.display, self._list.display = cards and not is_empty, not cards and not is_empty
        has_room = self.size_layout in {Layout.MEDIUM, Layout.WIDE} and not is_empty
        self._events.display = has_room
        self._ticker.display = not has_room
        self._detail.display = self.size_layout is Layout.WIDE and has_room and not cards
        self._preview.display = has_room and not cards
        self._preview.arrange_for(self.item(), is_wide=self.size_layout is Layout.WIDE)
        if self.focused is None or self.focused in {self._wall, self._list, self._welcome}:
            self.focus_board()

    def show_selected(self) -> None:
        """Let the panes around the board show what is selected."""
        self._preview.arrange_for(self.item(), is_wide=self.size_layout is Layout.WIDE)
        self.repaint()

    def focus_board(self) -> None:
        """Give the keys to the cards or the list."""
        if not len(self.context.board):
            self._welcome.focus()
        else:
            (self._wall if self.shows_cards else self._list).focus()

    def selected_group(self) -> str | None:
        """Return the group whose head is selected in the list."""
        selected = self._list.selected
        if self.shows_cards or selected is None or not selected.startswith("group:"):
            return None
        return selected.removeprefix("group:")

    def jump_spots(self) -> list[JumpSpot]:
        """Return the rows or cards in sight, and the panes around them."""
        region = (self._wall if self.shows_cards else self._list).region
        spots = (
            self._wall.spots() if self.shows_cards else [(0, line, name) for line, name in self._list.spots()]
        )
        return [JumpSpot(region.x + x, region.y + y, name) for x, y, name in spots] + super().jump_spots()

    def jump(self, target: object) -> None:
        super().jump(target)
        if isinstance(target, str):
            self.focus_board()
            self.select(target)

    def _last_of(self, kind: type[State]) -> State | None:
        """Return the selected item if it is of that kind, else the one of that kind before it."""
        item = self.item()
        if isinstance(item, kind):
            self._seen[kind] = item.name
            return item
        name = self._seen.get(kind)
        if name is not None and name in self.context.board:
            return self.context.board[name]
        return next((state for state in self.context.board if isinstance(state, kind)), None)

    def _room(self) -> int:
        """Return the rows that cards have: without header, footer, ticker or events."""
        around = {Layout.TINY: 2, Layout.NARROW: 3}.get(self.size_layout, 2 + _EVENTS)
        return self.app.size.height - around

    def item(self) -> State | None:
        name = (self._wall if self.shows_cards else self._list).selected_name
        return self.context.board[name] if name is not None and name in self.context.board else None

    def escape(self) -> bool:
        """Leave one layer: filter, problems only, zoom."""
        if super().escape():
            return True
        if self.query_bar.text:
            self.query_bar.clear()
            return True
        if self.context.view.problems_only:
            self.context.view.problems_only = False
            self.repaint()
            return True
        return False

    def select(self, name: str) -> None:
        """Put the cursor on an endpoint or a feed."""
        (self._wall if self.shows_cards else self._list).select(name)

    def action_problem(self, step: int) -> None:
        """Select the next problem that nobody has muted, or the one before."""
        self._walk([state for state in self.shown_states() if self._asks(state)], step)

    def action_next_match(self, step: int) -> None:
        """Select the next item that the filter has left."""
        self._walk(self.shown_states(), step)

    def action_section(self, step: int) -> None:
        """Select the first item of the next group, or of the one before."""
        states = self.shown_states()
        firsts = [
            state
            for index, state in enumerate(states)
            if index == 0 or group_of(state) != group_of(states[index - 1])
        ]
        item = self.item()
        groups = [group_of(state) for state in firsts]
        if item is not None and firsts:
            at = groups.index(group_of(item)) if group_of(item) in groups else 0
            self.select(firsts[(at + step) % len(firsts)].name)

    def _asks(self, state: State) -> bool:
        """Does it ask for attention?"""
        return state.health.is_problem and state.name not in self.context.view.muted

    def _walk(self, states: list[State], step: int) -> None:
        """Select the next of these after the selected item, round and round."""
        if not states:
            self.say("no problems" if step else "nothing matches")
            return
        order = [state.name for state in self.shown_states()]
        item = self.item()
        here = order.index(item.name) if item is not None and item.name in order else -step
        names = [state.name for state in states]
        ahead = [name for name in names if (order.index(name) - here) * step > 0]
        beyond = ahead or names
        self.select(beyond[0] if step > 0 else beyond[-1])
