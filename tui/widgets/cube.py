"""Cube: the colours that all terminals with 256 of them show alike."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import product

from rich.color import Color as RichColor
from textual.color import Color, rgb_to_lab

__all__ = ["in_cube", "nearest"]

_LEVELS = (0, 95, 135, 175, 215, 255)
_GREYS = range(8, 239, 10)
_FIRST = 16
"""Those before are no choice: everybody has others."""


@lru_cache(maxsize=1024)
def nearest(colour: Color) -> Color:
    """Return the one of the cube and of the greys that looks most like a colour (CIE 1976).

    Rounding each channel, as is usual, makes dark tints black, so that nobody sees a selection.
    """
    wanted = rgb_to_lab(colour)
    return min(_numbers(), key=lambda each: math.dist(rgb_to_lab(each), wanted))


def in_cube(colour: Color) -> RichColor:
    """Return what is nearest to a colour by its number, as it is sent to a terminal."""
    return RichColor.from_ansi(_numbers()[nearest(colour)])


@lru_cache(maxsize=1)
def _numbers() -> dict[Color, int]:
    cube = [Color(red, green, blue) for red, green, blue in product(_LEVELS, repeat=3)]
    greys = [Color(grey, grey, grey) for grey in _GREYS]
    return {each: number for number, each in enumerate(cube + greys, _FIRST)}
