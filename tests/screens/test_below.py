from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

import pytest
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget

from tests.dashboards import open_desk
from tui.screens.below import cleared
from tui.screens.menu import Menu
from tui.screens.palette import Palette

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Region

    from tests.dashboards import Desk


@pytest.mark.parametrize(
    ("row", "start", "end", "left"),
    [
        ("● cart-api   200   48ms", 12, 15, "● cart-api         48ms"),
        ("● cart-api   200   48ms", 15, 22, "● cart-api"),
        ("● payments-capture  200", 12, 19, "● payments…         200"),
        ("● pay  1,234,567,890 B", 14, 19, "● pay                B"),
        ("● pay  Content-Length", 4, 14, "●"),
        ("a ────────────────── b", 5, 10, "a ──       ───────── b"),
        ("  日本語  x", 9, 10, "  日本語"),
        ("trades  ..__-=xx#=_-__xxxx=", 14, 20, "trades  ..__-        _xxxx="),
        ("  0+.:#xxxx##:.:###xx##", 8, 14, "  0+.:#        :###xx##"),
        ("  0┤⠊⠚⠂××××⠊⠊⠊⠒⠒⠊⠈⠈⠊⠒⠒", 8, 14, "  0┤⠊⠚⠂        ⠒⠊⠈⠈⠊⠒⠒"),
        ("  1.20s+##.", 3, 5, "        ##."),
    ],
)
def test_a_sheet_cuts_lines_but_leaves_no_half_of_a_short_word_or_a_number(
    row: str, start: int, end: int, left: str
) -> None:
    strip = Strip([Segment(row)])

    assert cleared(strip, start, end).text.rstrip() == left
    assert cleared(strip, start, end).cell_length == strip.cell_length


def test_a_word_that_goes_on_below_a_sheet_keeps_its_colours() -> None:
    key, value = Style(color="red"), Style(color="green")
    strip = Strip([Segment('{"id"', key), Segment(":12345}", value)])

    assert list(cleared(strip, 9, 11)) == [
        Segment('{"id"', key),
        Segment(":1", value),
        Segment("…", value),
        Segment("    ", Style()),
    ]


class BelowTest(IsolatedAsyncioTestCase):
    async def test_among_sixteen_colours_all_that_waits_below_a_sheet_is_dim_and_has_none(self) -> None:
        async with open_desk() as desk:
            desk.app.theme = "ansi-dark"
            await desk.press("y")
            below = _styles(desk, 2)

            assert below
            assert all(style.dim and not (style.reverse or style.bold or style.underline) for style in below)
            assert {str(style.color.name) for style in below if style.color is not None} == {"default"}

    async def test_what_one_goes_on_looking_at_is_as_bright_as_it_was(self) -> None:
        for key in ("T", "apostrophe"):
            async with open_desk() as desk:
                desk.app.theme = "ansi-dark"
                await desk.press(key)

                assert any(style.bold and not style.dim for style in _styles(desk, 0))

    async def test_what_a_sheet_that_has_shrunk_gives_free_is_whole_again(self) -> None:
        async with open_desk(size=(80, 24)) as desk:
            before = desk.rows()
            await desk.press("question_mark")
            high = desk.rows()
            await desk.press(*":orders")
            low = desk.rows()

            assert isinstance(desk.app.screen, Palette)
            assert high[12] != before[12] == low[12]


class _Picture(Widget):
    """One row with a picture that is drawn over its cells."""

    def render_lines(self, crop: Region) -> list[Strip]:
        row = [Segment("words"), Segment("\x1bPq picture", None, [(ControlType.HOME,)])]
        return [Strip([*row, Segment(" " * (crop.width - 5))], crop.width)] * crop.height


class _PictureApp(App[None]):
    def compose(self) -> ComposeResult:
        yield _Picture()


class PictureTest(IsolatedAsyncioTestCase):
    async def test_no_picture_is_drawn_over_a_sheet(self) -> None:
        app = _PictureApp()
        async with app.run_test(size=(40, 10)) as pilot:
            await app.push_screen(Menu("copy", [("u", "URL")]))
            await pilot.pause()
            shown = "".join(text for strip in app.screen._compositor.render_strips() for text, *_ in strip)

            assert "words" in shown
            assert "picture" not in shown


def _styles(desk: Desk, y: int) -> list[Style]:
    strip = desk.app.screen._compositor.render_strips()[y]
    return [style for text, style, _ in strip if style is not None and text.strip()]
