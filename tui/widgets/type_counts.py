"""TypeCounts: how many messages of each type a feed brought, counted a slice at a time."""

from __future__ import annotations

from collections import Counter, deque
from time import perf_counter
from typing import TYPE_CHECKING

from tui.model.message import FeedMessage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.message import Row
    from tui.model.message_type import TypeReader
    from tui.model.ring import Ring

__all__ = ["OTHER", "TypeCounts"]

OTHER = "other"
"""Where everything counts that comes after the first two hundred types."""

_BUCKET = 5
"""Seconds that are counted together."""
_LONGEST = 21_600
_MOST = 200
_LOOK_AT_CLOCK = 32


class TypeCounts:
    """Counts every message once; rows that go too quickly to be looked at are left out."""

    def __init__(
        self, rows: Ring[Row], reader: TypeReader, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        self.skipped = 0
        """Messages that were gone before they were counted."""
        self._rows = rows
        self._reader = reader
        self._clock = clock
        self._next = rows.start
        self._types: set[str] = set()
        self._buckets: deque[tuple[int, Counter[str]]] = deque()

    def advance(self, budget: float) -> bool:
        """Count for at most `budget` seconds. Return whether all are counted."""
        rows = self._rows
        until = self._clock() + budget
        if self._next < rows.start:
            self.skipped += rows.start - self._next
            self._next = rows.start
        while self._next < rows.end:
            last = min(rows.end, self._next + _LOOK_AT_CLOCK)
            for number in range(self._next, last):
                self._count(rows[number])
            self._next = last
            if self._clock() >= until:
                break
        return self._next >= rows.end

    def window(self, now: float, seconds: int) -> Counter[str]:
        """Return how many of each type there were in the last `seconds`."""
        total: Counter[str] = Counter()
        since = int(now - seconds) // _BUCKET
        for bucket, counts in reversed(self._buckets):
            if bucket < since:
                break
            total.update(counts)
        return total

    def _count(self, row: Row) -> None:
        if not isinstance(row, FeedMessage):
            return
        kind = self._reader(row)
        if kind not in self._types:
            if len(self._types) >= _MOST:
                kind = OTHER
            self._types.add(kind)
        bucket = int(row.at) // _BUCKET
        if not self._buckets or self._buckets[-1][0] < bucket:
            self._buckets.append((bucket, Counter()))
            while self._buckets[0][0] < bucket - _LONGEST // _BUCKET:
                self._buckets.popleft()
        self._buckets[-1][1][kind] += 1
