"""Rows of coloured text that are longer than their place: cut, wrapped, and searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, overload

from msgspec import Struct, field

from tui.text.cells import cell_len, cells_of, take
from tui.text.long_lines import find_in

if TYPE_CHECKING:
    from tui.widgets.line import Line, Runs

__all__ = [
    "MOST_HITS",
    "Hit",
    "Row",
    "WholeRows",
    "crop",
    "find",
    "highlight",
    "hits_in",
    "items_in_rows",
    "paragraph",
    "plain",
    "put_runs",
    "wrap",
]

MOST_HITS = 2_000
"""Places that are looked for: nobody goes through more, one by one."""
_SEPARATORS = ((" · ", "faint"), ("  ", "text"))
"""The pieces that part the items of a row."""
_SPACES = re.compile(r"(\s+)")
_ON = "|"
"""Between the tag of a text and the background it stands on."""


class Row(Struct, frozen=True):
    """One row of a document."""

    runs: Runs
    gutter: Runs = field(default_factory=list)
    """What stays at the left while the text scrolls sideways."""
    over: str = ""
    """What is drawn over the text once that is written, by a sequence that leaves the cursor behind it."""


class Hit(Struct, frozen=True):
    """A place where what was searched for is."""

    row: int
    start: int
    """The first character in the row."""
    end: int


class WholeRows(Sequence[tuple[int, int]]):
    """The lines on the screen of so many rows that take one each: the row, and its first part."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, int]]: ...

    def __getitem__(self, index: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        rows = range(self._count)
        return (rows[index], 0) if isinstance(index, int) else [(row, 0) for row in rows[index]]


def plain(runs: Runs) -> str:
    """Return the text without its colours."""
    return "".join(text for text, _ in runs)


def crop(runs: Runs, start: int, width: int) -> Runs:
    """Return what is in `width` cells from the cell `start` on."""
    kept: Runs = []
    skip, room = start, width
    for text, tag in runs:
        if skip > 0:
            gone = take(text, skip)
            skip -= max(cell_len(gone), 0)
            text = text[len(gone) :]  # noqa: PLW2901 - the rest of the same piece
            if text and skip > 0:
                text, skip = text[1:], 0  # noqa: PLW2901 - half of a wide character shows nothing
        if not text:
            continue
        part = take(text, room)
        if part:
            kept.append((part, tag))
            room -= cell_len(part)
        if len(part) < len(text):
            break
    return kept


def wrap(runs: Runs, width: int) -> list[Runs]:
    """Return the pieces in rows of at most `width` cells; there is always one row."""
    rows: list[Runs] = [[]]
    room = max(2, width)
    for text, tag in runs:
        rest = text
        while rest:
            part = take(rest, room)
            if part:
                rows[-1].append((part, tag))
                room -= cell_len(part)
                rest = rest[len(part) :]
            if rest:
                rows.append([])
                room = max(2, width)
    return rows


def items_in_rows(runs: Runs, width: int) -> list[Runs]:
    """Return what separators part in rows of at most `width` cells, which break only at separators."""
    rows: list[Runs] = []
    between: Runs = []
    for is_between, group in groupby(runs, key=_SEPARATORS.__contains__):
        item = list(group)
        if is_between:
            between = item
        elif rows and cells_of(rows[-1]) + cells_of(between) + cells_of(item) <= width:
            rows[-1] += [*between, *item]
        else:
            rows.append(item)
    return rows


def paragraph(text: str | Runs, width: int, tag: str = "text") -> list[Row]:
    """Return a sentence in rows that break between words; its pieces keep what they mean."""
    rows: list[Runs] = [[]]
    for word, look, is_apart in _words([(text, tag)] if isinstance(text, str) else text):
        row = rows[-1]
        gap = " " if row and is_apart else ""
        if gap and cells_of(row) + 1 + cell_len(word) > width:
            rows.append([(word, look)])
        elif row and row[-1][1] == look:
            row[-1] = (f"{row[-1][0]}{gap}{word}", look)
        else:
            row.append((gap + word, look))
    return [Row(part) for row in rows for part in wrap(row, width)]


def _words(runs: Runs) -> Iterator[tuple[str, str, bool]]:
    """Give each word, what it means, and whether there is a space before it."""
    is_apart = False
    for text, tag in runs:
        for part in _SPACES.split(text):
            if part.isspace():
                is_apart = True
            elif part:
                yield part, tag, is_apart
                is_apart = False


def find(rows: Sequence[Row], needle: str) -> list[Hit]:
    """Return where the text is; capitals in it have to be capitals there."""
    return hits_in([row.runs for row in rows], needle)


def hits_in(lines: Sequence[Runs], needle: str) -> list[Hit]:
    """Return where the text is in lines, as many as anybody goes through."""
    return [Hit(*place) for place in find_in(lines, needle, MOST_HITS)]


def highlight(runs: Runs, start: int, end: int, on: str, tag: str | None = None) -> Runs:
    """Return the pieces, with the characters from `start` to `end` on a background, and in another colour."""
    marked: Runs = []
    at = 0
    for text, own in runs:
        low, high = max(0, start - at), max(0, end - at)
        parts = ((text[:low], own), (text[low:high], f"{tag or own}{_ON}{on}"), (text[high:], own))
        marked += [(part, name) for part, name in parts if part]
        at += len(text)
    return marked


def put_runs(line: Line, runs: Iterable[tuple[str, str]]) -> Line:
    """Write pieces, each on the background that `highlight` has given it."""
    for text, name in runs:
        tag, _, on = name.partition(_ON)
        line.put(text, tag, on=on or None)
    return line
