"""Stopwatch: ends what takes too long, and tells by how much our own event loop was late meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Stopwatch", "Timing"]

_TICK = 0.02


class Timing:
    """A block with a deadline, at which it ends with a `TimeoutError`, as one of `asyncio.timeout` does."""

    __slots__ = ("_cancelling", "_stopwatch", "_task", "began", "deadline", "is_over", "lag")

    def __init__(self, stopwatch: Stopwatch, limit: float) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - nobody times what no task does
        self._stopwatch = stopwatch
        self._task = task
        self._cancelling = task.cancelling()
        self.began = asyncio.get_running_loop().time()
        """By the clock of the event loop, as the deadline."""
        self.deadline = self.began + limit
        self.is_over = False
        """Has the deadline passed?"""
        self.lag = 0.0
        """Seconds by which the event loop was late during the block, at worst; known at its end."""

    def __enter__(self) -> Self:
        self._stopwatch.begin(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.lag = self._stopwatch.end(self)
        if self.is_over and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def give_up(self) -> None:
        """Interrupt the block."""
        self.is_over = True
        self._task.cancel()


class Stopwatch:
    """Ticks while anything is timed, and only then; the one timer does for all of it.

    What the loop is busy with adds to every time that is measured meanwhile,
    and a monitor that does not say so blames the server for it. By how much the
    ticks were late tells how busy it was.
    """

    def __init__(self) -> None:
        self._running: set[Timing] = set()
        self._due = 0.0
        self._late: list[tuple[float, float]] = []
        """When a tick was due and when it came; only those that no later one was later than."""
        self._handle: asyncio.TimerHandle | None = None

    def limit(self, seconds: float) -> Timing:
        """Return what times a block that may take so long; it begins now."""
        return Timing(self, seconds)

    def begin(self, timing: Timing) -> None:
        """Tick for one more, and no later than at its deadline."""
        self._running.add(timing)
        if self._handle is None:
            self._late.clear()
            self._arm()
        elif timing.deadline < self._due:
            self._handle.cancel()
            self._arm()

    def end(self, timing: Timing) -> float:
        """Tick for one less, and return by how many seconds the loop was late since it began, at worst.

        The next tick may be late already; what the loop was late before says nothing.
        """
        self._running.discard(timing)
        began, now = timing.began, asyncio.get_running_loop().time()
        worst = now - max(self._due, began) if now > self._due else 0.0
        for due, came in reversed(self._late):
            if came <= began:
                break
            worst = max(worst, came - max(due, began))
        return worst

    def _arm(self) -> None:
        loop = asyncio.get_running_loop()
        deadlines = [each.deadline for each in self._running if not each.is_over]
        self._due = min([*deadlines, loop.time() + _TICK])
        self._handle = loop.call_at(self._due, self._tick)

    def _tick(self) -> None:
        now = asyncio.get_running_loop().time()
        while self._late and self._late[-1][1] - self._late[-1][0] <= now - self._due:
            self._late.pop()
        self._late.append((self._due, now))
        self._handle = None
        for each in self._running:
            if each.deadline <= now and not each.is_over:
                each.give_up()
        if self._running:
            self._arm()
