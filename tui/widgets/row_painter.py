"""RowPainter: the rows of a list of messages as lines, each painted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.message import FeedMessage
from tui.widgets.message_row import RowFacts, RowLook, fitting, write_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.conditions.json_path import JsonPath
    from tui.model.mask import Mask
    from tui.widgets.line import Line
    from tui.widgets.listing import Listing
    from tui.widgets.painted import Painted

__all__ = ["RowPainter"]

_CACHED = 2_048


class RowPainter:
    """Paints rows by their numbers; a row that has not changed is not painted again."""

    def __init__(self, listing: Listing, *, mask: Mask, now: Callable[[], float]) -> None:
        self.listing = listing
        self.look = RowLook().narrow()
        self._mask = mask
        self._now = now
        self._lines: dict[tuple[object, ...], Line] = {}
        self._painted_for: tuple[object, ...] = ()
        self._kinds: dict[int, str] = {}

    def begin(self, canvas: Painted, width: int) -> None:
        """Forget the lines if rows would look different now."""
        second = int(self._now()) if self.look.ages else 0
        painted_for = (self.look, width, second, canvas.ink)
        if painted_for != self._painted_for or len(self._lines) > _CACHED:
            self._lines.clear()
            self._painted_for = painted_for
        if len(self._kinds) > _CACHED:
            self._kinds.clear()

    def lines(
        self, canvas: Painted, numbers: Sequence[int | None], width: int, *, current: int | None
    ) -> list[Line]:
        """Return the lines of rows, blank ones where there is no row.

        The column of types and those of values are as wide as what has ever been shown in them: they
        grow, but never shrink while somebody reads.
        """
        while True:
            look = self.look
            self.begin(canvas, width)
            lines = [
                canvas.line(width)
                if number is None
                else self.line(canvas, number, width, is_current=number == current)
                for number in numbers
            ]
            if look is self.look:
                return lines

    def line(self, canvas: Painted, number: int, width: int, *, is_current: bool) -> Line:
        """Return the line of a row."""
        if is_current:
            on = self.ground(canvas)
        else:
            on = "flash" if number in self.listing.marks or self.listing.is_hit(number) else "page"
        key = number, on, number in self.listing.marks, self._latency(number), self._note(number)
        line = self._lines.get(key)
        if line is None:
            edge = "▌" if on == "bar" else " "
            line = self._lines[key] = self._write(canvas.line(width, on=on).put(edge, "accent"), number)
        return line

    @staticmethod
    def ground(canvas: Painted) -> str:
        """Return what the current row is painted on."""
        return "bar" if canvas.is_held else "bar-quiet"

    def _note(self, number: int) -> str:
        """Return what is odd about a row, once somebody has looked at it."""
        found = self.listing.state.noticed.breaks.get(number)
        if found is None:
            return ""
        return f"{found.missing:,} missing" if found.missing else "repeated"

    def _latency(self, number: int) -> float | None:
        """Return how long the answer in that row took, once it is known to be one."""
        answer = self.listing.state.noticed.pairs.answers.get(number)
        return None if answer is None else answer.latency

    def _write(self, line: Line, number: int) -> Line:
        rows = self.listing.view.rows
        row = rows[number]

        def value_of(path: JsonPath) -> str | None:
            return self.listing.watched.value_of(number, row, path) if isinstance(row, FeedMessage) else None

        kind = self._kinds.get(number)
        if kind is None:
            kind = self._kinds[number] = self.listing.reader(row)
        if isinstance(row, FeedMessage):
            self.look = fitting(self.look, kind, mask=self._mask, value_of=value_of)
        return write_row(
            line,
            row,
            self.listing.state.ordinal(number),
            look=self.look,
            reader=self.listing.reader,
            mask=self._mask,
            now=self._now(),
            before=rows[number - 1].at if number > rows.start else None,
            is_marked=number in self.listing.marks,
            facts=RowFacts(
                kind=kind, latency=self._latency(number), note=self._note(number), value_of=value_of
            ),
        )
