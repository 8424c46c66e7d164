from __future__ import annotations

import struct
import sys
import zlib
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.images import make_image
from tui.text.pictures import picture

RED, BLUE = "#ff0000", "#0000ff"


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


def test_an_image_of_too_many_dots_is_not_read() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))

    assert picture(bomb, 40, 20) == []


@pytest.mark.parametrize("body", [b"", b"GIF89a", b"no image at all", b"%!PS-Adobe-3.0 EPSF-3.0\n"])
def test_what_is_no_image_is_not_drawn(body: bytes) -> None:
    assert picture(body, 40, 20) == []


def test_without_room_nothing_is_drawn() -> None:
    assert picture(make_image("rb"), 0, 5) == []


def test_without_the_extra_nothing_is_drawn() -> None:
    body = make_image("rb")
    with patch.dict(sys.modules, {"PIL": None}):
        rows = picture(body, 5, 5)

    assert rows == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(8, 200), st.integers(0, 255)), max_size=6), st.integers(20, 400))
def test_a_broken_image_breaks_nothing(changes: list[tuple[int, int]], end: int) -> None:
    body = bytearray(make_image(*["rb" * 20] * 20))
    for at, byte in changes:
        body[at % len(body)] = byte
    rows = picture(bytes(body[:end]), 40, 20)

    assert all(sum(len(text) for text, _ in row) <= 40 for row in rows)
