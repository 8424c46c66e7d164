"""Cadences: how often each type of message usually comes, and which of them have fallen silent."""

from __future__ import annotations

from collections import deque

from msgspec import Struct, field

__all__ = ["Cadences"]

_APART = 0.5
"""Seconds from the first message of a burst in which all others are of it."""
_LEAST = 1.0
"""Seconds; what comes more often than that is as good as every second."""
_PATIENCE = 10
"""Usual intervals without a message that are a silence."""
_KNOWN = 10
"""Intervals that it takes to know a cadence, and"""
_SPAN = 60.0
"""the seconds that they last together: all else may be one long burst."""
_NEWEST = int(_SPAN / _APART)
_SPREAD = 1.5
"""How many times shorter or longer than the usual interval nearly all of them may be."""
_FEW = 20
"""One interval of so many may be off by more, and"""
_LONGEST = 3
"""none may be more usual intervals long than that."""
_MOST = 200


class _Cadence(Struct):
    """When one type of message came: a burst is one arrival, of which its first message is the moment."""

    newest: float
    """When the newest message came, in seconds since the epoch."""
    since: float
    """From when on it is missed: since then, or since there has been a connection."""
    arrival: float | None
    """When the newest burst began, on this connection."""
    intervals: deque[float] = field(default_factory=lambda: deque(maxlen=_NEWEST))
    is_silent: bool = False

    def begin(self, at: float) -> None:
        """Miss nothing that would have come before."""
        self.since, self.arrival = at, None

    def take(self, at: float) -> float | None:
        """Take in a message. Return the seconds of the silence that it ends; all is learned anew then."""
        before, self.newest, self.since = self.newest, at, at
        if self.is_silent:
            self.is_silent, self.arrival = False, at
            self.intervals.clear()
            return max(0.0, at - before)
        interval = None if self.arrival is None else at - self.arrival
        if interval is not None and 0 <= interval < _APART:
            return None
        if interval is not None and interval > 0:  # else the clock was set back
            self.intervals.append(interval)
        self.arrival = at
        return None

    def usual(self) -> float | None:
        """Return the seconds between arrivals, at least one, if they have been regular for a while."""
        if len(self.intervals) < _KNOWN or sum(self.intervals) < _SPAN:
            return None
        ordered = sorted(max(_LEAST, interval) for interval in self.intervals)
        median, few = ordered[len(ordered) // 2], len(ordered) // _FEW
        is_regular = (
            ordered[few] * _SPREAD >= median
            and ordered[-1 - few] <= median * _SPREAD
            and ordered[-1] <= median * _LONGEST
        )
        return median if is_regular else None


class Cadences:
    """Learns the interval of every regular type; one that stays out ten times as long has fallen silent."""

    def __init__(self) -> None:
        self._known: dict[str, _Cadence] = {}

    def begin(self, at: float) -> None:
        """Count from that moment on, as there was no connection before."""
        for cadence in self._known.values():
            cadence.begin(at)

    def take(self, kind: str, at: float) -> float | None:
        """Take in a message. Return the seconds that its type was silent, if it was."""
        cadence = self._known.get(kind)
        if cadence is not None:
            return cadence.take(at)
        if len(self._known) < _MOST:
            self._known[kind] = _Cadence(newest=at, since=at, arrival=at)
        return None

    def silent(self, now: float) -> list[tuple[str, float]]:
        """Return the types that have fallen silent since the last time, with their usual interval.

        No interval is below one second: what comes more often is as good as that.
        """
        found: list[tuple[str, float]] = []
        for kind, cadence in self._known.items():
            missed = now - cadence.since
            if cadence.is_silent or missed < _PATIENCE * _LEAST:
                continue
            usual = cadence.usual()
            if usual is not None and missed >= _PATIENCE * usual:
                cadence.is_silent = True
                found.append((kind, usual))
        return found
