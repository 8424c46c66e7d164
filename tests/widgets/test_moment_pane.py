from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.boards import make_board
from tests.factories import NOW
from tests.pane_app import lines_of, shown
from tui.model.past import board_at
from tui.text.glyphs import BRAILLE
from tui.text.units import clock
from tui.widgets.moment_pane import MomentPane

if TYPE_CHECKING:
    from tui.model.board import Board


def pane_of(board: Board | None, about: str | None = None) -> MomentPane:
    return MomentPane(
        lambda: board, at=lambda: NOW, now=lambda: NOW + 73, about=lambda: about, glyphs=lambda: BRAILLE
    )


class MomentPaneTest(IsolatedAsyncioTestCase):
    """Everything at one moment."""

    async def test_it_says_when_that_was_and_counts(self) -> None:
        pane = pane_of(make_board())
        async with shown(pane, 70, 8):
            top = lines_of(pane)[0]

            assert f"‖ AT {clock(NOW)}, 1m13s ago" in top
            assert "● 3  ▲ 1  ✗ 1" in top

    async def test_what_was_not_well_is_listed_the_one_in_question_first(self) -> None:
        pane = pane_of(make_board(), about="presence")
        async with shown(pane, 70, 8):
            names = [row.split()[2] for row in lines_of(pane)[1:4]]

            assert names == ["presence", "payments-capture", "cart-api"]

    async def test_what_has_no_room_is_counted(self) -> None:
        pane = pane_of(make_board())
        async with shown(pane, 70, 4):
            assert "and 2 more" in lines_of(pane)[2]

    async def test_when_all_was_well_it_says_so(self) -> None:
        pane = pane_of(board_at(make_board(), NOW - 230))
        async with shown(pane, 70, 6):
            assert "everything that was watched was well" in lines_of(pane)[1]

    async def test_without_an_event_it_says_so(self) -> None:
        pane = pane_of(None)
        async with shown(pane, 70, 6):
            assert "no event is selected" in lines_of(pane)[0]
