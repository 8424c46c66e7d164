"""Line: one row of cells, written from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.segment import ControlType, Segment
from textual.strip import Strip

from tui.text.cells import cell_len, cells_of, fit
from tui.text.safe import clean
from tui.widgets.ink import NOTCH, REVERSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.style import Style

    from tui.widgets.ink import Ink

__all__ = ["Align", "Line", "Runs", "fitted"]

Align = Literal["left", "right"]

_UNCHANGED = [(ControlType.CURSOR_FORWARD, 0)]
"""Marks a piece as one that takes no cell."""

Runs = list[tuple[str, str]]
"""Pieces of text, each with what it means."""


def fitted(runs: Iterable[tuple[str, str]], width: int) -> Iterator[tuple[str, str]]:
    """Yield as much of some pieces of text as `width` cells hold; a cut shows as "…"."""
    pieces = [piece for piece in runs if piece[0]]
    for index, (text, tag) in enumerate(pieces, 1):
        if width <= 0:
            return
        length = len(text) if text.isascii() else cell_len(text)
        if length < width or (index == len(pieces) and length == width):
            yield text, tag
        else:
            yield fit(text if length > width else f"{text}…", width), tag
        width -= length


class _Row(Strip):
    """A strip that is gone as soon as nobody shows it.

    Textual's keeps itself among the pieces it was divided into: only the
    collector of garbage would find it, and a key would wait for that.
    """

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        cuts = list(cuts)
        return [self] if cuts == [self.cell_length] else super().divide(cuts)


class _DrawnRow(_Row):
    """A strip with something drawn over the cells of one piece, behind which it stands.

    It cannot be cut: a part of the strip has it that holds all of these cells.
    """

    __slots__ = ()

    def crop(self, start: int, end: int | None = None) -> Strip:
        end = self.cell_length if end is None else min(end, self.cell_length)
        if start <= 0 and end == self.cell_length:
            return self
        at = next(index for index, segment in enumerate(self._segments) if segment.control)
        first = sum(segment.cell_length for segment in self._segments[: at - 1])
        last = first + self._segments[at - 1].cell_length
        plain = _Row([segment for segment in self._segments if not segment.control], self.cell_length)
        if not start <= first < last <= end:
            return plain.crop(start, end)
        return _DrawnRow([*plain.crop(start, last), self._segments[at], *plain.crop(last, end)], end - start)

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        ends = [cut for cut in cuts if cut <= self.cell_length]
        return [self.crop(start, end) for start, end in zip([0, *ends], ends, strict=False)]


class Line:
    """One row of `width` cells; what does not fit is cut, what is left over is blank.

    Whoever has text from outside cleans it first (`tui.text.safe`), since only
    there it is known how much of it counts. What was forgotten is cleaned here:
    after this, a cell goes to the terminal unchanged.
    """

    __slots__ = ("_ink", "_on", "_row", "_segments", "column", "width")

    def __init__(self, ink: Ink, width: int, *, on: str = "page") -> None:
        self._ink = ink
        self._on = on
        self._segments: list[Segment] = []
        self._row: type[_Row] = _Row
        self.width = max(0, width)
        self.column = 0
        """The cell that comes next, from 0."""

    @property
    def left(self) -> int:
        """How many cells are still free."""
        return self.width - self.column

    def put(
        self,
        text: str,
        tag: str = "text",
        *,
        width: int | None = None,
        align: Align = "left",
        on: str | None = None,
    ) -> Line:
        """Write text, in exactly `width` cells if that is given."""
        ground = on or self._on
        if not text.isprintable():
            text = clean(text)
        if ground == NOTCH:
            text, ground = self._ink.notched(text)
        if width is not None:
            text = fit(text, min(width, self.left), align=align)
        is_ascii = text.isascii()
        length = len(text) if is_ascii else cell_len(text)
        if length > self.left:
            text, length, is_ascii = fit(text, self.left), self.left, False
        if length > 0:
            if not is_ascii:
                text = self._ink.spell(text)
            style = self._ink.style(tag, ground)
            stands_out = style.reverse or style.underline or ground in REVERSED
            blank = self._ink.style("text", ground) if stands_out else style
            if style.reverse or blank.reverse or blank.underline:
                self._segments += self._marked(text, style, blank)
            else:
                self._segments.append(Segment(text, style))
            self.column += length
        return self

    def _marked(self, text: str, style: Style, blank: Style) -> list[Segment]:
        """Return a text of which only the words are told apart, not the blanks that fill its column.

        Where it goes on from words that are reversed as well, the blanks between them leave no hole.
        """
        words = text.strip()
        before, after = text[: text.find(words)], text[text.find(words) + len(words) :]
        was = self._segments[-1].style if self._segments else None
        goes_on = style.reverse and was is not None and was.reverse
        parts = ((before, style if goes_on else blank), (words, style), (after, blank))
        return [Segment(part, look) for part, look in parts if part]

    def runs(self, runs: Iterable[tuple[str, str]], *, width: int | None = None) -> Line:
        """Write pieces of text, in exactly `width` cells if that is given; a cut shows as "…"."""
        end = self.width if width is None else min(self.width, self.column + width)
        for text, tag in fitted(runs, end - self.column):
            self.put(text, tag)
        return self.to(end) if width is not None else self

    def to(self, column: int, fill: str = " ", tag: str = "text") -> Line:
        """Fill up to `column`."""
        gap = min(column, self.width) - self.column
        return self.put(fill * gap, tag) if gap > 0 else self

    def right(self, runs: Runs, *, margin: int = 0) -> Line:
        """Write pieces of text so that they end `margin` cells before the end of the line."""
        length = cells_of(runs)
        return self.to(self.width - margin - length).runs(runs)

    def join(self, other: Line) -> Line:
        """Write everything that another line holds, to its full width, as far as there is room."""
        other.to(other.width)
        if other.width > self.left:
            self._segments += other.strip().crop(0, self.left)
        else:
            self._segments += other._segments  # no strip in between: a pane joins each of its rows
            self._row = other._row
        self.column += min(other.width, self.left)
        return self

    def over(self, drawing: str) -> Line:
        """Draw over the piece that was written last, by a sequence that leaves the cursor where it is."""
        if self._segments:
            self._segments.append(Segment(drawing, None, _UNCHANGED))
            self._row = _DrawnRow
        return self

    def strip(self) -> Strip:
        """Return the row for the terminal."""
        self.to(self.width)
        return self._row(self._segments, self.width)
