from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from textual.geometry import Region

from tests.pane_app import lines_of, shown
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from tui.widgets.line import Line


class Poem(Painted):
    def __init__(self, *rows: str) -> None:
        super().__init__()
        self.rows = list(rows)

    def paint(self, width: int, height: int) -> list[Line]:
        return [self.line(width).put(row) for row in self.rows]


class PaintedTest(IsolatedAsyncioTestCase):
    async def test_rows_are_as_wide_as_the_widget_and_as_many_as_it_is_high(self) -> None:
        poem = Poem("one", "two")
        async with shown(poem, 10, 4):
            assert lines_of(poem) == ["one       ", "two       ", " " * 10, " " * 10]

    async def test_rows_beyond_the_height_are_left_out(self) -> None:
        poem = Poem(*"abcdef")
        async with shown(poem, 3, 2):
            assert lines_of(poem) == ["a  ", "b  "]

    async def test_a_second_look_without_news_sends_nothing(self) -> None:
        poem = Poem("one", "two")
        async with shown(poem, 10, 4):
            with patch.object(poem, "refresh") as refresh:
                poem.sync()

            refresh.assert_not_called()

    async def test_only_the_piece_that_changed_is_sent(self) -> None:
        poem = Poem("one", "two", "three")
        async with shown(poem, 10, 4):
            poem.rows[1] = "TWO"
            with patch.object(poem, "refresh") as refresh:
                poem.sync()

            refresh.assert_called_once_with(Region(0, 1, 3, 1))

    async def test_another_theme_changes_every_colour(self) -> None:
        poem = Poem("one")
        async with shown(poem, 10, 1) as pilot:
            before = poem.render_lines(Region(0, 0, 10, 1))
            pilot.app.theme = "asyncdash-light"
            await pilot.pause()
            await pilot.pause()

            assert poem.render_lines(Region(0, 0, 10, 1)) != before

    async def test_a_part_of_a_row_is_cut_out_of_it(self) -> None:
        poem = Poem("0123456789")
        async with shown(poem, 10, 1):
            assert [strip.text for strip in poem.render_lines(Region(3, 0, 4, 1))] == ["3456"]

    async def test_it_paints_anew_when_the_terminal_gets_wider(self) -> None:
        poem = Poem("one")
        async with shown(poem, 10, 2) as pilot:
            await pilot.resize_terminal(14, 3)
            await pilot.pause()

            assert lines_of(poem) == ["one" + " " * 11, " " * 14, " " * 14]

    async def test_a_widget_that_is_not_shown_paints_nothing(self) -> None:
        poem = Poem("one")
        poem.sync()

        assert poem.render_lines(Region(0, 0, 0, 0)) == []
