from __future__ import annotations

import io
import subprocess
import sys
from unittest.mock import patch

import pytest
from PIL import Image

from tests.pty_pictures import PictureScreen, decoded
from tui.widgets.graphic import Brush, Graphic, Protocol, graphic_of, measure

PAGE = (16, 32, 48)
KITTY = Brush(Protocol.KITTY, (10, 20), "#102030")
SIXEL = Brush(Protocol.SIXEL, (10, 20), "#102030")
QUARTERS = ((255, 0, 0, 255), (0, 0, 255, 255), (0, 255, 0, 255), (0, 0, 0, 0))
"""The colours of the corners, from left to right and down; the last is not there."""


def make_quarters(width: int = 80, height: int = 80) -> Image.Image:
    small = Image.new("RGBA", (2, 2))
    small.putdata(QUARTERS)
    return small.resize((width, height), Image.Resampling.NEAREST)


def shown(graphic: Graphic, kind: str) -> PictureScreen:
    """A screen on which the picture is drawn, from its third row and fifth column on."""
    screen = PictureScreen(30, 12, kind=kind)
    screen.feed(graphic.sending.encode())
    for row, over in enumerate(graphic.rows, 3):
        screen.feed(f"\x1b[{row};5H{' ' * graphic.columns}{over}|".encode())
    return screen


def corners(screen: PictureScreen) -> list[object]:
    """The colours in the middle of the quarters of a picture of 8 × 4 cells."""
    left, top = 4 * 10, 2 * 20
    places = ((20, 20), (60, 20), (20, 60), (60, 60))
    return [screen.picture.getpixel((left + x, top + y)) for x, y in places]


@pytest.mark.parametrize(("brush", "kind"), [(KITTY, "kitty"), (SIXEL, "sixel")])
def test_a_picture_is_drawn_over_its_cells_and_the_cursor_stays_behind_them(brush: Brush, kind: str) -> None:
    screen = shown(graphic_of(make_quarters(), 8, 4, brush), kind)

    assert screen.drawn == {(row, column) for row in range(2, 6) for column in range(4, 12)}
    assert [line[12:] for line in screen.lines[2:6]] == ["|"] * 4


def test_kitty_is_given_the_picture_with_what_is_not_there() -> None:
    graphic = graphic_of(make_quarters(), 8, 4, KITTY)
    screen = shown(graphic, "kitty")

    assert corners(screen)[:3] == [colour[:3] for colour in QUARTERS[:3]]
    (held,) = screen.held.values()
    assert Image.open(io.BytesIO(held)).convert("RGBA").getpixel((60, 60)) == (0, 0, 0, 0)


def test_in_sixels_the_page_shows_where_nothing_is() -> None:
    found = corners(shown(graphic_of(make_quarters(), 8, 4, SIXEL), "sixel"))

    for colour, expected in zip(found, [*(each[:3] for each in QUARTERS[:3]), PAGE], strict=True):
        assert isinstance(colour, tuple)
        assert all(abs(is_ - should) <= 5 for is_, should in zip(colour, expected, strict=True))


def test_each_row_in_sixels_is_as_high_as_a_cell() -> None:
    graphic = graphic_of(make_quarters(), 8, 4, SIXEL)
    rows = [row[row.index("\x1bP") : row.index("\x1b\\") + 2] for row in graphic.rows]

    assert [decoded(row).size for row in rows] == [(80, 20)] * 4


def test_kitty_forgets_a_picture_when_it_is_told_to_and_no_other() -> None:
    first, second = (graphic_of(make_quarters(), 8, 4, KITTY) for _ in range(2))
    screen = shown(first, "kitty")
    screen.feed(second.sending.encode())
    screen.feed(first.freeing.encode())

    assert len(screen.held) == 1
    assert screen.drawn == set()
    assert screen.feed(second.freeing.encode()) == b""
    assert screen.held == {}


def test_a_large_picture_is_sent_in_fewer_dots() -> None:
    screen = shown(
        graphic_of(make_quarters(2_000, 1_000), 20, 8, Brush(Protocol.KITTY, (100, 200), "#000000")), "kitty"
    )
    (held,) = screen.held.values()
    width, height = Image.open(io.BytesIO(held)).size

    assert width * height <= 500_000
    assert abs(width / height - 2_000 / 1_600) < 0.02


@pytest.mark.parametrize(
    ("size", "room", "cells"),
    [
        ((400, 400), (100, 20), (40, 20)),
        ((4_000, 400), (100, 40), (100, 5)),
        ((100, 2_000), (100, 40), (4, 40)),
        ((8, 8), (100, 40), (8, 4)),
        ((20_000, 1), (100, 40), (100, 1)),
        ((1, 20_000), (100, 40), (1, 40)),
    ],
)
def test_a_picture_keeps_its_shape(
    size: tuple[int, int], room: tuple[int, int], cells: tuple[int, int]
) -> None:
    assert measure(*size, *room, KITTY) == cells


def test_a_picture_in_sixels_is_smaller_than_the_room_where_it_would_be_too_much_to_send() -> None:
    columns, rows = measure(2_000, 2_000, 200, 100, SIXEL)

    assert columns * 10 * rows * 20 <= 520_000
    assert (columns, rows) < (200, 100)


def test_without_textual_image_there_is_none() -> None:
    missing = {name: None for name in sys.modules if name.startswith("textual_image")} | {
        "textual_image": None
    }
    with patch.dict(sys.modules, missing), pytest.raises(ImportError):
        graphic_of(make_quarters(), 8, 4, KITTY)


ASKING = """
import os, pty, sys
master, slave = pty.openpty()
for number in range(3):
    os.dup2(slave, number)
sys.__stdout__ = sys.stdout = open(1, "w", closefd=False)
sys.__stdin__ = sys.stdin = open(0, closefd=False)
from PIL import Image
from tui.widgets.graphic import Brush, Protocol, graphic_of
for protocol in Protocol:
    graphic_of(Image.new("RGBA", (8, 8)), 2, 1, Brush(protocol, (4, 8), "#000000"))
sys.stdout.flush()
os.set_blocking(master, False)
try:
    said = os.read(master, 1000)
except BlockingIOError:
    said = b""
os._exit(len(said))
"""


def test_textual_image_neither_asks_the_terminal_nor_writes_to_it() -> None:
    code = subprocess.run([sys.executable, "-c", ASKING], check=False, timeout=20).returncode  # noqa: S603 - ours

    assert code == 0
