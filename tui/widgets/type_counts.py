"""TypeCounts: how many messages of each type a feed brought, counted a slice at a time."""

from __future__ import annotations

from collections import Counter, deque
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.message import FeedMessage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


class _Bucket(Struct):
    """What came in a few seconds."""

    at: int
    """The seconds since the epoch, in buckets."""
    counts: Counter[str] = field(default_factory=Counter)
    sizes: Counter[str] = field(default_factory=Counter)


class TypeCounts:
    """Counts every message once; rows that go too quickly to be looked at are left out."""

    def __init__(
        self, rows: Ring[Row], reader: TypeReader, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        self.skipped = 0
        """Messages that were gone before they were counted."""
        self.since: float | None = None
        """From when on everything is counted, in seconds since the epoch; `None`: from the beginning."""
        self._rows = rows
        self._reader = reader
        self._clock = clock
        self._next = rows.start
        self._types: set[str] = set()
        self._buckets: deque[_Bucket] = deque()
        self.last_at: dict[str, float] = {}
        """When the newest message of each type came or went, in seconds since the epoch."""

    def advance(self, budget: float) -> bool:
        """Count for at most `budget` seconds. Return whether all are counted."""
        rows = self._rows
        until = self._clock() + budget
        if self._next < rows.start:
            self.skipped += rows.start - self._next
            self._next = rows.start
            self.since = rows[rows.start].at if rows else self.since
        elif rows.start and rows and self.since is None and not self._buckets:
            self.since = rows[rows.start].at
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
        for bucket in self._recent(now, seconds):
            total.update(bucket.counts)
        return total

    def sizes(self, now: float, seconds: int) -> Counter[str]:
        """Return how many bytes of each type there were in the last `seconds`."""
        total: Counter[str] = Counter()
        for bucket in self._recent(now, seconds):
            total.update(bucket.sizes)
        return total

    def span(self, now: float, seconds: int) -> float:
        """Return how many of the last `seconds` are known: what was gone before was not counted."""
        return seconds if self.since is None else max(1.0, min(seconds, now - self.since))

    def columns(self, kind: str, now: float, seconds: int, width: int) -> list[float | None]:
        """Cut the last `seconds` into at most `width` columns of how many of a type there were.

        `None` stands for times of which nothing is known.
        """
        newest = int(now) // _BUCKET
        count = max(1, min(width, seconds // _BUCKET))
        counts = [0.0] * count

        def column(bucket: int) -> int:
            return count - 1 - (newest - bucket) * count * _BUCKET // seconds

        for bucket in self._recent(now, seconds):
            at = column(bucket.at)
            if 0 <= at < count:
                counts[at] += bucket.counts[kind]
        known = 0 if self.since is None else max(0, column(int(self.since) // _BUCKET))
        return [None] * known + list[float | None](counts[known:])

    def _recent(self, now: float, seconds: int) -> Iterator[_Bucket]:
        since = int(now - seconds) // _BUCKET
        for bucket in reversed(self._buckets):
            if bucket.at < since:
                break
            yield bucket

    def _count(self, row: Row) -> None:
        if not isinstance(row, FeedMessage):
            return
        kind = self._reader(row)
        if kind not in self._types:
            if len(self._types) >= _MOST:
                kind = OTHER
            self._types.add(kind)
        at = int(row.at) // _BUCKET
        if not self._buckets or self._buckets[-1].at < at:
            self._buckets.append(_Bucket(at))
            while self._buckets[0].at < at - _LONGEST // _BUCKET:
                self._buckets.popleft()
        self._buckets[-1].counts[kind] += 1
        self._buckets[-1].sizes[kind] += len(row.payload)
        self.last_at[kind] = row.at
