"""A demo whose clock stands still wherever in the script a test wants it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import ClientSession

from tui.demo.server import serve_demo

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["Moment", "demo_at"]


@dataclass(slots=True)
class Moment:
    """A clock that a test sets."""

    t: float = 0.0

    def __call__(self) -> float:
        return self.t


@asynccontextmanager
async def demo_at(t: float) -> AsyncIterator[tuple[ClientSession, Moment]]:
    """Run a demo at `t` seconds of its script; yield a client of it and its clock."""
    moment = Moment()
    async with serve_demo(clock=moment) as demo, ClientSession(demo.base_url) as client:
        moment.t = t
        yield client, moment
