"""What an image says of itself in its first bytes: its format, its size, its colours."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["image_facts"]

_PNG_COLOURS = {0: "grey", 2: "RGB", 3: "palette", 4: "grey and alpha", 6: "RGBA"}
_PNG_HEADER = b"\0\0\0\rIHDR"
"""The length and the name of the chunk that a picture begins with."""
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The markers of JPEG that begin a frame (T.81, table B.1)."""
_JPEG_COLOURS = {1: "grey", 3: "YCbCr", 4: "CMYK"}
_MOST_SEGMENTS = 500

Facts = dict[str, str]


def image_facts(body: bytes) -> Facts:
    """Return what is known of an image; nothing, if it is none or is broken."""
    for magic, read in _READERS.items():
        if body.startswith(magic):
            try:
                return read(body)
            except (struct.error, IndexError, ValueError):
                return {}
    return {}


def _png(body: bytes) -> Facts:
    """Read the header of PNG (RFC 2083, section 4.1.1), which has to be the first chunk."""
    if body[8:16] != _PNG_HEADER:
        return {"format": "PNG signature, but no picture header"}
    width, height, depth, colours, _, _, interlace = struct.unpack_from(">IIBBBBB", body, 16)
    facts = {
        "format": "PNG",
        **_size(width, height),
        "depth": f"{depth} bits",
        **_named(_PNG_COLOURS, colours),
    }
    facts |= {"interlaced": "yes"} if interlace else {}
    return facts | ({"animated": "yes"} if b"acTL" in body[:4_096] else {})


def _gif(body: bytes) -> Facts:
    width, height, flags = struct.unpack_from("<HHB", body, 6)
    palette = {"colours": str(2 << (flags & 7))} if flags & 0x80 else {}
    return {"format": f"GIF {body[3:6].decode('ascii', 'replace')}", **_size(width, height), **palette}


def _jpeg(body: bytes) -> Facts:
    for marker, at in _segments(body):
        if marker in _JPEG_FRAMES:
            depth, height, width, parts = struct.unpack_from(">BHHB", body, at)
            kind = {"progressive": "yes"} if marker == 0xC2 else {}  # noqa: PLR2004 - T.81, table B.1
            colours = _named(_JPEG_COLOURS, parts)
            return {"format": "JPEG", **_size(width, height), "depth": f"{depth} bits", **colours, **kind}
    return {"format": "JPEG"}


def _segments(body: bytes) -> Iterator[tuple[int, int]]:
    """Give each marker of a JPEG file, and where what belongs to it begins."""
    at = 2
    for _ in range(_MOST_SEGMENTS):
        sync, marker, length = struct.unpack_from(">BBH", body, at)
        if sync != 0xFF:  # noqa: PLR2004 - every marker begins so
            return
        yield marker, at + 4
        at += 2 + length


def _webp(body: bytes) -> Facts:
    """Read the first chunk of WebP (RFC 9649)."""
    if body[8:12] != b"WEBP":
        return {}
    match body[12:16]:
        case b"VP8X":
            flags = body[20]
            width, height = (int.from_bytes(body[at : at + 3], "little") + 1 for at in (24, 27))
            more = {"alpha": "yes"} if flags & 0x10 else {}
            more |= {"animated": "yes"} if flags & 0x02 else {}
            return {"format": "WebP", **_size(width, height), **more}
        case b"VP8L":
            bits = int.from_bytes(body[21:25], "little")
            size = _size((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1)
            return {"format": "WebP, lossless", **size}
        case _:
            width, height = struct.unpack_from("<HH", body, 26)
            return {"format": "WebP", **_size(width & 0x3FFF, height & 0x3FFF)}


def _bmp(body: bytes) -> Facts:
    width, height, _, depth = struct.unpack_from("<iiHH", body, 18)
    return {"format": "BMP", **_size(width, abs(height)), "depth": f"{depth} bits"}


def _ico(body: bytes) -> Facts:
    (number,) = struct.unpack_from("<H", body, 4)
    sizes = (struct.unpack_from("BB", body, 6 + 16 * at) for at in range(min(number, 20)))
    return {"format": "ICO", "icons": ", ".join(f"{width or 256}×{height or 256}" for width, height in sizes)}


_READERS: dict[bytes, Callable[[bytes], Facts]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"GIF8": _gif,
    b"\xff\xd8\xff": _jpeg,
    b"RIFF": _webp,
    b"BM": _bmp,
    b"\0\0\1\0": _ico,
}
"""By what a file of that format begins with."""


def _size(width: int, height: int) -> Facts:
    return {"size": f"{width} × {height}"}


def _named(names: dict[int, str], number: int) -> Facts:
    return {"colours": names[number]} if number in names else {}
