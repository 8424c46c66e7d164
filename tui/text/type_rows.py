"""The types of a feed's messages, one to a row: how many, how fast, how large, when last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.text import units
from tui.text.cells import cell_len, fit
from tui.text.charts import sparkline
from tui.text.glyphs import BRAILLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.text.glyphs import Glyphs, Line

__all__ = ["TypeFacts", "type_rows"]

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


def type_rows(
    types: Sequence[TypeFacts],
    width: int,
    *,
    seconds: int,
    counted: float | None = None,
    marked_age: float | None = None,
    glyphs: Glyphs = BRAILLE,
) -> list[Line]:
    """Return a row for each type; in the last `counted` of the `seconds` they were counted.

    The tags are "label", "series" and "value", and those of sparklines; "mark"
    is what came as long ago as `marked_age` says.
    """
    whole = sum(each.count for each in types)
    label = min(_LONGEST_NAME, max((cell_len(each.name) for each in types), default=0)) + 1
    room = width - label - _COUNT - _RATE - _SIZE - _SHARE - _AGE - 1
    rows: list[Line] = []
    for each in types:
        share = each.count / whole if whole else 0.0
        figures = (
            f"{units.count(each.count):>{_COUNT}}"
            f"{units.rate(each.count / (counted or seconds)):>{_RATE}}"
            f"{units.size(each.size):>{_SIZE}}"
        )
        spark = _spark(_stretched(each.columns(room), room), seconds, marked_age, glyphs) if room > 0 else []
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


def _stretched(columns: Sequence[float | None], room: int) -> list[float | None]:
    """Return as many columns as there is room for, each as often as it takes."""
    return [columns[index * len(columns) // room] for index in range(room)]


def _spark(columns: Sequence[float | None], seconds: int, marked_age: float | None, glyphs: Glyphs) -> Line:
    """Draw how many of a type there were, the column that is marked in a colour of its own."""
    tags = [""] * len(columns)
    if marked_age is not None and 0 <= marked_age < seconds and columns:
        tags[-1 - int(marked_age * len(columns) / seconds)] = "mark"
    return sparkline(columns, len(columns), tags=tags, glyphs=glyphs)
