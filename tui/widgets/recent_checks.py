"""RecentChecks: the newest checks of an endpoint in the rows that something else leaves blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.units import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.endpoint_state import EndpointState
    from tui.widgets.history_row import HistoryRow
    from tui.widgets.line import Line, Runs

__all__ = ["RecentChecks"]


class RecentChecks:
    """As many rows as there is room for, the newest check first."""

    def __init__(self, state: Callable[[], EndpointState | None], *, row: HistoryRow) -> None:
        """Take what gives the endpoint, and what writes one check."""
        self._state, self._row = state, row

    def facts(self) -> Runs:
        """Say how many are kept."""
        state = self._state()
        return [(count(len(state.samples)), "muted")] if state is not None else []

    def lines(self, line: Callable[[int], Line], width: int, room: int) -> list[Line]:
        """Return at most so many rows, made with what makes one of a width."""
        state = self._state()
        if state is None:
            return []
        samples = state.samples
        numbers = range(samples.end - 1, max(samples.start, samples.end - room) - 1, -1)
        slowest = max((samples[number].latency or 0.0 for number in numbers), default=0.0)
        return [
            self._row.write(line(width), state, number, is_current=None, slowest=slowest)
            for number in numbers
        ]
