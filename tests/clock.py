"""A clock that a test moves by hand, so that an hour of schedule takes no time at all."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count
from time import process_time
from typing import Any, cast

__all__ = ["ManualClock", "idle", "settle"]

_ROUNDS = 100_000


class ManualClock:
    """A `tui.engine.clock.Clock` on which time passes only when the test says so."""

    def __init__(self, now: float = 1_700_000_000.0, monotonic: float = 1_000.0) -> None:
        self._now = now
        self._monotonic = monotonic
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def now(self) -> float:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, next(self._numbers), future))
        await future

    @property
    def sleepers(self) -> int:
        """How many are asleep."""
        return sum(not future.done() for _, _, future in self._sleepers)

    async def advance(self, seconds: float) -> None:
        """Let time pass and wake the sleepers in order, each at its own moment."""
        await settle()
        until = self._monotonic + seconds
        while self._sleepers and self._sleepers[0][0] <= until:
            self._pass(max(0.0, self._sleepers[0][0] - self._monotonic))
            self._wake()
            await settle()
        self._pass(until - self._monotonic)
        await settle()

    async def jump(self, seconds: float, *, monotonic: bool = True) -> None:
        """Let time pass while the whole program stands still; afterwards everybody is late.

        Without `monotonic` only the time of day moves: a Linux machine asleep,
        or somebody who sets the clock.
        """
        await settle()
        self._now += seconds
        self._monotonic += seconds if monotonic else 0.0
        self._wake()
        await settle()

    def spend(self, seconds: float) -> None:
        """Let time pass for which somebody has the event loop for himself."""
        self._pass(seconds)

    def _pass(self, seconds: float) -> None:
        self._now += seconds
        self._monotonic += seconds

    def _wake(self) -> None:
        while self._sleepers and self._sleepers[0][0] <= self._monotonic:
            _, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)


async def settle() -> None:
    """Come back when every other task waits for something."""
    for _ in range(_ROUNDS):
        if await _is_idle():
            return
    msg = "the tasks never come to rest"
    raise AssertionError(msg)


async def idle(_least: float = 0.0, most: float = 5.0) -> None:
    """Come back when every other task waits for something, or has used the processor for so many seconds."""
    until = process_time() + most
    while not await _is_idle() and process_time() < until:
        pass


async def _is_idle() -> bool:
    """Let every task go on that can. Return whether none can any more."""
    await asyncio.sleep(0)
    return not cast("Any", asyncio.get_running_loop())._ready
