"""Newcomers: what has come below a list that stands still, and how much of it is trouble."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tui.text import units
from tui.widgets.problem_rows import is_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.message import Row
    from tui.model.message_type import TypeReader
    from tui.widgets.line import Runs
    from tui.widgets.row_index import RowIndex
    from tui.widgets.viewport import Viewport

__all__ = ["Newcomers"]

_LOOK_AT_CLOCK = 16
"""Rows between two looks at the clock."""


class Newcomers:
    """Counts the rows of a list that came since it no longer follows.

    All are counted; which are problems is looked up a slice at a time, so of
    those that go too quickly for that it can only be said that there may be more.
    """

    def __init__(
        self, view: Viewport, reader: TypeReader, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        self.problems = 0
        self.is_complete = True
        """Was every row looked at before it was gone?"""
        self._view = view
        self._reader = reader
        self._clock = clock
        self._index: RowIndex[Row] | None = None
        self._stopped_at = 0
        self._first = 0
        """The ordinal of the first of them."""
        self._next = 0

    @property
    def count(self) -> int:
        """How many there are."""
        if self._view.follows or self._view.is_frozen:
            return 0
        self._find_first()
        return max(0, self._view.index.high - self._first)

    def advance(self, budget: float) -> None:
        """Look for problems among them for at most `budget` seconds."""
        if not self.count:
            return
        index, rows = self._view.index, self._view.rows
        start = max(self._next, self._first)
        self._next = max(start, index.low)
        self.is_complete = self.is_complete and self._next == start
        until = self._clock() + budget
        for ordinal in range(self._next, index.high):
            self.problems += is_problem(rows[index.number(ordinal)], self._reader)
            self._next = ordinal + 1
            if ordinal % _LOOK_AT_CLOCK == 0 and self._clock() >= until:
                break

    def told(self) -> Runs:
        """Say how many there are, and how many problems among them; nothing: there are none."""
        count = self.count
        if not count:
            return []
        runs: Runs = [(f"+{units.count(count)} new", "text")]
        if self.problems:
            at_least = "" if self.is_complete else "+"
            word = "problem" if self.problems == 1 and self.is_complete else "problems"
            runs.append((f" ({units.count(self.problems)}{at_least} {word})", "err"))
        return runs

    def _find_first(self) -> None:
        """Note which row is the first, as long as it can be told: ordinals outlive their rows."""
        view = self._view
        if self._index is not view.index or self._stopped_at != view.stopped_at:
            self._index, self._stopped_at = view.index, view.stopped_at
            self.problems, self.is_complete, self._next = 0, True, view.index.low
            self._first = view.index.ordinal(view.stopped_at)
        elif view.stopped_at >= view.rows.start:
            self._first = view.index.ordinal(view.stopped_at)
