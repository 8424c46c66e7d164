"""Ingest: how many messages a second one feed takes, against a loop that only receives."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import TYPE_CHECKING

import aiohttp

from tests.benchmarks.row import Row
from tests.benchmarks.servers import FLOOD, servers
from tests.streaming import streaming

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["measure"]

_ROUNDS = 3


def measure() -> Iterable[Row]:
    """Let a server in another process flood both in turn."""
    ours: list[float] = []
    bare: list[float] = []
    with servers() as urls:
        for _ in range(_ROUNDS):
            bare.append(asyncio.run(_bare(urls.flood)))
            ours.append(asyncio.run(_ours(urls.flood)))
    rate, most = statistics.median(ours), statistics.median(bare)
    yield Row(
        "messages of 150 bytes into one feed",
        f"{rate / 1000:.0f} k/s",
        f"{most / 1000:.0f} k/s bare aiohttp loop",
        f"{rate / most:.2f}",
    )


async def _bare(url: str) -> float:
    began = time.perf_counter()
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        for _ in range(FLOOD):
            await socket.receive_str()
        return FLOOD / (time.perf_counter() - began)


async def _ours(url: str) -> float:
    began = time.perf_counter()
    async with streaming(url) as stage:
        await stage.until(lambda state: state.received >= FLOOD)
        return FLOOD / (time.perf_counter() - began)
