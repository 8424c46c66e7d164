"""Flapping: an endpoint that comes and goes, told of once instead of every time."""

from __future__ import annotations

from enum import Enum

__all__ = ["Flapping", "Turn", "window_of"]

_MOST = 6
"""Changes in the window that are told one by one; one more is flapping."""
_STEADY = 2
"""Changes in the window from which on it is steady again."""
_WINDOW = 600.0
_CHECKS = 20
"""Checks that the window is wide at least."""


class Turn(Enum):
    """What a change, or the lack of one, means."""

    BEGAN = "began"
    ENDED = "ended"


class Flapping:
    """Counts the changes of an endpoint's health over the last minutes."""

    __slots__ = ("_changes", "since")

    def __init__(self) -> None:
        self._changes: list[float] = []
        self.since: float | None = None
        """Since when it flaps, in seconds since the epoch; `None`: it does not."""

    @property
    def changes(self) -> int:
        """How often it has changed in the window."""
        return len(self._changes)

    def look(self, at: float, *, changes: int, interval: float) -> Turn | None:
        """Take in how often it has changed just now, and return whether flapping began or ended with that."""
        first = at - window_of(interval)
        self._changes = [each for each in (*self._changes, *[at] * changes) if each > first]
        if self.since is None and len(self._changes) > _MOST:
            self.since = at
            return Turn.BEGAN
        if self.since is not None and len(self._changes) <= _STEADY:
            self.since = None
            return Turn.ENDED
        return None


def window_of(interval: float) -> float:
    """Return the seconds over which changes are counted, for an endpoint checked that often."""
    return max(_WINDOW, _CHECKS * interval)
