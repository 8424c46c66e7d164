from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.boards import make_board
from tests.factories import NOW
from tests.pane_app import lines_of, shown
from tui.model.event import Event, EventKind
from tui.widgets.events_pane import EventsPane
from tui.widgets.ticker import EventPainter

if TYPE_CHECKING:
    from tui.model.board import Board


def painter_of(board: Board, *, ages: bool = False) -> EventPainter:
    return EventPainter(board, now=lambda: NOW, ages=lambda: ages)


class EventsPaneTest(IsolatedAsyncioTestCase):
    async def test_the_newest_event_is_on_top(self) -> None:
        board = make_board()
        board.tell(Event(at=NOW, source="orders", kind=EventKind.DOWN, what="200 → 503"))
        pane = EventsPane(lambda: board, painter_of(board), number=4)
        async with shown(pane, 80, 6):
            rows = lines_of(pane)

            assert "⁴events" in rows[0]
            assert f"{board.events.end} unseen · E open" in rows[0]
            assert "orders" in rows[1]
            assert "closed 1006" in rows[2]

    async def test_ages_stand_in_place_of_times_when_asked_for(self) -> None:
        board = make_board()
        pane = EventsPane(lambda: board, painter_of(board, ages=True))
        async with shown(pane, 80, 6):
            assert "3s ago" in "\n".join(lines_of(pane))

    async def test_the_history_of_one_thing_is_without_all_others_and_without_its_name(self) -> None:
        board = make_board()
        board.tell(Event(at=NOW, source="orders", kind=EventKind.DOWN, what="200 → 503"))
        pane = EventsPane(lambda: board, painter_of(board), source=lambda: "presence")
        async with shown(pane, 80, 6):
            title, first, *rest = lines_of(pane)

            assert "history" in title
            assert "closed 1006" in first
            assert not any("orders" in row or "presence" in row for row in rest)

    async def test_what_has_no_history_says_so(self) -> None:
        pane = EventsPane(make_board, painter_of(make_board()), source=lambda: "nobody")
        async with shown(pane, 80, 6):
            assert "nothing has happened" in lines_of(pane)[1]
