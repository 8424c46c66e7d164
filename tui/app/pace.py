"""Pace: how often the screen is painted, which no one should pay for who does not look."""

from __future__ import annotations

__all__ = ["frame_delay"]

_SHORTEST = 1 / 20
_UNWATCHED = 1 / 2
_SHARE = 4
"""A repaint is at most every fourth part of the time, so that keys and data have the rest."""
_LONGEST = 1.0


def frame_delay(cost: float, *, is_watched: bool) -> float:
    """Return the seconds from the first change to the repaint that shows it and all that came with it.

    Args:
        cost: Seconds of computing that the last repaint took.
        is_watched: Has the terminal's window the focus?
    """
    shortest = _SHORTEST if is_watched else _UNWATCHED
    return min(max(shortest, _SHARE * cost), _LONGEST)
