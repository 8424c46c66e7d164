from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.pane_app import shown
from tui.keys import keys_of
from tui.widgets.movable import Movable

if TYPE_CHECKING:
    from tui.widgets.line import Line

STEPS = {
    "move.down": ("rows", 1),
    "move.up": ("rows", -1),
    "move.left": ("columns", -1),
    "move.right": ("columns", 1),
    "page.left": ("columns", -8),
    "page.right": ("columns", 8),
    "move.top": ("end", False),
    "move.bottom": ("end", True),
    "half.down": ("rows", 5),
    "half.up": ("rows", -5),
    "page.down": ("rows", 10),
    "page.up": ("rows", -10),
}


class Noted(Movable):
    def __init__(self) -> None:
        super().__init__()
        self.moves: list[tuple[str, int | bool]] = []

    def paint(self, width: int, height: int) -> list[Line]:
        return []

    def move_by(self, rows: int) -> None:
        self.moves.append(("rows", rows))

    def move_sideways(self, columns: int) -> None:
        self.moves.append(("columns", columns))

    def move_to(self, *, end: bool) -> None:
        self.moves.append(("end", end))


class MovableTest(IsolatedAsyncioTestCase):
    async def test_every_key_that_moves_moves_as_the_table_says(self) -> None:
        noted = Noted()
        async with shown(noted, 40, 12) as pilot:
            noted.focus()
            for key in keys_of("list"):
                for each in key.keys.split(","):
                    noted.moves.clear()
                    await pilot.press(each)

                    assert noted.moves == [STEPS[key.id]], (key.id, each)

    async def test_there_is_no_other_key_that_moves(self) -> None:
        assert {key.id for key in keys_of("list")} == set(STEPS)
