"""Cube: the colours that all terminals with 256 of them show alike."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from rich.color import Color as RichColor
from textual.color import Color, rgb_to_lab

from tui.widgets.eyes import READABLE, contrast, distance, legible

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["in_cube", "nearest", "nearest_apart"]

_LEVELS = (0, 95, 135, 175, 215, 255)
_GREYS = range(8, 239, 10)
_FIRST = 16
"""Those before are no choice: everybody has others."""
_APART = (10.0, 5.0, 0.0)
"""Distances for colour-blind eyes, of which the first is kept that can be."""
_NEAR = 8
"""Colours to choose from instead of one; those further away look like something else."""


@lru_cache(maxsize=1024)
def nearest(colour: Color) -> Color:
    """Return the one of the cube and of the greys that looks most like a colour (CIE 1976).

    Rounding each channel, as is usual, makes dark tints black, so that nobody sees a selection.
    """
    wanted = rgb_to_lab(colour)
    return min(_numbers(), key=lambda each: math.dist(rgb_to_lab(each), wanted))


@lru_cache(maxsize=64)
def nearest_apart(colours: tuple[Color, ...], on: Color) -> tuple[Color, ...]:
    """Return what looks most like each of these, can be read there, and is told from the others.

    What is nearest to two shades, each for itself, may be one colour.
    """
    choices = [_near(legible(colour, on), on) for colour in colours]
    found = (_cheapest(choices, apart) for apart in _APART)
    return next(chosen for _, chosen in found if chosen)


def in_cube(colour: Color) -> RichColor:
    """Return what is nearest to a colour by its number, as it is sent to a terminal."""
    return RichColor.from_ansi(_numbers()[nearest(colour)])


@lru_cache(maxsize=1)
def _numbers() -> dict[Color, int]:
    cube = [Color(red, green, blue) for red, green, blue in product(_LEVELS, repeat=3)]
    greys = [Color(grey, grey, grey) for grey in _GREYS]
    return {each: number for number, each in enumerate(cube + greys, _FIRST)}


def _near(colour: Color, on: Color) -> list[tuple[float, Color]]:
    """Return what can be read there, the nearest first, and what it costs to take it instead of that."""
    wanted = rgb_to_lab(colour)
    readable = [each for each in _numbers() if contrast(each, on) >= READABLE]
    found = sorted(
        (math.dist(rgb_to_lab(each), wanted) ** 2, number, each) for number, each in enumerate(readable)
    )
    return [(away - found[0][0], each) for away, _, each in found[:_NEAR]]


def _cheapest(
    choices: Sequence[Sequence[tuple[float, Color]]],
    apart: float,
    chosen: tuple[Color, ...] = (),
    limit: float = math.inf,
) -> tuple[float, tuple[Color, ...]]:
    """Return the cost and the cheapest choice of one of each that are so far apart; none: all cost too much.

    Args:
        choices: What to choose from, each with its cost, the cheapest first.
        apart: The least distance of two of them.
        chosen: What the earlier ones are.
        limit: The cost that has to be undercut.
    """
    if not choices:
        return 0.0, chosen
    best: tuple[Color, ...] = ()
    for cost, colour in choices[0]:
        if cost >= limit:
            break
        if all(distance(colour, other) >= apart for other in chosen):
            more, found = _cheapest(choices[1:], apart, (*chosen, colour), limit - cost)
            if found:
                limit, best = cost + more, found
    return limit, best
