"""EventsScreen: the event log, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui.keys import bindings
from tui.model.past import number_at
from tui.screens.board_screen import BoardScreen
from tui.screens.event_context import EventContext
from tui.screens.filters import event_filter
from tui.screens.follower import Follower
from tui.screens.layout import Layout
from tui.screens.menu import Menu
from tui.screens.requests import CopyRequested, ExportRequested, OpenRequested
from tui.text.events import event_line
from tui.text.export import events_csv, events_json
from tui.text.safe import clean
from tui.text.units import clock, count, stamp
from tui.widgets.clear import Clear
from tui.widgets.event_detail import EventDetail
from tui.widgets.event_list import EventList, Opened, Pointed
from tui.widgets.event_rate import EventRate
from tui.widgets.picking import SamplePicked
from tui.widgets.query_bar import QueryBar
from tui.widgets.ticker import EventPainter

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.model.board import Board
    from tui.model.event import Event
    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["EventsScreen"]


class EventsScreen(BoardScreen):
    """Everything that happened, and the way to where it happened."""

    scope: ClassVar[str] = "events"
    CSS_PATH = "../styles/events.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("events")]

    def __init__(self, context: Context, *, at: float | None = None, query: str = "") -> None:
        """Show the newest event, or the newest one at a moment, or at first what a filter leaves."""
        super().__init__(context)
        self.follower = Follower(self, self._show_context)
        """What stands beside the log."""
        board, view = context.board, context.view
        painter = EventPainter(board, now=context.now, ages=lambda: view.ages)
        self._unseen = board.events.end - board.seen_events
        self._list = EventList(board, painter, now=context.now)
        if at is not None:
            self._list.select_at(at)
        self._came_from = (at, self._list.event)
        """The moment that it was opened at, if it was at one of the past, and what was selected for it."""
        self._rate = EventRate(
            board,
            now=context.now,
            glyphs=lambda: view.glyphs,
            selected_at=self._selected_at,
            pointed_at=self.marked_at,
        )
        self._beside = EventContext(context, marked_at=self.marked_at)
        self._detail = EventDetail(lambda: self._list.event, painter)
        self._query = QueryBar(placeholder="words, !not, name:cart-api, group:core, state:down")
        self._first_query = query
        self._list.matches = self._filter_of(query)

    def on_mount(self) -> None:
        """Let the first filter be seen."""
        if self._first_query:
            self.filter_by(self._first_query)

    def past(self) -> float | None:
        """Return the moment that it was opened at for as long as the cursor has not left it."""
        at, event = self._came_from
        return at if event == self._list.event else super().past()

    def compose(self) -> ComposeResult:
        yield self.make_header()
        yield self._query
        yield self._rate
        with Clear():
            yield self._list
            yield self._beside
        yield self._detail
        yield self.footer

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        board = self.context.board
        left: Runs = [
            (clean(self.context.title or "asyncdash"), "muted"),
            (" › ", "faint"),
            ("events", "strong"),
        ]
        first = board.events[board.events.start] if len(board.events) else None
        if first is not None and width >= 80:  # noqa: PLR2004 - where room is short, what is new comes first
            left.append((f"   {count(board.events.end)} since {clock(first.at)}", "muted"))
        if self._unseen:
            left.append((f" · {self._unseen} unseen", "warn"))
        left += [(f"  {text}", tag) for text, tag in self.chips()]
        now = self.context.now()
        return left, [], [(stamp(now) if width >= 100 else clock(now), "muted")]  # noqa: PLR2004

    def lay_out(self) -> None:
        self._rate.display = self.size_layout in {Layout.MEDIUM, Layout.WIDE}
        self._detail.display = self.size_layout is Layout.NARROW
        self._beside.display = self.size_layout is Layout.WIDE
        self._show_context()
        if self.focused is None or not self.focused.display:
            self._list.focus()

    def on_screen_resume(self) -> None:
        self._list.focus()
        self.repaint()

    def repaint(self) -> None:
        """Paint what is new; as long as the log is on the screen, everything has been seen."""
        self.context.board.see_events()
        if self._beside.display and not self.follower.is_behind:
            self._beside.show(self._list.event)
        super().repaint()

    def escape(self) -> bool:
        """Leave one layer: input, filter, problems only, zoom."""
        if self._query.leave_layer():
            return True
        if self._list.problems_only:
            self.action_problems()
            return True
        return super().escape()

    @on(Opened)
    def _opened(self) -> None:
        self.action_open_event()

    def go_on(self) -> bool:
        """Go from the moment that it was opened at to the newest event. Return whether it was there."""
        stood = self.past() is not None
        if stood:
            self._came_from = (None, None)
            self._list.move_to(end=False)
        return stood

    def action_open_event(self) -> None:
        """Go to what the selected event is about, at that moment."""
        event = self._list.event
        if event is None or event.source not in self.context.board:
            self.say("that event is about no endpoint and no feed")
            return
        number = event.number
        if number is None:
            number = number_at(self.context.board[event.source], event.at)
        self.post_message(OpenRequested(event.source, number))

    def action_focus_pane(self, number: int) -> None:
        """Focus the pane with that digit; the first is the log."""
        if number == 1:
            self._list.focus()
        else:
            super().action_focus_pane(number)

    def action_filter(self) -> None:
        self._query.edit(self.context.view.queries.get(self.scope))

    def filter_by(self, text: str) -> None:
        """Filter by a text that was given elsewhere."""
        self._query.put(text)

    def action_problems(self) -> None:
        """Show problems only, or everything."""
        self._list.problems_only = not self._list.problems_only
        self._list.sync()

    def action_problem(self, step: int) -> None:
        """Select the next incident, or the one before."""
        self._list.step_problem(step)

    def action_next_match(self, step: int) -> None:
        """Select the next event that the filter has left."""
        self._list.move_by(step)

    def action_acknowledge(self) -> None:
        """Everything has been seen."""
        self._unseen = 0
        self.context.board.see_events()
        self.repaint()

    def action_acknowledge_all(self) -> None:
        """Everything has been seen, and every problem is known of."""
        board = self.context.board
        self.context.view.acknowledged.update(state.name for state in board if state.health.is_problem)
        self.action_acknowledge()

    def action_copy(self) -> None:
        """Copy the selected event."""
        event = self._list.event
        if event is not None:
            self.post_message(CopyRequested(_text_of(event, self.context.board), "event"))

    def action_copy_menu(self) -> None:
        """Ask what to copy."""
        screen = self.as_text()

        def copy(key: str | None) -> None:
            if key == "e":
                self.action_copy()
            elif key == "a":
                text = "\n".join(_text_of(event, self.context.board) for event in self._list.shown())
                self.post_message(CopyRequested(text, "events"))
            elif key == "s":
                self.post_message(CopyRequested(screen, "screen"))

        items = [("e", "this event"), ("a", "all that are shown"), ("s", "screen")]
        _ = self.app.push_screen(Menu("copy", items), copy)

    def action_export(self) -> None:
        """Ask in which form to write the events to a file."""

        def export(key: str | None) -> None:
            board = self.context.board
            if key == "j":
                self.post_message(ExportRequested(events_json(board), "events.json"))
            elif key == "c":
                self.post_message(ExportRequested(events_csv(board), "events.csv"))

        _ = self.app.push_screen(Menu("export", [("j", "JSON"), ("c", "CSV")]), export)

    @on(QueryBar.Changed)
    def _filter(self, event: QueryBar.Changed) -> None:
        if event.text:
            self.context.view.queries[self.scope] = event.text
        self._list.matches = self._filter_of(event.text)
        self._list.sync()
        shown, kept = len(self._list.shown()), len(self.context.board.events)
        self._query.show_facts([(f"{count(shown)} of {count(kept)}", "muted")])

    def _filter_of(self, text: str) -> Callable[[Event], bool] | None:
        return event_filter(text, board=self.context.board, now=self.context.now)

    @on(Pointed)
    def _follow(self) -> None:
        """Let what stands beside the log follow, once the cursor rests."""
        self._detail.sync()
        self.follower.follow_soon()

    def _show_context(self) -> None:
        if self._beside.display:
            self._beside.show(self._list.event)
        self.repaint()

    def _selected_at(self) -> float | None:
        event = self._list.event
        return event.at if event is not None else None

    @on(SamplePicked)
    def _open_sample(self, event: SamplePicked) -> None:
        self.post_message(OpenRequested(event.name, event.number))

    @on(QueryBar.Left)
    def _leave_filter(self) -> None:
        self._list.focus()


def _text_of(event: Event, board: Board) -> str:
    what, detail = event_line(event)
    return board.mask(f"{stamp(event.at)} {event.source} {what} {detail}".rstrip())
