"""The types of a feed's messages, one to a row: how many, how fast, how large, when last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.text import units
from tui.text.cells import cell_len, fit
from tui.text.charts import sparkline
from tui.text.glyphs import BRAILLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.text.glyphs import Glyphs, Line

__all__ = ["TypeFacts", "course_cells", "type_rows"]

_COUNT, _RATE, _SIZE, _SHARE, _AGE = 9, 7, 8, 5, 7
_LONGEST_NAME = 20


class TypeFacts(Struct, frozen=True, kw_only=True):
    """What is known of one type."""

    name: str
    count: int
    size: int
    """Bytes."""
    age: float
    """Seconds since the newest."""
    columns: Callable[[int], Sequence[float | None]]
    """How many there were, from the past to now, in at most so many columns; `None`: nobody knows."""


def course_cells(names: Iterable[str], width: int) -> range:
    """Return the cells of every row that a course has, which begins in the first; none: there is no room."""
    start = min(_LONGEST_NAME, max(map(cell_len, names), default=0)) + 1
    return range(start, width - _COUNT - _RATE - _SIZE - _SHARE - _AGE - 1)


def type_rows(
    types: Sequence[TypeFacts],
    width: int,
    *,
    seconds: int,
    counted: float | None = None,
    marked: int | None = None,
    glyphs: Glyphs = BRAILLE,
) -> list[Line]:
    """Return a row for each type; in the last `counted` of the `seconds` they were counted.

    The tags are "label", "series" and "value", and those of sparklines; "mark"
    is the column of a course that is the `marked`th of them, from 0.
    """
    whole = sum(each.count for each in types)
    cells = course_cells((each.name for each in types), width)
    label, room = cells.start, len(cells)
    rows: list[Line] = []
    for each in types:
        share = each.count / whole if whole else 0.0
        figures = (
            f"{units.count(each.count):>{_COUNT}}"
            f"{units.rate(each.count / (counted or seconds)):>{_RATE}}"
            f"{units.size(each.size):>{_SIZE}}"
        )
        spark = _spark(each.columns(room), room, marked, glyphs) if room else []
        percentage = f"{100 * share:.0f}%" if share >= 0.01 else "<1%"  # noqa: PLR2004 - one percent
        rows.append(
            [
                (fit(each.name, label - 1, elide="middle") + " ", "label"),
                *spark,
                (figures, "value"),
                (f"{percentage:>{_SHARE}}", "value"),
                (f"{units.span(each.age):>{_AGE}}", "value"),
            ]
        )
    return rows


def _spark(columns: Sequence[float | None], room: int, marked: int | None, glyphs: Glyphs) -> Line:
    """Draw how many of a type there were, the column that is marked in a colour of its own."""
    tags = ["mark" if column == marked else "" for column in range(len(columns))]
    spark = sparkline(columns, len(columns), tags=tags, glyphs=glyphs)
    return [*spark, (" " * (room - len(columns)), "value")]
