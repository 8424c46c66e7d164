"""Episodes: how long what an event tells of went on, until the next event said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.model.event import Event
    from tui.model.ring import Ring

__all__ = ["Episodes"]


class Episodes:
    """When the health that each event of a log led to ended."""

    def __init__(self, events: Ring[Event]) -> None:
        self._events = events
        self._end = 0
        self._newest: dict[str, int] = {}
        """The number of the newest event about the health of each source."""
        self._ended: dict[int, float] = {}

    def lasted(self, number: int, now: float) -> tuple[float, bool] | None:
        """Return for how many seconds it went on, and is it over; `None`: the event is about no health."""
        self._look()
        event = self._events[number]
        if event.health is None:
            return None
        ended_at = self._ended.get(number)
        end = now if ended_at is None else ended_at
        return max(0.0, end - event.at), ended_at is not None

    def _look(self) -> None:
        """Take in the events that are new, and forget those that have gone."""
        events = self._events
        for number in range(max(self._end, events.start), events.end):
            event = events[number]
            if event.health is not None:
                before = self._newest.get(event.source)
                if before is not None:
                    self._ended[before] = event.at
                self._newest[event.source] = number
        if len(self._ended) > 2 * len(events):
            self._ended = {number: at for number, at in self._ended.items() if number >= events.start}
        self._end = events.end
