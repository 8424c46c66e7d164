"""LagMeter: by how much our own event loop is late while somebody measures."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LagMeter", "LagWatch"]

_TICK = 0.02


class LagWatch(Struct, eq=False):
    """What one measurement learns."""

    began: float
    """By the clock of the loop: what it was late before is none of it."""
    worst: float = 0.0
    """Seconds by which the loop was late, at worst."""


class LagMeter:
    """Ticks while anybody watches, and only then: who watches is told how late each tick came.

    What the loop is busy with adds to every time that is measured meanwhile,
    and a monitor that does not say so blames the server for it.
    """

    def __init__(self) -> None:
        self._watches: set[LagWatch] = set()
        self._due = 0.0
        self._handle: asyncio.TimerHandle | None = None

    @contextmanager
    def watching(self) -> Iterator[LagWatch]:
        """Learn how late the loop is for as long as the block lasts."""
        loop = asyncio.get_running_loop()
        watch = LagWatch(loop.time())
        self._watches.add(watch)
        if self._handle is None:
            self._arm(loop)
        try:
            yield watch
        finally:
            self._note(loop.time())
            self._watches.discard(watch)

    def _arm(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = loop.time() + _TICK
        self._handle = loop.call_at(self._due, self._tick, loop)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        self._note(loop.time())
        self._handle = None
        if self._watches:
            self._arm(loop)

    def _note(self, now: float) -> None:
        for watch in self._watches:
            watch.worst = max(watch.worst, now - max(self._due, watch.began))
