from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_endpoint, make_result
from tests.pane_app import shown
from tui.model.endpoint_state import EndpointState
from tui.model.mask import Mask
from tui.text.glyphs import BRAILLE
from tui.widgets.history_row import HistoryRow
from tui.widgets.painted import Painted
from tui.widgets.recent_checks import RecentChecks

if TYPE_CHECKING:
    from tui.widgets.line import Line

ROW = HistoryRow(
    now=lambda: NOW, ages=lambda: False, glyphs=lambda: BRAILLE, mask=Mask(), marked=lambda: None
)


class Canvas(Painted):
    def paint(self, width: int, height: int) -> list[Line]:
        return []


class RecentChecksTest(IsolatedAsyncioTestCase):
    async def test_the_newest_of_those_that_have_room_comes_first(self) -> None:
        state = EndpointState(make_endpoint())
        for age in (30, 20, 10, 0):
            state.record(make_result(at=NOW - age))
        canvas = Canvas()
        async with shown(canvas):
            lines = RecentChecks(lambda: state, row=ROW).lines(canvas.line, 60, 3)

        assert [line.strip().text.split()[1] for line in lines] == ["22:13:20", "22:13:10", "22:13:00"]

    async def test_it_says_how_many_are_kept(self) -> None:
        state = EndpointState(make_endpoint())
        state.record(make_result())

        assert RecentChecks(lambda: state, row=ROW).facts() == [("1", "muted")]

    async def test_without_an_endpoint_there_is_nothing(self) -> None:
        nobody = RecentChecks(lambda: None, row=ROW)
        canvas = Canvas()
        async with shown(canvas):
            assert (nobody.facts(), nobody.lines(canvas.line, 60, 3)) == ([], [])
