"""Cadences: how often each type of message usually comes, and which of them have fallen silent."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Cadences"]

_KNOWN = 10
"""Messages after which a cadence is known."""
_PATIENCE = 10.0
"""Usual intervals without a message that are a silence."""
_LEAST = 10.0
"""Seconds below which nothing is a silence."""
_WEIGHT = 0.1
"""How much the newest interval counts against all those before."""
_MOST = 200


class _Cadence(Struct):
    newest: float
    """Seconds since the epoch."""
    interval: float = 0.0
    times: int = 0
    is_silent: bool = False

    @property
    def patience(self) -> float:
        return max(_LEAST, _PATIENCE * self.interval)


class Cadences:
    """Learns the interval of every type; one that stays out ten times as long has fallen silent."""

    def __init__(self) -> None:
        self._known: dict[str, _Cadence] = {}

    def begin(self, at: float) -> None:
        """Count from that moment on, as there was no connection before."""
        for cadence in self._known.values():
            cadence.newest = at

    def take(self, kind: str, at: float) -> float | None:
        """Take in a message. Return the seconds that its type was silent, if it was."""
        cadence = self._known.get(kind)
        if cadence is None:
            if len(self._known) < _MOST:
                self._known[kind] = _Cadence(at)
            return None
        gap = max(0.0, at - cadence.newest)
        was_silent, cadence.is_silent, cadence.newest = cadence.is_silent, False, at
        if was_silent:
            return gap
        cadence.times += 1
        weight = max(_WEIGHT, 1 / cadence.times)
        cadence.interval += weight * (gap - cadence.interval)
        return None

    def silent(self, now: float) -> list[tuple[str, float]]:
        """Return the types that have fallen silent since the last time, with their usual interval."""
        found: list[tuple[str, float]] = []
        for kind, cadence in self._known.items():
            is_due = cadence.times >= _KNOWN and now - cadence.newest >= cadence.patience
            if is_due and not cadence.is_silent:
                cadence.is_silent = True
                found.append((kind, cadence.interval))
        return found
