"""Spans: from when to when something was so, again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Spans"]

_MOST = 1_000


class Spans:
    """The newest thousand spans, and how long those before them were together; in seconds since the epoch.

    What comes and goes for weeks must not grow for ever.
    """

    def __init__(self) -> None:
        self._spans: list[tuple[float, float | None]] = []
        """The last has no end while it is so."""
        self._earlier = 0.0

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[tuple[float, float | None]]:
        return iter(self._spans)

    @property
    def newest(self) -> tuple[float, float | None] | None:
        """Since when it was so the last time, and until when, if that is over."""
        return self._spans[-1] if self._spans else None

    def begin(self, at: float) -> None:
        """Note that it is so from that moment on."""
        self._spans.append((at, None))
        if len(self._spans) > _MOST:
            start, end = self._spans.pop(0)
            self._earlier += (end or start) - start

    def end(self, at: float) -> None:
        """Note that it is so no longer."""
        if self._spans and self._spans[-1][1] is None:
            self._spans[-1] = (self._spans[-1][0], at)

    def total(self, now: float, *, since: float = 0.0) -> float:
        """Return for how many seconds it was so from `since` to `now`."""
        lengths = ((now if end is None else end) - max(start, since) for start, end in self._spans)
        return self._earlier + sum(max(0.0, length) for length in lengths)

    def held_at(self, at: float) -> bool:
        """Was it so at that moment?"""
        return any(start <= at and (end is None or end > at) for start, end in reversed(self._spans))

    def within(self, start: float, end: float) -> float:
        """Return for how many seconds it was so from `start` to `end`; what is older is not looked at."""
        seconds = 0.0
        for begun, ended in reversed(self._spans):
            if ended is not None and ended <= start:
                break
            seconds += max(0.0, (end if ended is None else min(end, ended)) - max(start, begun))
        return seconds

    def until(self, at: float) -> Spans:
        """Return the spans as they were known at that moment."""
        past = Spans()
        past._earlier = self._earlier
        past._spans = [
            (start, end if end is None or end <= at else None) for start, end in self._spans if start <= at
        ]
        return past
