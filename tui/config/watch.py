"""Watch: notices when what a configuration was read from has changed, and is written no more."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.config.sources import Look, Sources

__all__ = ["Watch", "apart"]

Result = TypeVar("Result")

_PAUSE = 1.0
_SETTLE = 0.2
_MOST_LOOKS = 10
_SHARE = 10


class Watch:
    """Looks at the sources once a second.

    Asking for names works on every file system, for every editor: notices of
    the kernel are lost on network file systems, and follow a file that was
    renamed instead of the one that has taken its place.
    """

    def __init__(self, sources: Sources, *, pause: float = _PAUSE, settle: float = _SETTLE) -> None:
        """Watch the sources for what changes after they were read.

        Args:
            sources: What to look at.
            pause: Seconds between two looks; more where looking takes long: it gets a tenth of the time.
            settle: Seconds that nothing may change before a change counts, as editors write in steps.
        """
        self._sources = sources
        self._pause = pause
        self._settle = settle
        self._took = 0.0
        self._seen = sources.seen
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Report a change at once, whether there was one or not."""
        self._asked.set()

    def follow(self, sources: Sources, *, read: Sources) -> None:
        """Watch other sources from now on; those of `read` were read since, as they looked then."""
        self._sources = sources
        self._seen = {**self._seen, **read.seen}

    async def change(self) -> bool:
        """Wait until something has changed since the last time; return whether it was asked for instead."""
        while True:
            was_asked = await self._rest()
            before, self._seen = self._seen, await self._settled(self._seen)
            if was_asked or self._seen != before:
                return was_asked

    async def lasts(self, read: Sources) -> bool:
        """Wait once more for as long as between two looks; return whether all is still as it was read."""
        await asyncio.sleep(self._pause)
        look = await apart(read.look)
        return all(look[path] == seen for path, seen in read.seen.items())

    async def _rest(self) -> bool:
        """Wait until it is time to look again, and return whether somebody has asked for it."""
        try:
            async with asyncio.timeout(max(self._pause, self._took * (_SHARE - 1))):
                await self._asked.wait()
        except TimeoutError:
            return False
        self._asked.clear()
        return True

    async def _settled(self, before: Look) -> Look:
        """Return how everything looks once two looks agree; what never rests is taken as it is."""
        look = await self._look()
        for _ in range(_MOST_LOOKS):
            if look == before:
                break
            await asyncio.sleep(self._settle)
            before, look = look, await self._look()
        return look

    async def _look(self) -> Look:
        clock = asyncio.get_running_loop().time
        began_at = clock()
        look = await apart(self._sources.look)
        self._took = clock() - began_at
        return look


async def apart(work: Callable[[], Result]) -> Result:
    """Do something in a thread of its own that the end of the program does not wait for.

    A file system that has gone holds whoever asks it, maybe for ever; a thread
    of a pool would hold the whole program with it.
    """
    outcome: Future[Result] = Future()

    def run() -> None:
        outcome.set_running_or_notify_cancel()
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
            outcome.set_exception(error)

    Thread(target=run, name="configuration", daemon=True).start()
    return await asyncio.wrap_future(outcome)
