"""Row indexes: which rows are in a list, under ordinals that never change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import neg
from time import perf_counter
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.ring import Ring

__all__ = ["Everything", "Matches", "RowIndex", "Rows", "Snapshot"]

Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)

_IN_TURNS = 8
"""Rows that are looked at on one side before those on the other."""
_COMPACT = 4_096


class Rows(Protocol[Item_co]):
    """What a list shows, under numbers that never change: a ring, or a picture of one."""

    @property
    def start(self) -> int:
        """The number of the first."""

    @property
    def end(self) -> int:
        """The number after the last."""

    def __getitem__(self, number: int, /) -> Item_co: ...


class Snapshot(Generic[Item]):
    """The items of a ring as they were: what goes on in the ring does not touch it."""

    def __init__(self, ring: Ring[Item]) -> None:
        self.start, self.end = ring.start, ring.end
        self._rows = ring.tail(len(ring))

    def __getitem__(self, number: int, /) -> Item:
        if not self.start <= number < self.end:
            msg = f"row {number} is not among {self.start}..{self.end - 1}"
            raise IndexError(msg)
        return self._rows[number - self.start]


class RowIndex(Protocol[Item]):
    """The rows in the list, in order.

    Each has an ordinal, which it keeps while rows come and go at both ends:
    a list that is scrolled to an ordinal stands still.
    """

    rows: Rows[Item]

    @property
    def low(self) -> int:
        """The ordinal of the first."""

    @property
    def high(self) -> int:
        """The ordinal after the last."""

    def number(self, ordinal: int) -> int:
        """Return the number of the row at an ordinal from `low` up to `high`."""

    def ordinal(self, number: int) -> int:
        """Return the ordinal of that row, or of the next one in the list."""

    def advance(self, budget: float) -> bool:
        """Look for rows for at most `budget` seconds. Return whether all have been looked at."""


class Everything(Generic[Item]):
    """All rows; their ordinals are their numbers."""

    def __init__(self, rows: Rows[Item]) -> None:
        self.rows = rows

    @property
    def low(self) -> int:
        return self.rows.start

    @property
    def high(self) -> int:
        return self.rows.end

    def number(self, ordinal: int) -> int:
        return ordinal

    def ordinal(self, number: int) -> int:
        return min(max(number, self.low), self.high)

    def advance(self, budget: float) -> bool:  # noqa: ARG002 - nothing to look for
        return True


class Matches(Generic[Item]):
    """The rows that pass a test, found in slices of time, those nearest to `origin` first.

    Those at or after `origin` have the ordinals 0, 1, 2…, those before it -1,
    -2…: whoever reads at `origin` sees nothing move while the rest is found.
    """

    def __init__(
        self,
        rows: Rows[Item],
        test: Callable[[Item], bool],
        origin: int,
        *,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self.rows = rows
        self.skipped = 0
        """Rows that were gone before they were looked at."""
        self._test = test
        self._clock = clock
        self._older: list[int] = []
        self._newer: list[int] = []
        self._base = 0
        self._low = 0
        self._previous = origin - 1
        self._next = origin

    @property
    def low(self) -> int:
        """The ordinal of the first that is still there: rows go while nobody looks for others."""
        self._forget()
        return -len(self._older) if self._older else self._low

    @property
    def high(self) -> int:
        return self._base + len(self._newer)

    @property
    def remaining(self) -> int:
        """How many rows have not been looked at."""
        return sum(high - low for low, high in self.unseen)

    @property
    def unseen(self) -> list[tuple[int, int]]:
        """From where up to where rows have not been looked at."""
        start = self.rows.start
        ranges = (start, self._previous + 1), (max(self._next, start), self.rows.end)
        return [(low, high) for low, high in ranges if low < high]

    def has(self, number: int) -> bool:
        """Is that row in the list?"""
        ordinal = self.ordinal(number)
        return ordinal < self.high and self.number(ordinal) == number

    def number(self, ordinal: int) -> int:
        return self._older[-1 - ordinal] if ordinal < 0 else self._newer[ordinal - self._base]

    def ordinal(self, number: int) -> int:
        before_origin = bisect_right(self._older, -number, key=neg)
        if before_origin:
            return -before_origin
        return max(self._low, self._base + bisect_left(self._newer, number))

    def advance(self, budget: float) -> bool:
        self._forget()
        until = self._clock() + budget
        while self.remaining:
            if not self._look_forward(until) or not self._look_back(until):
                break
        return not self.remaining

    def _look_forward(self, until: float) -> bool:
        """Look at some rows after `origin`. Return whether there is time left: one row can take all of it."""
        if self._next < self.rows.start:
            self.skipped += self.rows.start - self._next
            self._next = self.rows.start
        for number in range(self._next, min(self.rows.end, self._next + _IN_TURNS)):
            if self._test(self.rows[number]):
                self._newer.append(number)
            self._next = number + 1
            if self._clock() >= until:
                return False
        return True

    def _look_back(self, until: float) -> bool:
        for number in range(self._previous, max(self.rows.start, self._previous - _IN_TURNS + 1) - 1, -1):
            if self._test(self.rows[number]):
                self._older.append(number)
            self._previous = number - 1
            if self._clock() >= until:
                return False
        return True

    def _forget(self) -> None:
        """Let go of the numbers of rows that are gone."""
        start = self.rows.start
        while self._older and self._older[-1] < start:
            self._older.pop()
        if not self._older:
            self._low = max(self._low, self._base + bisect_left(self._newer, start))
        if self._low - self._base > _COMPACT:
            del self._newer[: self._low - self._base]
            self._base = self._low
