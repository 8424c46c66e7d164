"""Stage: what every handler of the demo knows: the time in the script, and whether it is over."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web
from msgspec import Struct, field

from tui.demo.script import scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.demo.script import Scene

__all__ = ["STAGE", "Stage"]


class Stage(Struct, frozen=True, kw_only=True):
    """The time in the script, and the end of the demo."""

    clock: Callable[[], float]
    began_at: float
    """What the clock said when the demo began."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the demo closes: whoever waits ends its answer."""

    @property
    def t(self) -> float:
        """Seconds since the demo began."""
        return self.clock() - self.began_at

    def scene(self, name: str) -> Scene:
        """Return what the endpoint or feed does now."""
        return scene(name, self.t)

    async def pause(self, seconds: float) -> bool:
        """Wait so long, or shorter if the demo closes meanwhile: did it?"""
        try:
            async with asyncio.timeout(seconds):
                return await self.over.wait()
        except TimeoutError:
            return False


STAGE = web.AppKey("stage", Stage)
"""Where an application keeps its stage."""
