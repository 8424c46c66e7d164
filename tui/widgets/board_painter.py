"""BoardPainter: the rows of the overview's list, in columns that stay where they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.text.cells import fit_name
from tui.text.safe import clean
from tui.widgets.board_rows import GroupRow
from tui.widgets.document import put_runs
from tui.widgets.totals import beyond, tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.health import Health
    from tui.text.glyphs import Glyphs
    from tui.widgets.board_rows import BoardRow
    from tui.widgets.line import Align, Line, Runs
    from tui.widgets.state_cells import StateCells

__all__ = ["BoardPainter", "Columns", "columns_for", "name_width"]

_BEFORE_NAME = 3
_STATE, _LAST, _P95, _UP, _NEXT = 9, 6, 8, 7, 6
_BEFORE_SPARK = 2
_TALLY = 7
_SHORTEST_SPARK = 8
_NAME_WIDTHS = (12, 17, 24)


class Columns(Struct, frozen=True):
    """How wide the columns are; those that are 0 are not there."""

    name: int
    p95: int = 0
    spark: int = 0
    up: int = 0
    next: int = 0

    @property
    def before_spark(self) -> int:
        """The cells to the left of a graph."""
        return _BEFORE_NAME + self.name + 1 + _STATE + _LAST + self.p95 + _BEFORE_SPARK


def name_width(longest: int) -> int:
    """Return the width of a column for names up to that long; longer ones are cut."""
    return next((each for each in _NAME_WIDTHS if longest <= each), _NAME_WIDTHS[-1])


def columns_for(width: int, name: int, *, is_tiny: bool = False) -> Columns:
    """Return the columns of a list: the graph goes first where room is short, then P95, UP% and NEXT.

    Args:
        width: Of the list, whose last cell stays blank.
        name: The cells of the longest name that is not to be cut.
        is_tiny: Is there nothing but name, state and last value?
    """
    left = width - 1 - _BEFORE_NAME - name - 1 - _STATE - _LAST
    if is_tiny:
        return Columns(name)
    there = []
    for cells in (_NEXT, _UP, _P95):
        there.append(cells if left >= cells else 0)
        left -= there[-1]
    upcoming, up, p95 = there
    spark = left - _BEFORE_SPARK
    if spark < _SHORTEST_SPARK:
        return Columns(name + max(0, left), p95, 0, up, upcoming)
    return Columns(name, p95, spark, up, upcoming)


class BoardPainter(Struct, frozen=True):
    """Paints one row after the other; all of a frame have the same columns."""

    line: Callable[..., Line]
    columns: Columns
    glyphs: Glyphs

    def head(self, width: int, over: Runs, sort: str | None, is_reversed: bool) -> tuple[Line, list[Head]]:  # noqa: FBT001 - as it comes with the column
        """Return the names of the columns, that of the graphs being `over`, and where each stands."""
        arrow = "↑" if is_reversed else "↓"
        line = self.line(width).put(" " * _BEFORE_NAME)
        heads: list[Head] = []

        def head(text: str, key: str, cells: int, align: Align = "right") -> None:
            start, is_sorted = line.column, sort == key
            line.put(
                f"{text}{arrow if is_sorted else ''}" if cells else "",
                "accent" if is_sorted else "faint",
                width=cells,
                align=align,
            )
            heads.append((start, line.column, key))

        columns = self.columns
        head("NAME", "name", columns.name + 1, "left")
        head("STATE", "state", _STATE, "left")
        head("LAST", "last", _LAST)
        head("P95", "p95", columns.p95)
        if columns.spark:
            line.put(" " * _BEFORE_SPARK).runs(over, width=columns.spark)
        head("UP%", "up", columns.up)
        head("NEXT", "next", columns.next)
        return line, heads

    def group(self, width: int, row: GroupRow, *, is_selected: bool, on: str) -> Line:
        """Return the head of a group; a folded one tells how those do that it hides."""
        line = self.line(width, on=on)
        line.put("▌" if is_selected else " ", "accent").put("▸ " if row.is_folded else "▾ ", "faint")
        line.put(clean(row.name) or "others", "muted-strong").put(f" {row.count} ", "faint")
        if row.is_folded:
            line.to(_BEFORE_NAME + self.columns.name + 1)
            for text, tag in tallies(row.healths, self.glyphs):
                line.put(text, tag, width=max(_TALLY, len(text) + 2))
        return line.to(width, "─", "hairline")

    def state(self, width: int, cells: StateCells, spark: Runs, *, is_selected: bool, on: str) -> Line:
        """Return an endpoint or a feed, with its graph as it is to be shown."""
        columns = self.columns
        line = self.line(width, on=on)
        line.put("▌" if is_selected else " ", "accent").put(*cells.glyph).put(" ")
        name = fit_name(cells.name[0], columns.name)
        line.put(name, "strong" if is_selected else cells.name[1]).put(" ")
        line.put(*cells.word, width=_STATE).put(*cells.last, width=_LAST, align="right")
        line.put(*cells.p95, width=columns.p95, align="right")
        if columns.spark:
            put_runs(line.put(" " * _BEFORE_SPARK), spark)
        line.put(*cells.up, width=columns.up, align="right")
        upcoming, tag = cells.next
        if len(upcoming) >= columns.next:  # no blank would be left before it
            upcoming = upcoming.removeprefix("in ")
        return line.put(upcoming, tag, width=columns.next, align="right")

    def beyond(self, width: int, above: Sequence[BoardRow], below: Sequence[BoardRow]) -> Line:
        """Return how many are out of sight in either direction, and which problems are among them."""
        told = beyond(_healths(above), _healths(below), self.glyphs)
        return self.line(width).put(" ").runs(told)


Head = tuple[int, int, str]
"""The cells from which and up to which the name of a column stands, and what it sorts by."""


def _healths(rows: Sequence[BoardRow]) -> Counter[Health]:
    """Count the items of these rows; those of a folded group stand for themselves."""
    found: Counter[Health] = Counter()
    for row in rows:
        if not isinstance(row, GroupRow):
            found[row.state.health] += 1
        elif row.is_folded:
            found.update(row.healths)
    return found
