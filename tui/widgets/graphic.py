"""Graphic: a picture in the terminal's own graphics, row by row, as textual-image encodes it.

Its `renderable` package asks the terminal when it is imported and waits for an
answer that Textual's input thread has by then. Only the modules in it are
imported here, and they are told all that they would ask.
"""

from __future__ import annotations

import importlib.util
import sys
from enum import Enum
from io import StringIO
from threading import Lock
from types import SimpleNamespace
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

if TYPE_CHECKING:
    from PIL.Image import Image
    from textual_image.renderable._protocol import ImageRenderable

    from tui.text.graphics import Cell

__all__ = ["Brush", "Graphic", "Protocol", "graphic_of", "measure"]

_MOST_SENT = 500_000
"""Dots of a picture that is sent: a photograph of so many takes half a megabyte."""
_COLOURS = 256
_PACKAGE = "textual_image.renderable"
_ONE_AT_A_TIME = Lock()
"""What textual-image is told, it keeps for all of its pictures."""
_PLAIN = Style()


class Protocol(Enum):
    """How a terminal is sent pictures."""

    KITTY = "kitty"
    SIXEL = "sixel"


class Brush(Struct, frozen=True):
    """What a picture is drawn with, and on."""

    protocol: Protocol
    cell: Cell
    page: str
    """The colour behind it, as "#0e1116"."""


class Graphic(Struct, frozen=True):
    """A picture as sequences for the terminal."""

    columns: int
    rows: tuple[str, ...]
    """For each row what draws it over its cells, from behind the last of them; the cursor stays there."""
    sending: str = ""
    """Gives the terminal the picture, which the rows only show."""
    freeing: str = ""
    """Has the terminal forget it."""


def measure(width: int, height: int, columns: int, rows: int, brush: Brush) -> tuple[int, int]:
    """Return how many cells an image takes of those there are.

    A dot is at most as wide as a cell. Kitty scales what it is sent; Sixel has a dot for each of the screen.
    """
    across, down = brush.cell
    scale = min(columns * across / width, rows * down / height, across)
    if brush.protocol is Protocol.SIXEL:
        scale = min(scale, (_MOST_SENT / (width * height)) ** 0.5)
    return (
        min(columns, max(1, round(width * scale / across))),
        min(rows, max(1, round(height * scale / down))),
    )


def graphic_of(image: Image, columns: int, rows: int, brush: Brush) -> Graphic:
    """Return an image with an alpha channel in exactly so many cells.

    Raises:
        ImportError: textual-image is not installed, which the extra `images` brings.
    """
    with _ONE_AT_A_TIME:
        _stand_in_for_package()
        draw = _in_kitty if brush.protocol is Protocol.KITTY else _in_sixels
        return draw(image, columns, rows, brush)


def _in_kitty(image: Image, columns: int, rows: int, brush: Brush) -> Graphic:
    """Return the picture as placeholders, which scroll and are overwritten like any text.

    Its dots are as many as a terminal needs to scale it well.
    """
    from textual_image.renderable import tgp  # noqa: PLC0415 - an extra, and only needed for images

    across, down = brush.cell
    share = min(1.0, (_MOST_SENT / (columns * across * rows * down)) ** 0.5)
    _tell_cell((max(1, int(across * share)), max(1, int(down * share))))
    # It would write to the terminal itself, into the middle of a frame.
    sent = StringIO()
    setattr(tgp, "sys", SimpleNamespace(__stdout__=sent))  # noqa: B010 - mypy knows the module `sys` of theirs
    picture = tgp.Image(image, width=columns, height=rows)
    drawn: list[str] = []
    behind = Style(bgcolor=brush.page)
    for text, style, _ in _segments(picture, columns, rows):
        if text.strip():
            look = behind + (style or _PLAIN)
            shown = look.render(text.rstrip("\n"), color_system=ColorSystem.TRUECOLOR)
            drawn.append(_over(columns, shown))
    # Theirs names the picture by a key that means another thing, and leaves it where it is.
    freeing = f"\x1b_Ga=d,d=I,i={picture.terminal_image_id},q=2\x1b\\"
    return Graphic(columns, tuple(drawn), sent.getvalue(), freeing)


def _in_sixels(image: Image, columns: int, rows: int, brush: Brush) -> Graphic:
    """Return the picture in as many pictures as it has rows: each can be painted and replaced alone."""
    from PIL import Image as Images  # noqa: PLC0415 - as below
    from textual_image.renderable import sixel  # noqa: PLC0415 - an extra, and only needed for images

    across, down = brush.cell
    _tell_cell(brush.cell)
    scaled = image.resize((columns * across, rows * down))
    page = Images.new("RGBA", scaled.size, brush.page)
    flat = Images.alpha_composite(page, scaled).convert("RGB")
    few = flat.quantize(_COLOURS, method=Images.Quantize.FASTOCTREE, dither=Images.Dither.NONE)
    drawn: list[str] = []
    for row in range(rows):
        part = few.crop((0, row * down, few.width, (row + 1) * down))
        segments = _segments(sixel.Image(part, width=columns, height=1), columns, 1)
        encoded = next(text for text, _, control in segments if control and text.startswith("\x1bP"))
        drawn.append(_over(columns, encoded))
    return Graphic(columns, tuple(drawn))


def _over(columns: int, drawing: str) -> str:
    """Return what draws over the cells before the cursor and leaves it there (DECSC, CUB, DECRC)."""
    return f"\x1b7\x1b[{columns}D{drawing}\x1b8"


def _segments(picture: ImageRenderable, columns: int, rows: int) -> list[tuple[str, Style | None, object]]:
    console = Console(file=StringIO(), width=columns, height=rows)
    return list(console.render(picture))


def _stand_in_for_package() -> None:
    """Have the modules of the package imported without the package itself, whose import asks the terminal."""
    if _PACKAGE not in sys.modules:
        spec = importlib.util.find_spec(_PACKAGE)
        if spec is None:
            raise ModuleNotFoundError(_PACKAGE)
        sys.modules[_PACKAGE] = importlib.util.module_from_spec(spec)


def _tell_cell(cell: Cell) -> None:
    """Tell how large a cell is, which would else be asked of the terminal, once and for all."""
    from textual_image._terminal import CellSize, get_cell_size  # noqa: PLC0415 - an extra

    setattr(get_cell_size, "_result", CellSize(*cell))  # noqa: B010 - where it keeps the answer
