from __future__ import annotations

import struct
import zlib

from tui.demo.picture import picture


def test_a_picture_is_a_png_whose_checksums_are_right() -> None:
    drawn = picture(0)
    chunks = {}
    rest = drawn[8:]
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        kind, content, checksum = rest[4:8], rest[8 : 8 + length], rest[8 + length : 12 + length]
        chunks[kind] = (content, zlib.crc32(kind + content) == struct.unpack(">I", checksum)[0])
        rest = rest[12 + length :]

    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    assert all(is_right for _, is_right in chunks.values())


def test_a_picture_has_a_filter_byte_and_three_bytes_a_pixel_in_every_row() -> None:
    data = picture(3)
    start = data.index(b"IDAT")
    (length,) = struct.unpack(">I", data[start - 4 : start])
    pixels = zlib.decompress(data[start + 4 : start + 4 + length])

    assert len(pixels) == 68 * (1 + 3 * 120)


def test_pictures_differ_and_come_again() -> None:
    assert picture(0) != picture(1)
    assert picture(0) is picture(12)
