"""Row: one line of the table that `make bench` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Row", "print_table"]


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, and what it is held against, measured in the same run."""

    what: str
    measured: str
    against: str
    """What the same machine does at best, or what is allowed."""
    ratio: str = ""
    is_good: bool | None = None
    """Is the promise kept? `None`: nothing is promised."""


def print_table(rows: Iterable[Row]) -> bool:
    """Print the rows, and return whether every promise is kept."""
    verdicts = {True: "kept", False: "BROKEN", None: ""}
    table = [("", "measured", "against", "ratio", "promise")]
    table += [(row.what, row.measured, row.against, row.ratio, verdicts[row.is_good]) for row in rows]
    widths = [max(len(cells[column]) for cells in table) for column in range(5)]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
    return not any(cells[4] == verdicts[False] for cells in table)
