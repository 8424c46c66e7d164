"""Pictures: an image in half blocks, two dots to a cell, each dot in its own colour."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from tui.text.glyphs import merge

if TYPE_CHECKING:
    from PIL.Image import Image

    from tui.text.glyphs import Line, Piece

__all__ = ["picture"]

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""What browsers show; nothing else is tried on bytes that somebody else has sent."""
_MOST_DOTS = 4_000_000
"""Dots of an image that is drawn: to read more takes so long that one notices."""
_COLOURS = 256
_OPAQUE = 128
_UPPER, _LOWER, _BLANK = "▀", "▄", " "
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, struct.error)
"""What Pillow says of an image that is broken."""


def picture(body: bytes, columns: int, rows: int) -> list[Line]:
    """Return an image in at most so many cells; nothing, if it is none, is broken, or nothing can read it.

    A tag is the colour of the upper dot, with that of the lower dot behind it: "#102030|#ffffff".
    """
    if columns < 1 or rows < 1:
        return []
    try:
        from PIL import Image  # noqa: PLC0415 - an extra, and only needed for images
    except ImportError:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(body), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_DOTS:
                    return []
                return _rows(_shrunk(image, columns, 2 * rows))
        except (*_BROKEN, Image.DecompressionBombWarning, Image.DecompressionBombError):
            return []


def _shrunk(image: Image, width: int, height: int) -> Image:
    """Return an image that fits, in few colours, each dot opaque or not there."""
    image.draft("RGB", (width, height))
    image.thumbnail((width, height))
    whole = image.convert("RGBA")
    alpha = whole.getchannel("A")
    few = whole.convert("RGB").quantize(_COLOURS).convert("RGB")
    few.putalpha(alpha)
    return few


def _rows(image: Image) -> list[Line]:
    width, height = image.size
    dots = image.tobytes()

    def dot(x: int, y: int) -> str | None:
        at = 4 * (y * width + x)
        if y >= height or dots[at + 3] < _OPAQUE:
            return None
        return f"#{dots[at : at + 3].hex()}"

    return [merge(_cell(dot(x, y), dot(x, y + 1)) for x in range(width)) for y in range(0, height, 2)]


def _cell(upper: str | None, lower: str | None) -> Piece:
    if upper is not None:
        return (_UPPER, upper if lower is None else f"{upper}|{lower}")
    return (_LOWER, lower) if lower is not None else (_BLANK, "text")
