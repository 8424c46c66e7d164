"""LagMeter: by how much our own event loop is late while somebody measures."""

from __future__ import annotations

import asyncio

__all__ = ["LagMeter"]

_TICK = 0.02


class LagMeter:
    """Ticks while anybody watches, and only then: who watches is told how late each tick came.

    What the loop is busy with adds to every time that is measured meanwhile,
    and a monitor that does not say so blames the server for it.
    """

    def __init__(self) -> None:
        self._watching = 0
        self._due = 0.0
        self._late: list[tuple[float, float]] = []
        """When a tick was due and when it came; only those that no later one was later than."""
        self._handle: asyncio.TimerHandle | None = None

    def watch(self) -> float:
        """Tick for one more, and return when that is by the clock of the loop; `worst_since` ends it."""
        loop = asyncio.get_running_loop()
        self._watching += 1
        if self._handle is None:
            self._late.clear()
            self._arm(loop)
        return loop.time()

    def worst_since(self, began: float) -> float:
        """Tick for one less, and return by how many seconds the loop was late since it began, at worst.

        The next tick may be late already; what the loop was late before says nothing.
        """
        self._watching -= 1
        now = asyncio.get_running_loop().time()
        worst = now - max(self._due, began)
        for due, came in reversed(self._late):
            if came <= began:
                break
            worst = max(worst, came - max(due, began))
        return max(0.0, worst)

    def _arm(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = loop.time() + _TICK
        self._handle = loop.call_at(self._due, self._tick, loop)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        while self._late and self._late[-1][1] - self._late[-1][0] <= now - self._due:
            self._late.pop()
        self._late.append((self._due, now))
        self._handle = None
        if self._watching:
            self._arm(loop)
