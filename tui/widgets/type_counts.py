"""TypeCounts: how many messages of each type a feed brought, counted a slice at a time."""

from __future__ import annotations

import math
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

__all__ = ["OTHER", "TypeCounts", "course_columns"]

OTHER = "other"
"""Where everything counts that comes after the first two hundred types."""

_BUCKET = 5
"""Seconds that are counted together."""
_LONGEST = 21_600
_MOST = 200
_LOOK_AT_CLOCK = 32
_CLOSE = 1e-6
"""Seconds by which an edge of a column may miss the second that it is meant to be."""


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
        """Cut the last `seconds` into columns of how many of a type there were, as many as have room.

        `None` stands for times of which nothing is known. The newest column is not over: for what is to
        come of it there are as many as in the one before.
        """
        # Not as `rate_columns` has it, of which the highest second of a column counts: a type may come once a
        # minute, and is counted by five seconds, so that a column is the sum of whole counts.
        width = course_columns(seconds, width)
        step = seconds / width
        length = max(float(_BUCKET), step)
        counts = {bucket.at: bucket.counts[kind] for bucket in self._recent(now, seconds + math.ceil(length))}

        def total(part: int) -> int:
            edges = part * length, (part + 1) * length
            return sum(counts.get(bucket, 0) for bucket in range(*(_first_bucket(edge) for edge in edges)))

        values: list[float | None] = []
        for column in range(math.floor(now / step) - width + 1, math.floor(now / step) + 1):
            part = math.floor((column * step + _CLOSE) / length)
            left = max(0.0, 1 - (now - part * length) / length)
            is_known = self.since is None or (part + 1) * length > self.since
            values.append(total(part) + left * total(part - 1) if is_known else None)
        return values

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


def course_columns(seconds: int, room: int) -> int:
    """Return how many columns the last `seconds` have in so many cells, all of the same length.

    Each is of whole counts, or a whole part of one: so none is higher or wider than it has to be.
    """
    buckets = max(1, seconds // _BUCKET)
    if room >= buckets:
        return room - room % buckets
    return next(count for count in range(max(1, room), 0, -1) if not buckets % count)


def _first_bucket(at: float) -> int:
    """Return the first bucket that begins at that moment or later."""
    return math.ceil((at - _CLOSE) / _BUCKET)
