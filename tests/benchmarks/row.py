"""Row: one line of the table that `make bench` prints."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["HEADINGS", "Row", "Series", "cells_of", "print_table"]

HEADINGS = ("", "median", "min", "max", "against", "ratio", "target", "")
_VERDICTS = {True: "kept", False: "MISSED", None: ""}


class Row(Struct, frozen=True):
    """What was measured, and what it is held against, measured in the same run."""

    what: str
    measured: str
    against: str
    """What the same machine does at best, or what else was measured beside it."""
    ratio: str = ""
    is_good: bool | None = None
    """Is the promise kept? `None`: nothing is promised."""
    least: str = ""
    most: str = ""
    target: str = ""


class Series(Struct, frozen=True):
    """The same thing measured some times."""

    values: Sequence[float]
    write: Callable[[float], str]
    """Writes a value with its unit."""

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.values)

    def held_against(
        self,
        limit: Series,
        what: str,
        *,
        name: str,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> Row:
        """Return the row of a ratio; the limit was measured in turns with it."""
        ratio = self.median / limit.median if limit.median else float("inf")
        row = self.alone(what)
        is_good, target = row.is_good, ""
        if at_most is not None:
            is_good, target = ratio <= at_most, f"≤ {at_most:g}×"
        elif at_least is not None:
            is_good, target = ratio >= at_least, f"≥ {at_least:g}×"
        return Row(
            what,
            row.measured,
            f"{limit.write(limit.median)} {name}",
            f"{ratio:.2f}",
            is_good,
            row.least,
            row.most,
            target,
        )

    def alone(self, what: str, *, at_most: float | None = None, beside: str = "") -> Row:
        """Return the row of something that has a limit of its own, or none."""
        return Row(
            what,
            self.write(self.median),
            beside,
            is_good=None if at_most is None else self.median <= at_most,
            least=self.write(min(self.values)),
            most=self.write(max(self.values)),
            target="" if at_most is None else f"≤ {self.write(at_most)}",
        )


def cells_of(row: Row) -> tuple[str, ...]:
    """Return what stands under each of the headings."""
    return (
        row.what,
        row.measured,
        row.least,
        row.most,
        row.against,
        row.ratio,
        row.target,
        _VERDICTS[row.is_good],
    )


def print_table(rows: Iterable[Row]) -> bool:
    """Print the rows, and return whether every promise is kept."""
    table = [HEADINGS, *map(cells_of, rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
    return not any(cells[-1] == _VERDICTS[False] for cells in table)
