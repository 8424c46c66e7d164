"""BodyRows: the lines of a body that are not folded away, as rows with their numbers and marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from tui.widgets.document import Row, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.widgets.folds import Folds
    from tui.widgets.line import Runs
    from tui.widgets.response_cache import Laid

__all__ = ["BodyRows"]

_WORDS = {"]": "items", "}": "keys"}


class BodyRows(Sequence[Row]):
    """Rows that are made when they are shown: a body may have a million lines."""

    def __init__(
        self,
        laid: Laid,
        folds: Folds,
        *,
        notes: Sequence[Row],
        changed: Iterable[int],
        is_numbered: bool = True,
    ) -> None:
        """Take what is laid out and what of it is folded, and what to say above it."""
        self._laid, self._folds, self._notes = laid, folds, notes
        self._changed = sorted(changed)
        self._lines, self._outline = laid.view.lines, laid.outline
        self._seen = folds.seen(laid)
        self._digits = max(3, len(str(len(self._lines)))) if is_numbered else 0

    def __len__(self) -> int:
        return len(self._notes) + len(self._seen)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[row] for row in range(*index.indices(len(self)))]
        if index < len(self._notes):
            return self._notes[index]
        return self._row(self._seen[index - len(self._notes)])

    @property
    def first(self) -> int:
        """The row of the first line, below the notes."""
        return len(self._notes)

    def line_of(self, row: int) -> int | None:
        """Return the line that a row shows; `None`: a note."""
        at = row - len(self._notes)
        return self._seen[at] if 0 <= at < len(self._seen) else None

    def row_of(self, line: int) -> int:
        """Return the row that shows a line, or what it is folded into."""
        at = bisect_left(self._seen, line)
        is_seen = at < len(self._seen) and self._seen[at] == line
        return len(self._notes) + (at if is_seen else max(0, at - 1))

    def _row(self, line: int) -> Row:
        runs, mark, last = list(self._lines[line]), " ", line
        if (end := self._outline.end(line)) is not None:
            is_folded = self._folds.has(self._laid, line)
            mark = "▸" if is_folded else "▾"
            last = end if is_folded else line
            runs += self._fold(line, end) if is_folded else []
        at = bisect_left(self._changed, line)
        has_changed = at < len(self._changed) and self._changed[at] <= last
        gutter: Runs = [
            ("~" if has_changed else " ", "warn-strong"),
            (f"{line + 1:>{self._digits}}" if self._digits else "", "faint"),
        ]
        return Row(runs, [*gutter, (mark, "muted")])

    def _fold(self, line: int, end: int) -> Runs:
        """Return what stands for the lines that are folded away."""
        closer = plain(self._lines[end]).strip() if self._outline.holder(end) == line else ""
        number = self._outline.count(line)
        word = _WORDS.get(closer[:1], "lines")
        word = word.removesuffix("s") if number == 1 else word
        return [(" ... ", "faint"), (closer, "punct"), (f"  {number:,} {word}", "faint")]
