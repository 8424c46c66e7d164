from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW
from tests.pane_app import lines_of, shown, turn_wheel
from tui.model.board import Board
from tui.model.event import Event, EventKind
from tui.widgets.event_list import EventList
from tui.widgets.ticker import EventPainter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot


def tell(board: Board, count: int, *, kind: EventKind = EventKind.OPENED) -> None:
    for _ in range(count):
        number = board.events.end
        board.tell(Event(at=NOW + number, source=f"feed-{number:03}", kind=kind, what=f"event {number}"))


def cursor(events: EventList) -> tuple[int, str]:
    """Return the line of the cursor and the name in it."""
    rows = lines_of(events)
    line = next(line for line, row in enumerate(rows) if row.startswith("▌"))
    return line, rows[line][12:20]


@asynccontextmanager
async def shown_events(count: int = 30) -> AsyncIterator[tuple[EventList, Board, Pilot[None]]]:
    board = Board()
    tell(board, count)
    events = EventList(board, EventPainter(board, now=lambda: NOW, ages=lambda: False), now=lambda: NOW)
    async with shown(events, 70, 8) as pilot:
        events.focus()
        await pilot.pause()
        yield events, board, pilot


class EventListTest(IsolatedAsyncioTestCase):
    async def test_the_newest_event_is_on_top_and_selected(self) -> None:
        async with shown_events() as (events, _, _):
            assert cursor(events) == (1, "feed-029")

    async def test_until_somebody_moves_the_newest_event_is_in_view(self) -> None:
        async with shown_events() as (events, board, _):
            tell(board, 5)
            events.sync()

            assert cursor(events) == (1, "feed-034")

    async def test_the_cursor_and_what_is_read_stand_still_while_events_come(self) -> None:
        async with shown_events() as (events, board, pilot):
            await pilot.press("j", "j")
            before = lines_of(events)
            tell(board, 50)
            events.sync()

            assert lines_of(events) == before
            assert cursor(events) == (3, "feed-027")

    async def test_a_view_that_the_wheel_has_moved_stands_still_while_events_come(self) -> None:
        async with shown_events() as (events, board, pilot):
            await turn_wheel(pilot, events)
            await turn_wheel(pilot, events)
            await turn_wheel(pilot, events, up=True)
            before = lines_of(events)
            tell(board, 4)
            events.sync()

            assert lines_of(events) == before

    async def test_back_on_top_it_goes_along_again(self) -> None:
        async with shown_events() as (events, board, pilot):
            await pilot.press("j", "j", "g")
            tell(board, 1)
            events.sync()

            assert cursor(events) == (1, "feed-030")

    async def test_the_last_event_is_at_the_end(self) -> None:
        async with shown_events() as (events, _, pilot):
            await pilot.press("G")

            assert cursor(events) == (7, "feed-000")

    async def test_the_wheel_moves_the_view_and_not_the_cursor(self) -> None:
        async with shown_events() as (events, _, pilot):
            await turn_wheel(pilot, events)

            assert events.event is not None
            assert events.event.source == "feed-029"
            assert "feed-026" in lines_of(events)[1]

    async def test_a_click_selects_the_row_under_the_mouse(self) -> None:
        async with shown_events() as (events, _, pilot):
            await pilot.click(events, offset=(20, 4))

            assert cursor(events) == (4, "feed-026")

    async def test_a_click_on_the_heading_or_below_the_last_row_selects_nothing(self) -> None:
        async with shown_events(2) as (events, _, pilot):
            await pilot.click(events, offset=(20, 0))
            await pilot.click(events, offset=(20, 6))

            assert cursor(events) == (1, "feed-001")

    async def test_problems_are_stepped_through_and_the_last_one_is_the_end(self) -> None:
        async with shown_events(3) as (events, board, pilot):
            tell(board, 1, kind=EventKind.DOWN)
            tell(board, 2)
            events.step_problem(1)
            await pilot.pause()
            first = cursor(events)
            events.step_problem(1)

            assert (first, cursor(events)) == ((3, "feed-003"), (3, "feed-003"))

    async def test_problems_only_hides_the_rest(self) -> None:
        async with shown_events(3) as (events, board, _):
            tell(board, 1, kind=EventKind.CLOSED)
            events.problems_only = True
            events.sync()

            assert [each.source for each in events.shown()] == ["feed-003"]

    async def test_a_cursor_whose_event_is_hidden_goes_to_the_next_older_one_and_returns(self) -> None:
        async with shown_events() as (events, _, pilot):
            await pilot.press("j", "j")
            events.matches = lambda event: event.source != "feed-027"
            events.sync()
            hidden = events.event
            events.matches = None
            events.sync()

            assert hidden is not None
            assert hidden.source == "feed-026"
            assert cursor(events)[1] == "feed-027"

    async def test_events_that_the_ring_has_let_go_leave_the_cursor_on_the_oldest(self) -> None:
        async with shown_events() as (events, board, pilot):
            await pilot.press("G")
            tell(board, board.events.capacity)
            events.sync()

            assert cursor(events)[1] == f"feed-{board.events.start:03}"

    async def test_a_long_name_leaves_a_blank_before_what_happened(self) -> None:
        async with shown_events(0) as (events, board, _):
            for name in ("a-name-of-18-cells", "a-name-of-many-more-cells"):
                board.tell(Event(at=NOW, source=name, kind=EventKind.OPENED, what="open"))
            events.sync()

            assert [row[12:34] for row in lines_of(events)[1:3]] == [
                "a-name-of-many-m… open",
                "a-name-of-18-cel… open",
            ]

    async def test_a_log_without_events_says_so(self) -> None:
        async with shown_events(0) as (events, _, pilot):
            await pilot.press("j", "G", "g")

            assert events.event is None
            assert "nothing happened yet" in lines_of(events)[2]

    async def test_a_filter_that_leaves_nothing_names_the_way_back(self) -> None:
        async with shown_events() as (events, _, _):
            events.matches = lambda _: False
            events.sync()

            assert "no event matches — esc shows all" in lines_of(events)[2]
