"""Pictures: an image read with care, and drawn in half blocks, two dots to a cell."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from tui.text.glyphs import merge

if TYPE_CHECKING:
    from PIL.Image import Image

    from tui.text.glyphs import Line, Piece

__all__ = ["UnreadableError", "half_blocks", "opened"]

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""What browsers show; nothing else is tried on bytes that somebody else has sent."""
_MOST_DOTS = 16_000_000
"""Dots of an image that is read: a photograph has fewer, and what has more fills the memory."""
_COLOURS = 256
_OPAQUE = 128
_UPPER, _LOWER, _BLANK = "▀", "▄", " "
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, struct.error)
"""What Pillow says of an image that is broken."""


class UnreadableError(ValueError):
    """Says in a sentence why an image is not drawn."""


def opened(body: bytes, width: int, height: int) -> Image:
    """Return an image with an alpha channel, made smaller if it has more dots than so many.

    Raises:
        UnreadableError: It is none, is broken, or is too large.
        ImportError: Pillow is not installed, which the extra `images` brings.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - an extra, and only needed for images

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
        try:
            with Image.open(BytesIO(body), formats=_FORMATS) as image:
                dots = image.size
                if dots[0] * dots[1] <= _MOST_DOTS:
                    image.draft("RGB", (width, height))
                    image.thumbnail((width, height))
                    return image.convert("RGBA")
        except UnidentifiedImageError as error:
            raise UnreadableError("not drawn: it cannot be read as PNG, JPEG, GIF, WebP or BMP") from error
        except Image.DecompressionBombError as error:
            raise UnreadableError(f"not drawn: it has more than {_MOST_DOTS:,} dots") from error
        except _BROKEN as error:
            raise UnreadableError("not drawn: the image is broken") from error
    raise UnreadableError(f"not drawn: {dots[0]:,} × {dots[1]:,} are more than {_MOST_DOTS:,} dots")


def half_blocks(image: Image, columns: int, rows: int) -> list[Line]:
    """Return an image in at most so many cells.

    A tag is the colour of the upper dot, with that of the lower dot behind it: "#102030|#ffffff".
    """
    small = image.copy()
    small.thumbnail((columns, 2 * rows))
    alpha = small.getchannel("A")
    few = small.convert("RGB").quantize(_COLOURS).convert("RGB")
    few.putalpha(alpha)
    return _rows(few)


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
