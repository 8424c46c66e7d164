"""Entry: one endpoint's part of the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.engine.grid import Grid, phase

if TYPE_CHECKING:
    from asyncio import Task

    from tui.model.endpoint import Endpoint
    from tui.model.endpoint_state import EndpointState

__all__ = ["SHORTEST_INTERVAL", "Entry", "grid_of"]

SHORTEST_INTERVAL = 0.1
"""Seconds."""


class Entry:
    """When it is due, and which of its checks runs."""

    __slots__ = ("burst", "burst_until", "due", "grid", "is_repeated", "is_void", "state", "task", "ticket")

    def __init__(self, state: EndpointState, grid: Grid) -> None:
        self.state = state
        self.grid = grid
        self.burst: Grid | None = None
        self.burst_until = 0.0
        self.due = 0.0
        self.ticket: int | None = None
        """The number of its one place in the heap that counts; `None`: it is not scheduled."""
        self.task: Task[bool] | None = None
        """The check that is running, or waiting for a place to run."""
        self.is_void = False
        """Will the result of the check that is running say nothing about the server?"""
        self.is_repeated = False
        """Was the check before void? Then the next one counts, whatever happens."""

    @property
    def is_scheduled(self) -> bool:
        """Is it neither paused nor removed?"""
        return self.ticket is not None

    def following(self, now: float) -> float:
        """Return when the check after the one due at `due` is due.

        At least half an interval lies between them, so that a first check, which
        comes off the grid, is not followed by the second at once.
        """
        grid = self.burst or self.grid
        return grid.next_after(max(now, self.due + grid.interval / 2))

    def end_burst(self) -> None:
        """Go back to the interval of the endpoint."""
        if self.burst is not None:
            self.burst = None
            self.state.bursting(None)


def grid_of(start: float, endpoint: Endpoint) -> Grid:
    """Return the moments at which an endpoint is checked, those of its name after a start."""
    interval = max(endpoint.interval, SHORTEST_INTERVAL)
    return Grid(start + phase(endpoint.name, interval), interval)
