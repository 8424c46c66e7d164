from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.bodies import view_of
from tui.text.image_facts import image_facts
from tui.text.whole_bodies import whole_view_of

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 640, 480, 8, 6, 0, 0, 1)
JPEG = (
    b"\xff\xd8"
    + struct.pack(">BBH4s", 0xFF, 0xE0, 6, b"JFIF")
    + struct.pack(">BBHBHHB", 0xFF, 0xC2, 17, 8, 480, 640, 3)
)
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (PNG, "PNG · 640 × 480 · 8 bits · RGBA · yes"),
        (b"GIF89a" + struct.pack("<HHB", 10, 20, 0x87), "GIF 89a · 10 × 20 · 256"),
        (JPEG, "JPEG · 640 × 480 · 8 bits · YCbCr · yes"),
        (WEBP + b"VP8X\0\0\0\0\x12\0\0\0" + bytes((9, 0, 0, 19, 0, 0)), "WebP · 10 × 20 · yes · yes"),
        (WEBP + b"VP8L\0\0\0\0\x2f" + (9 | 19 << 14).to_bytes(4, "little"), "WebP, lossless · 10 × 20"),
        (WEBP + b"VP8 " + bytes(10) + struct.pack("<HH", 10, 20), "WebP · 10 × 20"),
        (b"BM" + bytes(16) + struct.pack("<iiHH", 10, -20, 1, 24), "BMP · 10 × 20 · 24 bits"),
        (b"\0\0\1\0" + struct.pack("<HBB", 2, 16, 16) + bytes(14) + b"\0\0", "ICO · 16×16, 256×256"),
        (PNG[:20], ""),
        (PNG[:8] + b"NGMA of rubbish, long enough", "PNG signature, but no picture header"),
        (PNG[:8], "PNG signature, but no picture header"),
        (b"plain", ""),
    ],
)
def test_an_image_tells_its_format_and_size(body: bytes, expected: str) -> None:
    assert " · ".join(image_facts(body).values()) == expected


def test_the_facts_of_an_image_stand_before_its_bytes() -> None:
    view = view_of(PNG, "image/png")
    text = ["".join(text for text, _ in line) for line in view.lines]

    assert view.kind == "image"
    assert text[:2] == ["format      PNG", "size        640 × 480"]
    assert text[6].startswith("0000  89 50 4e 47")


@given(
    st.sampled_from([PNG[:8], b"GIF89a", b"\xff\xd8\xff", WEBP + b"VP8X", WEBP, b"BM", b"\0\0\1\0"]),
    st.binary(),
)
def test_what_only_begins_like_an_image_is_no_error(magic: bytes, rest: bytes) -> None:
    assert isinstance(image_facts(magic + rest), dict)


def test_the_facts_of_a_large_image_stand_before_all_of_its_bytes() -> None:
    view = whole_view_of(PNG + bytes(100_000), "image/png")

    assert (view.kind, view.lines[0][1][0], len(view.lines) > 6_000) == ("image", "PNG", True)
