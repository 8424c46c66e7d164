"""Alarm: wakes whoever keeps a schedule, in time or when asked, and notices a standstill."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.engine.clock import Clock

__all__ = ["Alarm"]

_STANDSTILL = 2.0


class Alarm:
    """Lets one task rest until a moment or until it is woken.

    Who does not wake in time has stood still: the machine slept, the process
    was stopped, the loop was blocked. What was measured meanwhile is about us.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._woken = asyncio.Event()
        self._until = float("inf")
        self._offset = clock.now() - clock.monotonic()

    def epoch(self, monotonic: float) -> float:
        """Return the seconds since the epoch of a monotonic moment."""
        return monotonic + self._offset

    def wake(self, by: float | None = None) -> None:
        """Wake the task now, or, given a moment, only if it would rest longer than that."""
        if by is None or by < self._until:
            self._woken.set()

    async def rest(self, until: float, group: asyncio.TaskGroup) -> None:
        """Come back at that monotonic moment, or when woken before."""
        self._until = max(until, self._clock.monotonic())  # work that has piled up is no standstill
        self._woken.clear()
        sleeper = group.create_task(self._ring(until - self._clock.monotonic()))
        try:
            await self._woken.wait()
        finally:
            sleeper.cancel()

    def stood_still(self) -> bool:
        """Has the program not run for a while, since the last time this was asked?

        Linux stops the monotonic clock while the machine sleeps, so the time of
        day is compared as well; setting that clock looks the same.
        """
        now = self._clock.monotonic()
        offset = self._clock.now() - now
        is_late = now - self._until > _STANDSTILL
        has_jumped = abs(offset - self._offset) > _STANDSTILL
        if is_late or has_jumped:
            self._until, self._offset = now, offset
        return is_late or has_jumped

    async def _ring(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._woken.set()
