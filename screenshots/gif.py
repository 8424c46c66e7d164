"""GIF: a film as a picture that moves, with its captions below."""

from __future__ import annotations

from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageColor
from PIL.Image import Dither, Quantize

from screenshots.film import BACK, FORE
from screenshots.grid import Cell, Grid, Ink
from screenshots.raster import Raster

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from screenshots.film import Frame

__all__ = ["write_gif"]

_CAPTION = "#ffc24b"
_LAST = 2.0
"""Seconds that the last frame stays."""
_CELL = 8
"""Pixels."""
_COLOURS, _EXACT = 255, 120
"""What a GIF can have, and how many of them are colours of inks."""
_INKS, _STEPS = 150, 4
"""How many inks are used often, and the steps from the colour of a letter to that behind it."""


def write_gif(frames: Sequence[Frame], path: Path) -> None:
    """Draw the film."""
    raster = Raster(_CELL)
    grids = [_with_caption(frame) for frame in frames]
    image = raster.draw(grids[0])
    pictures = [image.copy()]
    for before, grid in pairwise(grids):
        raster.update(image, before, grid)
        pictures.append(image.copy())
    palette = _palette(grids)
    first, *rest = (each.quantize(palette=palette, dither=Dither.NONE) for each in pictures)
    times = [frame.at for frame in frames] + [frames[-1].at + _LAST]
    waits = [round((end - start) * 100) * 10 for start, end in pairwise(times)]
    first.save(path, save_all=True, append_images=rest, duration=waits, loop=0, disposal=1)


def _with_caption(frame: Frame) -> Grid:
    """Return what is seen, and below it the key that was pressed and what is said of it."""
    grid = frame.grid
    blank = Cell(" ", Ink(FORE, BACK))
    key, _, says = frame.caption.rpartition("  ")
    cells = [Cell(each, Ink(BACK, _CAPTION, is_bold=True)) for each in (f" {key} " if key else "")]
    cells += [Cell(each, Ink(_CAPTION, BACK, is_bold=True)) for each in f" {says}"]
    left = (grid.columns - len(cells)) // 2
    below = ((blank,) * left + tuple(cells) + (blank,) * grid.columns)[: grid.columns]
    return Grid((*grid.rows, (blank,) * grid.columns, below), BACK)


def _palette(grids: Sequence[Grid]) -> Image.Image:
    """Return a palette with the very colours of the inks that are used most, and shades between them."""
    inks = Counter((cell.ink.fore, cell.ink.back) for grid in grids for row in grid.rows for cell in row)
    common = [colours for colours, _ in inks.most_common(_INKS)]
    exact = list(dict.fromkeys(_blend(*colours, part) for colours in common for part in (1, 0)))[:_EXACT]
    shades = {_blend(*colours, step / _STEPS) for colours in common for step in range(1, _STEPS)}
    swatches = Image.new("RGB", (len(shades), 1))
    swatches.putdata(sorted(shades))
    between = swatches.quantize(_COLOURS - len(exact), method=Quantize.FASTOCTREE, dither=Dither.NONE)
    palette = Image.new("P", (1, 1))
    palette.putpalette([*chain.from_iterable(exact), *(between.getpalette() or ())])
    return palette


def _blend(one: str, other: str, part: float) -> tuple[int, ...]:
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return tuple(round(first + (second - first) * part) for first, second in pairs)
