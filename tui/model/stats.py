"""Statistics over samples: percentiles, uptime, counts by the second."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.model.check import Sample

__all__ = ["RateHistory", "latencies", "percentile", "percentiles", "uptime"]

_LATE = 5


def percentile(ordered: Sequence[float], rank: float) -> float | None:
    """Return the value that `rank` percent of the sorted values do not exceed (nearest rank)."""
    if not ordered:
        return None
    return ordered[max(0, math.ceil(rank * len(ordered) / 100) - 1)]


def percentiles(values: Iterable[float], ranks: Sequence[float]) -> list[float | None]:
    """Return the percentile at each rank."""
    ordered = sorted(values)
    return [percentile(ordered, rank) for rank in ranks]


def latencies(samples: Iterable[Sample]) -> list[float]:
    """Return the latencies that say something of the server, as our own loop was not late then."""
    return [each.latency for each in samples if each.latency is not None and not each.is_tainted]


def uptime(samples: Iterable[Sample]) -> float | None:
    """Return the share of known time that was good, from 0 to 1; `None`: no time is known.

    Each sample speaks for its `span`, but never beyond the next sample: time
    that nobody watched (a pause, a laptop asleep, a network of our own that was
    down) is neither up nor down.
    """
    good = known = 0.0
    previous: Sample | None = None
    for sample in samples:
        if previous is not None and previous.is_counted:
            span = min(previous.span, max(0.0, sample.at - previous.at))
            known += span
            good += span if previous.outcome.is_good else 0.0
        previous = sample
    if previous is not None and previous.is_counted:
        known += previous.span
        good += previous.span if previous.outcome.is_good else 0.0
    return good / known if known > 0 else None


class RateHistory:
    """How many there were in each of the last seconds."""

    __slots__ = ("_counts", "_second", "capacity")

    def __init__(self, capacity: int = 21_600) -> None:
        """Keep `capacity` seconds, six hours by default."""
        self.capacity = capacity
        self._counts = array("I")
        self._second = 0

    def add(self, second: int, count: int = 1) -> None:
        """Count `count` more in that second since the epoch.

        A second that has just passed counts in the newest; one long past means
        that the clock was set back, and the history starts anew.
        """
        gap = second - self._second
        if not self._counts or gap >= self.capacity or gap < -_LATE:
            self._counts = array("I", [0])
            self._second = second
        elif gap > 0:
            self._roll(gap)
        self._counts[-1] += count

    def window(self, now: float, seconds: int) -> list[int]:
        """Return the counts of the last `seconds` whole seconds before `now`, the oldest first."""
        first = int(now) - seconds - (self._second - len(self._counts) + 1)
        known = self._counts[max(0, first) : max(0, first + seconds)].tolist()
        before = min(seconds, max(0, -first))
        return [0] * before + known + [0] * (seconds - before - len(known))

    def rate(self, now: float, seconds: int = 5) -> float:
        """Return how many a second there were over the last `seconds` whole seconds."""
        return sum(self.window(now, seconds)) / seconds

    def _roll(self, gap: int) -> None:
        """Begin another second, `gap` after the newest."""
        self._counts.extend([0] * gap)
        self._second += gap
        if len(self._counts) > self.capacity * 2:
            del self._counts[: len(self._counts) - self.capacity]
