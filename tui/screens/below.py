"""Below: what lies below a sheet, quieter while it waits, and without the words that the sheet cuts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

from tui.text.cells import cell_len
from tui.text.glyphs import ASCII

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult
    from textual.geometry import Region

__all__ = ["Below", "cleared"]

_QUIET = Style(color="default", dim=True, bold=False, reverse=False, underline=False)
"""What a terminal has in place of a tint: nothing of it shows a focus, nor is louder than the sheet.

Many terminals dim their sixteen colours but little: what is broken below would still draw the eye.
"""
_MARGIN = 1
"""Blank cells between a sheet and what lies beside it."""
_ENOUGH = 5
"""Cells of a word, with the sign that it goes on, by which one still knows it."""
_AXIS = re.compile(r"[\d.]+[a-z/]*[┤+]")
"""What a row of a chart begins with, and no part of what is drawn behind it."""


class Below(BackgroundScreen):
    """Renders the screen below, tinted as its style says, or dim where there are no colours to tint."""

    def __init__(
        self, below: BackgroundScreen, sheets: Callable[[], Sequence[Region]], *, dims: bool
    ) -> None:
        """Take what Textual would show, and what gives the places of the sheets."""
        super().__init__(below.screen, below.color)
        self._sheets = sheets
        self._dims = dims

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        sheets = self._sheets()
        strips = self.screen._compositor.render_strips()  # noqa: SLF001 - what Textual's own renders
        for y, row in enumerate(strips):
            strip = _written(row)
            for sheet in sheets:
                if sheet.y <= y < sheet.bottom:
                    strip = cleared(strip, sheet.x, sheet.right)
            yield from self._quiet(self.process_segments(strip, self.color))
            yield Segment.line()

    def _quiet(self, segments: Iterable[Segment]) -> Iterable[Segment]:
        if not self._dims:
            return segments
        return (Segment(text, (style or Style.null()) + _QUIET) for text, style, _ in segments)


def cleared(strip: Strip, start: int, end: int) -> Strip:
    """Return a row without the cells from `start` to `end`, and with a margin beside them.

    Lines and charts go on below a sheet, and so does a word of which enough is left of it. Of others nothing
    stays: half a word, or the last digits of a number, would say something else.
    """
    cells = _cells(strip.text)
    width = len(cells)
    first, last = (max(0, min(edge, width)) for edge in (start - _MARGIN, end + _MARGIN))
    word, more = _word(cells, first)
    left = strip.crop(0, first)
    if more and first - word >= _ENOUGH and not cells[word].isdecimal():
        left = _ellipsed(left)
    elif more:
        left = strip.crop(0, word)
    right = strip.crop(_word(cells, last)[1] or last, width)
    between = strip.crop(left.cell_length, width - right.cell_length)
    blank = [Segment(" " * each.cell_length, _ground(each.style)) for each in between]
    return Strip([*left, *blank, *right], width)


def _written(strip: Strip) -> Strip:
    """Return a row without what would be drawn over its cells, and over the sheet: pictures."""
    return Strip([segment for segment in strip if not segment.control], strip.cell_length)


def _ellipsed(strip: Strip) -> Strip:
    """Return a row whose last cell says that there is more."""
    end = strip.cell_length - 1
    style = next(segment.style for segment in strip.crop(end))
    return Strip([*strip.crop(0, end), Segment("…", style)], end + 1)


def _word(cells: Sequence[str], cut: int) -> tuple[int, int]:
    """Return where the word begins and ends that goes on across a cut; 0 and 0, if none does."""
    first = last = cut
    while first > 0 and cells[first - 1] != " ":
        first -= 1
    while last < len(cells) and cells[last] != " ":
        last += 1
    axis = _AXIS.match("".join(cells[first:last]))
    if axis is not None:
        start = first + axis.end()
        first, last = (start, last) if start <= cut else (first, start)
    is_cut = first < cut < last and any(_is_written(cell) for cell in cells[first:last])
    return (first, last) if is_cut else (0, 0)


def _is_written(cell: str) -> bool:
    """Is a cell part of a word? In ASCII the sign of a failed check is a letter, and no word."""
    return cell.isalnum() and cell != ASCII.failed


def _cells(text: str) -> list[str]:
    """Return the character in each cell; a wide one is in both of its own."""
    return [character for character in text for _ in range(cell_len(character))]


def _ground(style: Style | None) -> Style:
    """Return what is left of a style where nothing is written."""
    return Style(bgcolor=style.bgcolor if style is not None else None)
