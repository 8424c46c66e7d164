"""SVG: a grid as a picture of text that stays sharp at every size, and small."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screenshots.grid import Cell, Grid, Ink

__all__ = ["draw_svg"]

_WIDTH, _HEIGHT, _BASE = 10, 19, 15
"""Pixels of a cell, in which frames meet, and where in it the letters stand."""
_MARGIN = 10
_FONTS = "DejaVu Sans Mono,Menlo,Consolas,monospace"
_FONT_SIZE = 16.611
"""Pixels; at this size a character of DejaVu Sans Mono (0.602 em) is as wide as a cell."""
_GAP = 6
"""Blanks that are cheaper to skip than to write."""


def draw_svg(grid: Grid, *, title: str) -> str:
    """Return the grid as SVG; `title` is for those who hear it read."""
    width, height = grid.columns * _WIDTH + 2 * _MARGIN, len(grid.rows) * _HEIGHT + 2 * _MARGIN
    classes: dict[tuple[str, bool, bool, bool], str] = {}
    texts = "\n".join(_texts(grid, classes))
    rules = "".join(f".{name}{{{_rule(look)}}}" for look, name in classes.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="{_FONTS}" font-size="{_FONT_SIZE}">\n'
        f"<title>{escape(title)}</title>\n<style>text{{white-space:pre}}{rules}</style>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="{grid.back}"/>\n'
        f'<g transform="translate({_MARGIN} {_MARGIN})" xml:space="preserve">\n'
        f'<g shape-rendering="crispEdges">{"".join(_grounds(grid))}</g>\n{texts}\n</g>\n</svg>\n'
    )


def _rule(look: tuple[str, bool, bool, bool]) -> str:
    fore, is_bold, is_italic, is_underlined = look
    rule = f"fill:{fore}"
    rule += ";font-weight:bold" if is_bold else ""
    rule += ";font-style:italic" if is_italic else ""
    return rule + (";text-decoration:underline" if is_underlined else "")


def _grounds(grid: Grid) -> Iterator[str]:
    """Give one path for every background that is not that of the picture."""
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(grid.rows):
        at = 0
        for back, run in groupby(row, key=lambda cell: cell.ink.back):
            length = len(list(run))
            if back != grid.back:
                box = f"M{at * _WIDTH} {number * _HEIGHT}h{length * _WIDTH}v{_HEIGHT}h-{length * _WIDTH}z"
                paths[back].append(box)
            at += length
    for back, boxes in paths.items():
        yield f'<path fill="{back}" d="{"".join(boxes)}"/>'


def _texts(grid: Grid, classes: dict[tuple[str, bool, bool, bool], str]) -> Iterator[str]:
    for number, row in enumerate(grid.rows):
        for run in _runs(row):
            ink = run.ink
            look = (ink.fore, ink.is_bold, ink.is_italic, ink.is_underlined)
            name = classes.setdefault(look, f"t{len(classes)}")
            length = run.end - run.start
            fit = f' textLength="{length * _WIDTH}"' if length > 1 else ""
            place = f'x="{run.start * _WIDTH}" y="{number * _HEIGHT + _BASE}"{fit}'
            yield f'<text class="{name}" {place}>{escape(run.text)}</text>'


@dataclass(slots=True)
class _Run:
    """A text in one ink, from one cell to the one before another."""

    start: int
    end: int
    text: str
    ink: Ink

    def takes(self, cell: Cell, at: int) -> bool:
        """Can the cell be said with this text?"""
        return at - self.end < _GAP and cell.ink._replace(back="") == self.ink._replace(back="")


def _runs(row: tuple[Cell, ...]) -> Iterator[_Run]:
    """Give the texts of a row; blanks have any ink, and many of them part two texts."""
    run: _Run | None = None
    for at, cell in enumerate(row):
        if cell.text.isspace() and not cell.ink.is_underlined:
            continue
        if run is not None and run.takes(cell, at):
            run.text += " " * (at - run.end) + cell.text
            run.end = at + 1
        else:
            if run is not None:
                yield run
            run = _Run(at, at + 1, cell.text, cell.ink)
    if run is not None:
        yield run
