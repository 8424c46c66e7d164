"""A small picture that the demo serves, drawn here so that no file need be shipped."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

__all__ = ["picture"]

_WIDTH = 120
_HEIGHT = 68
_VARIANTS = 12


def picture(number: int) -> bytes:
    """Return a PNG (RFC 2083) of a gradient; its hue wanders with `number`."""
    return _drawn(number % _VARIANTS)


@lru_cache(maxsize=_VARIANTS)
def _drawn(variant: int) -> bytes:
    """Draw the gradient once: a megabyte a minute is not worth drawing anew."""
    blue = 255 * variant // (_VARIANTS - 1)
    rows = bytearray()
    for y in range(_HEIGHT):
        rows.append(0)
        for x in range(_WIDTH):
            rows += bytes((255 * x // (_WIDTH - 1), 255 * y // (_HEIGHT - 1), blue))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(rows))) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk: length, kind, content and checksum (RFC 2083, section 3.2)."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
