from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW
from tests.pane_app import lines_of, shown
from tui.model.board import Board
from tui.model.event import Event, EventKind
from tui.model.health import Health
from tui.text.glyphs import BRAILLE
from tui.widgets.event_rate import EventRate

_MINUTE = 60.0


def make_log(*ages: float, kind: EventKind = EventKind.OPENED) -> Board:
    """Return a log with an event as many minutes ago as each number says."""
    board = Board()
    for age in sorted(ages, reverse=True):
        at = NOW - age * _MINUTE
        board.tell(Event(at=at, source="trades", kind=kind, what="", health=Health.DOWN))
    return board


def rate_of(board: Board, selected_at: float | None = None) -> EventRate:
    return EventRate(board, now=lambda: NOW, glyphs=lambda: BRAILLE, selected_at=lambda: selected_at)


class EventRateTest(IsolatedAsyncioTestCase):
    """How much happened in each minute."""

    async def test_each_column_is_a_minute_and_the_last_one_is_now(self) -> None:
        rate = rate_of(make_log(0, 0, 0, 2, 30))
        async with shown(rate, 100, 1):
            row = lines_of(rate)[0]

            assert row.startswith(" per 1m ")
            assert "▁▃▁▇  " in row
            assert "peak 3 · " in row

    async def test_a_young_log_is_counted_by_seconds(self) -> None:
        for age, step in ((1, "5s"), (10, "15s"), (20, "1m")):
            rate = rate_of(make_log(0, age))
            async with shown(rate, 100, 1):
                assert lines_of(rate)[0].startswith(f" per {step} ")
                assert lines_of(rate)[0].count("▇") == 2

    async def test_before_the_first_event_nothing_is_known(self) -> None:
        rate = rate_of(Board())
        async with shown(rate, 100, 1):
            assert set(lines_of(rate)[0].split()[2]) == {"·"}

    async def test_minutes_with_something_down_are_loud(self) -> None:
        rate = rate_of(make_log(0, kind=EventKind.CLOSED))
        async with shown(rate, 100, 1):
            segment = next(each for each in rate.render_lines(rate.size.region)[0] if "▇" in each.text)

            assert segment.style == rate.ink.style("series-err")

    async def test_the_minute_of_the_selected_event_is_marked(self) -> None:
        rate = rate_of(make_log(0, 3), selected_at=NOW - 3 * _MINUTE)
        async with shown(rate, 100, 1):
            strip = rate.render_lines(rate.size.region)[0]
            marked = [each.text for each in strip if each.style == rate.ink.style("paused", "frozen")]

            assert marked == ["▇"]

    async def test_the_minute_under_the_mouse_is_marked_in_its_place_and_read_out(self) -> None:
        board = make_log(0, 0, 3)
        rate = EventRate(
            board,
            now=lambda: NOW,
            glyphs=lambda: BRAILLE,
            selected_at=lambda: NOW - 3 * _MINUTE,
            pointed_at=lambda: pointed_at,
        )
        pointed_at: float | None = None
        async with shown(rate, 100, 1):
            column = lines_of(rate)[0].rindex("▇")
            pointed_at = rate.moment_under(column, 0)
            rate.sync()
            strip = rate.render_lines(rate.size.region)[0]
            marked = [each.text for each in strip if each.style == rate.ink.style("paused", "frozen")]

            assert rate.moment_under(2, 0) is None
            assert marked == ["▇"]
            assert lines_of(rate)[0].rstrip().endswith(" 2 events")
