"""What eyes make of colours: whether a text can be read, and whether colour-blind eyes tell states apart."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING

from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["READABLE", "contrast", "distance", "farthest", "ground", "legible", "tell_apart"]

READABLE = 4.5
"""The contrast of text, WCAG 2.2, criterion 1.4.3."""

_BLACK, _WHITE = Color(0, 0, 0), Color(255, 255, 255)
_STEPS = 20
"""From black to white; a step changes the lightness, CIELAB's L, by 5."""
_FURTHEST = 13
"""Steps after which little of a hue is left."""
_ENOUGH = 14.0
"""Beyond this distance two colours need not be any further apart."""
_COST = 30.0
"""The distance that it has to bring to turn black into white; halfway, a quarter of it."""

_Matrix = tuple[tuple[float, float, float], ...]
_BLINDNESSES: tuple[_Matrix, ...] = (
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
)
"""Deuteranopia and protanopia after Machado, Oliveira and Fernandes (2009), for linear RGB."""

_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE_POINT = (0.95047, 1.0, 1.08883)


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2.2: 1 for equal colours, 21 for black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(
    colour: Color, on: Color, ratio: float = READABLE, shown: Callable[[Color], Color] = lambda each: each
) -> Color:
    """Return the nearest shade of a colour that has this contrast with what is behind it.

    Args:
        colour: What should be seen.
        on: What is behind it.
        ratio: The least contrast.
        shown: What a terminal makes of a colour.
    """
    pole = max(_BLACK, _WHITE, key=lambda each: contrast(each, on))
    way = 1 if pole is _WHITE else -1
    nearer = (shown(_shade(colour, way * step)) for step in range(_STEPS))
    return next((each for each in nearer if contrast(each, on) >= ratio), pole)


def ground(page: Color, tint: Color, ratio: float) -> Color:
    """Return the page with as much of a tint as gives it this contrast with itself, or with all of it."""
    shades = (page.blend(tint, step / 40) for step in range(1, 40))
    return next((each for each in shades if contrast(each, page) >= ratio), tint)


def distance(one: Color, other: Color) -> float:
    """Return how far apart (CIE 1976) two colours are for the colour-blind eyes that see least of it."""
    return min(math.dist(*pair) for pair in zip(_seen(one), _seen(other), strict=True))


@lru_cache(maxsize=64)
def tell_apart(colours: tuple[Color, ...], on: Color) -> tuple[Color, ...]:
    """Return shades of these colours that can be read and told apart, each as near to its own as can be."""
    return tuple(each for _, each in max(product(*(_shades(colour, on) for colour in colours)), key=_merit))


def _shade(colour: Color, steps: int) -> Color:
    """Return a colour that many steps lighter, of the same hue; white mixed in would make red pink."""
    return colour.lighten(steps / _STEPS) if steps else colour


def _shades(colour: Color, on: Color) -> list[tuple[float, Color]]:
    """Return lighter and darker shades that can be read there, each with how far it is from the colour."""
    found = [(step / _STEPS, _shade(colour, way * step)) for way in (1, -1) for step in range(_FURTHEST + 1)]
    return [each for each in found if contrast(each[1], on) >= READABLE] or [(0.0, legible(colour, on))]


@lru_cache(maxsize=64)
def farthest(colours: tuple[Color, ...], others: tuple[Color, ...], on: Color) -> Color:
    """Return the shade of one of these colours that is best told from the others."""
    found = (each for colour in colours for each in _shades(colour, on))
    return max(found, key=lambda each: _worth(each, min(distance(each[1], other) for other in others)))[1]


def _merit(chosen: Sequence[tuple[float, Color]]) -> float:
    nearest = min(distance(one, other) for (_, one), (_, other) in combinations(chosen, 2))
    return min(nearest, _ENOUGH) - sum(_COST * moved**2 for moved, _ in chosen)


def _worth(shade: tuple[float, Color], nearest: float) -> float:
    return min(nearest, _ENOUGH) - _COST * shade[0] ** 2


def _luminance(colour: Color) -> float:
    return _times(_XYZ[1], _linear(colour))


@lru_cache(maxsize=1024)
def _seen(colour: Color) -> list[tuple[float, float, float]]:
    """Return the colour in CIELAB as each kind of colour-blind eyes sees it."""
    light = _linear(colour)
    return [_lab([min(1.0, max(0.0, _times(row, light))) for row in blindness]) for blindness in _BLINDNESSES]


def _linear(colour: Color) -> list[float]:
    shares = (channel / 255 for channel in colour.rgb)
    return [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]  # noqa: PLR2004 - IEC 61966-2-1


def _lab(light: Sequence[float]) -> tuple[float, float, float]:
    x, y, z = (_curved(_times(row, light) / white) for row, white in zip(_XYZ, _WHITE_POINT, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _curved(share: float) -> float:
    return share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116  # noqa: PLR2004 - CIE 15


def _times(row: Iterable[float], light: Sequence[float]) -> float:
    return sum(factor * share for factor, share in zip(row, light, strict=True))
