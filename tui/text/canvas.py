"""Plot: lines in braille, columns in blocks or ASCII, under one frame."""

from __future__ import annotations

import math
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from tui.text.glyphs import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.text.glyphs import Glyphs, Line, Piece

__all__ = ["GUTTER", "Plot", "framed", "nice_ceiling"]

GUTTER = 6
"""Cells of a chart's axis and its labels."""

_DOTS = 4
_BRAILLE = 0x2800
_BITS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""The bit of each dot of a cell by column and height from the bottom (the Unicode braille patterns)."""
_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_LEAST_SHADE = 4
"""Rows that a shade is made out in."""
_SMALLEST, _LARGEST = 1e-3, 1e12


def nice_ceiling(value: float) -> float:
    """Return the next round number, for the top of a scale."""
    value = min(max(value, _SMALLEST), _LARGEST)
    power = 10.0 ** math.floor(math.log10(value))
    return next((step * power for step in _STEPS if step * power >= value), 10.0 * power)


class Plot:
    """What is drawn in a rectangle of cells; values count from 0 to `ceiling`."""

    def __init__(
        self, width: int, height: int, *, ceiling: float, threshold: float | None, glyphs: Glyphs
    ) -> None:
        """Make an empty plot of that many cells."""
        self.width, self.height = width, height
        self.glyphs = glyphs
        self.columns = width * glyphs.dots
        """How many values stand side by side."""
        self._ceiling, self._threshold = ceiling, threshold
        self._extents: list[tuple[int, int] | None] = [None] * self.columns
        self._hot = [False] * self.columns
        self._failed: set[int] = set()
        self._band: range = range(0)

    def shade(self, low: float, high: float) -> None:
        """Shade what is empty from one value to another, if that is more than specks around a line."""
        band = range(self.row_of(high), self.row_of(low) + 1)
        self._band = band if len(band) >= _LEAST_SHADE else range(0)

    def line(self, points: Iterable[tuple[int, float]]) -> None:
        """Draw a line through points of column and value, the leftmost first."""
        before: tuple[int, float] | None = None
        for column, run in groupby(points, key=itemgetter(0)):
            for value in _turns([value for _, value in run]):
                point = column, value
                self._stroke(before or point, point)
                before = point

    def fail(self, column: int) -> None:
        """Mark a column as failed."""
        if 0 <= column < self.columns:
            self._failed.add(column // self.glyphs.dots)

    def row_of(self, value: float) -> int:
        """Return the row that a value is in, from the top."""
        return self.height - 1 - self._level(value) // self._levels

    def rows(self) -> list[Line]:
        """Return the rows from the top."""
        return [self._row(row) for row in range(self.height)]

    @property
    def _levels(self) -> int:
        """How many heights a cell can tell apart."""
        return _DOTS if self.glyphs.dots > 1 else len(self.glyphs.column)

    def _height(self, value: float) -> float:
        """Return where a value is on the grid of heights."""
        top = self.height * self._levels - 1
        share = value / self._ceiling if self._ceiling > 0 else 0.0
        return min(1.0, max(0.0, share)) * top

    def _level(self, value: float) -> int:
        return round(self._height(value))

    def _stroke(self, start: tuple[int, float], end: tuple[int, float]) -> None:
        """Cover in each column between two points what the line passes within half a column."""
        (left, first), (right, last) = start, end
        if left == right or self.glyphs.dots == 1:
            self._cover(right, last, self._height(first if left == right else last), self._height(last))
            return
        slope = (last - first) / (right - left)
        for column in range(max(0, left), min(right, self.columns - 1) + 1):
            before = max(left, column - 0.5) - left
            after = min(right, column + 0.5) - left
            edges = self._height(first + slope * before), self._height(first + slope * after)
            self._cover(column, first + slope * (column - left), *edges)

    def _cover(self, column: int, value: float, *edges: float) -> None:
        if not 0 <= column < self.columns:
            return
        level = self._level(value)
        lower, upper = min(level, math.ceil(min(edges))), max(level, math.floor(max(edges)))
        known = self._extents[column]
        self._extents[column] = (min(lower, known[0]), max(upper, known[1])) if known else (lower, upper)
        self._hot[column] |= self._threshold is not None and value > self._threshold

    def _row(self, row: int) -> Line:
        base = (self.height - 1 - row) * self._levels
        draw = self._braille if self.glyphs.dots > 1 else self._column
        limit = None if self._threshold is None else self.row_of(self._threshold)
        if row != limit and not self._failed and not any(self._extents):
            return [(" " * self.width, "muted")] if self.width else []
        pieces: list[Piece] = []
        for cell in range(self.width):
            if row == self.height - 1 and cell in self._failed:
                pieces.append((self.glyphs.failed, "series-err"))
                continue
            text, tag = draw(cell, base)
            if text == " " and row == limit:
                text, tag = (self.glyphs.dash, "muted") if not cell % 2 else (text, tag)
            elif text == " " and row in self._band and not (cell + row) % 2:
                text, tag = self.glyphs.band, "band"
            pieces.append((text, tag))
        return merge(pieces)

    def _braille(self, cell: int, base: int) -> Piece:
        mask, is_hot = 0, False
        for side, bits in enumerate(_BITS):
            extent = self._extents[cell * 2 + side]
            if extent is None:
                continue
            for height in range(max(extent[0], base), min(extent[1], base + _DOTS - 1) + 1):
                mask |= bits[height - base]
            is_hot |= self._hot[cell * 2 + side]
        if not mask:
            return " ", "muted"
        return chr(_BRAILLE + mask), self._tag(base, is_hot=is_hot)

    def _column(self, cell: int, base: int) -> Piece:
        extent = self._extents[cell]
        if extent is None or extent[1] < base:
            return " ", "muted"
        character = self.glyphs.column[min(extent[1] - base, self._levels - 1)]
        return character, self._tag(base, is_hot=self._hot[cell])

    def _tag(self, base: int, *, is_hot: bool) -> str:
        """A line above the threshold is warm, also on its way there and back; what lies below is not."""
        if self._threshold is None:
            return "series"
        limit = self._level(self._threshold)
        is_above = base > limit or (is_hot and base + self._levels > limit)
        return "series-warn" if is_above else "series"


def framed(rows: Sequence[Line], labels: dict[int, Piece], glyphs: Glyphs) -> list[Line]:
    """Put an axis with its labels, by row, to the left of a plot."""
    framed_rows: list[Line] = []
    for row, line in enumerate(rows):
        text, tag = labels.get(row, ("", "muted"))
        axis = glyphs.tick if row in labels else glyphs.axis
        framed_rows.append(merge([(text.rjust(GUTTER - 1)[: GUTTER - 1], tag), (axis, "muted"), *line]))
    return framed_rows


def _turns(values: list[float]) -> list[float]:
    """Leave out of the values of one column those that cannot be seen."""
    return values if len(values) <= _DOTS else [values[0], min(values), max(values), values[-1]]
