from __future__ import annotations

import struct
import sys
import zlib
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.images import make_image
from tui.text.pictures import UnreadableError, half_blocks, opened

RED, BLUE = "#ff0000", "#0000ff"


def picture(body: bytes, columns: int, rows: int) -> list[list[tuple[str, str]]]:
    return half_blocks(opened(body, columns, 2 * rows), columns, rows)


def claiming(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and ends before the first dot."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    header = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + header + struct.pack(">I", 1_000) + b"IDAT"


def test_two_dots_share_a_cell_each_in_its_own_colour() -> None:
    assert picture(make_image("rb", "br"), 10, 10) == [[("▀", f"{RED}|{BLUE}"), ("▀", f"{BLUE}|{RED}")]]


def test_what_is_not_there_shows_the_page() -> None:
    assert picture(make_image("r..", ".b."), 10, 10) == [[("▀", RED), ("▄", BLUE), (" ", "text")]]


def test_an_odd_row_at_the_end_is_half_a_cell() -> None:
    assert picture(make_image("r", "r", "b"), 10, 10) == [[("▀", f"{RED}|{RED}")], [("▀", BLUE)]]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_large_image_is_drawn_in_the_room_there_is(form: str) -> None:
    rows = picture(make_image(*["rb" * 150] * 200, form=form), 30, 40)

    assert len(rows) == 10
    assert {sum(len(text) for text, _ in row) for row in rows} == {30}


@pytest.mark.parametrize(("width", "height"), [(20_000, 1), (1, 20_000)])
def test_an_image_that_is_nothing_but_long_is_a_line(width: int, height: int) -> None:
    rows = picture(make_image(*["r" * width] * height), 40, 20)

    assert max(len(rows), sum(len(text) for text, _ in rows[0])) in {20, 40}
    assert min(len(rows), sum(len(text) for text, _ in rows[0])) == 1


def test_a_photograph_is_read() -> None:
    assert opened(make_image(*["rb" * 2_000] * 3_000, form="JPEG"), 40, 40).size == (40, 30)


@pytest.mark.parametrize("dots", [(60_000, 60_000), (16_001, 1_000), (13_500, 13_500)])
def test_an_image_of_too_many_dots_is_not_read(dots: tuple[int, int]) -> None:
    with pytest.raises(UnreadableError, match=r"^not drawn: .* more than 16,000,000 dots$"):
        opened(claiming(*dots), 40, 20)


def test_an_image_that_holds_less_than_it_says_is_broken() -> None:
    with pytest.raises(UnreadableError, match=r"^not drawn: the image is broken$"):
        opened(claiming(100, 100), 40, 20)


@pytest.mark.parametrize("body", [b"", b"GIF89a", b"no image at all", b"%!PS-Adobe-3.0 EPSF-3.0\n"])
def test_what_is_no_image_is_not_drawn(body: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"cannot be read as PNG"):
        opened(body, 40, 20)


def test_without_the_extra_nothing_is_drawn() -> None:
    body = make_image("rb")
    with patch.dict(sys.modules, {"PIL": None}), pytest.raises(ImportError):
        opened(body, 5, 5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(8, 200), st.integers(0, 255)), max_size=6), st.integers(20, 400))
def test_a_broken_image_breaks_nothing(changes: list[tuple[int, int]], end: int) -> None:
    body = bytearray(make_image(*["rb" * 20] * 20))
    for at, byte in changes:
        body[at % len(body)] = byte
    try:
        rows = picture(bytes(body[:end]), 40, 20)
    except UnreadableError:
        return

    assert all(sum(len(text) for text, _ in row) <= 40 for row in rows)
