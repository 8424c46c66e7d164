"""Line: one feed's streamer as a job that can be brought to an end from outside."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from tui.engine.jobs import guarded, supervised

if TYPE_CHECKING:
    from tui.engine.clock import Clock
    from tui.engine.jobs import Report
    from tui.engine.streamer import Streamer

__all__ = ["Line"]

_GOODBYE = 1.0


class Line:
    """One feed's streamer, and the end that its job can be brought to."""

    def __init__(self, name: str, streamer: Streamer, *, report: Report, clock: Clock) -> None:
        self.streamer = streamer
        self._name = name
        self._report = report
        self._clock = clock
        self._unwanted = asyncio.Event()

    async def run(self) -> None:
        """Stream until that ends by itself, or until nobody wants it any more."""
        async with asyncio.TaskGroup() as group:
            life = group.create_task(
                supervised(self._name, self.streamer.run, report=self._report, clock=self._clock)
            )
            life.add_done_callback(lambda _: self._unwanted.set())
            await self._unwanted.wait()
            if not life.done():
                await self.hang_up(1000)
                life.cancel()

    def end(self) -> None:
        """Let the job say goodbye and come to its end."""
        self._unwanted.set()

    async def hang_up(self, code: int) -> None:
        """Say goodbye; a server that has not answered after a second is left alone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE):
                await guarded(self._name, partial(self.streamer.hang_up, code), report=self._report)
