"""Raster: a grid as a picture of pixels, every character exactly in its cell."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from screenshots.grid import Grid, Ink

__all__ = ["Raster", "has_font"]

_ADVANCE, _ASCENT, _LINE = 0.602, 0.928, 1.164
"""Of DejaVu Sans Mono, in em: the width of a character, its height over the base line, and that of a line."""
_FRAMES = range(0x2500, 0x25A0)
"""Lines and blocks, which have to fill their cell to meet their neighbours."""
_BRAILLE = range(0x2800, 0x2900)
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of the dot of each bit."""
_FACES = {
    (False, False): "DejaVuSansMono.ttf",
    (True, False): "DejaVuSansMono-Bold.ttf",
    (False, True): "DejaVuSansMono-Oblique.ttf",
    (True, True): "DejaVuSansMono-BoldOblique.ttf",
}


def has_font() -> bool:
    """Is the font there that everything is drawn with?"""
    try:
        ImageFont.truetype(_FACES[False, False], 10)
    except OSError:
        return False
    return True


class Raster:
    """A pencil that draws cells of one width."""

    def __init__(self, width: int) -> None:
        self.width = width
        """Pixels of a cell."""
        self.size = width / _ADVANCE
        self.height = ceil(self.size * _LINE)
        self.margin = width
        self._tile = lru_cache(maxsize=None)(self._draw_tile)

    def draw(self, grid: Grid) -> Image.Image:
        """Return the whole grid with a margin."""
        size = (grid.columns * self.width + 2 * self.margin, len(grid.rows) * self.height + 2 * self.margin)
        image = Image.new("RGB", size, grid.back)
        self.update(image, None, grid)
        return image

    def update(self, image: Image.Image, before: Grid | None, grid: Grid) -> None:
        """Draw what differs from the grid before on its picture."""
        for number, row in enumerate(grid.rows):
            old = before.rows[number] if before is not None else None
            for at, cell in enumerate(row):
                if cell.text and (old is None or old[at] != cell):
                    place = (self.margin + at * self.width, self.margin + number * self.height)
                    is_wide = at + 1 < len(row) and not row[at + 1].text
                    image.paste(self._tile(cell.text, cell.ink, is_wide), place)

    def _draw_tile(self, text: str, ink: Ink, is_wide: bool) -> Image.Image:  # noqa: FBT001 - a cache key
        tile = Image.new("RGB", (self.width * (1 + is_wide), self.height), ink.back)
        pen = ImageDraw.Draw(tile)
        if ord(text[0]) in _BRAILLE:
            self._dot(pen, ord(text[0]) - _BRAILLE.start, ink.fore)
        elif not text.isspace():
            size = self.height / _LINE if ord(text[0]) in _FRAMES else self.size
            font = ImageFont.truetype(_FACES[ink.is_bold, ink.is_italic], size)
            pen.text((0, size * _ASCENT), text, font=font, fill=ink.fore, anchor="ls")
        if ink.is_underlined:
            pen.line((0, self.height - 2, tile.width, self.height - 2), fill=ink.fore)
        return tile

    def _dot(self, pen: ImageDraw.ImageDraw, bits: int, colour: str) -> None:
        """Draw the dots of a braille pattern, which the font does not have."""
        across, down = self.width / 2, self.height / 4
        for bit, (column, row) in enumerate(_DOTS):
            if bits >> bit & 1:
                left, top = column * across + across / 4, row * down + down / 4
                pen.rectangle((round(left), round(top), round(left) + 1, round(top) + 1), fill=colour)
