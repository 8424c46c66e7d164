"""Glyphs: the characters that charts are drawn with, for fonts that have more or fewer of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ASCII", "BLOCK", "BRAILLE", "GLYPHS", "Glyphs", "Line", "Piece", "merge"]

Piece = tuple[str, str]
"""Some text, and the tag that says what it is and so which colour it has."""

Line = list[Piece]
"""A row of a drawing or of a body, from left to right."""


class Glyphs(Struct, frozen=True, kw_only=True):
    """One set of characters to draw with."""

    name: str
    """As in the configuration's `glyphs`."""
    ramp: str
    """A sparkline's levels, the lowest first; none fills its cell, so that rows stay apart."""
    column: str
    """A column chart's levels, the lowest first; the last fills its cell."""
    failed: str = "×"
    nothing: str = "·"
    bar: str = "▏▎▍▌▋▊▉█"
    """The parts of a cell that the end of a bar fills, the shortest first; the last fills it."""
    low_bar: str = "▄"
    """A bar that keeps apart from those in the rows around it."""
    dash: str = "╌"
    band: str = "·"
    """Where most values lie, in every other cell."""
    axis: str = "│"
    tick: str = "┤"
    received: str = "↓"
    sent: str = "↑"
    dots: int = 1
    """Columns of dots in a cell: braille has two, each of four dots."""


BRAILLE = Glyphs(name="braille", ramp="▁▂▃▄▅▆▇", column="▁▂▃▄▅▆▇█", band="⠂", dots=2)
BLOCK = Glyphs(name="block", ramp="▁▂▃▄▅▆▇", column="▁▂▃▄▅▆▇█")
ASCII = Glyphs(
    name="ascii",
    ramp="_-~=+*#",
    column=".:#",
    failed="x",
    nothing=".",
    bar=".:#",
    low_bar="#",
    dash="-",
    band="'",
    axis="|",
    tick="+",
    received="v",
    sent="^",
)
GLYPHS = {each.name: each for each in (BRAILLE, BLOCK, ASCII)}


def merge(pieces: Iterable[Piece]) -> Line:
    """Join neighbours of the same tag, so that a row has no more pieces than colours."""
    return [
        ("".join(text for text, _ in run), tag) for tag, run in groupby(pieces, key=lambda piece: piece[1])
    ]
