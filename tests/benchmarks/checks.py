"""Checks: what one costs, against aiohttp's own request on a connection that is open."""

from __future__ import annotations

import asyncio
import gc
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp

from tests.benchmarks.row import Row, Series
from tests.benchmarks.servers import servers
from tests.factories import make_endpoint
from tests.probing import probing
from tui.model.endpoint import ConnectionUse
from tui.model.endpoint_state import EndpointState

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

__all__ = ["measure"]

_ROUNDS = 9
_COUNT = 1_000
_LIMIT = 1.5


def measure() -> Iterable[Row]:
    """Let one process do both in turn, and count the time that its CPU works."""
    with servers() as urls:
        ours, bare = asyncio.run(_both(urls.health))
    yield Series(ours, _micros).held_against(
        Series(bare, _micros),
        "CPU of a check, everything recorded",
        name="session.get and read",
        at_most=_LIMIT,
    )


async def _both(url: str) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    bare: list[float] = []
    async with _bare(url) as get, _ours(url) as check:
        for number in range(_ROUNDS + 1):
            pair = await _cost(get), await _cost(check)
            if number:  # the first warms up
                bare.append(pair[0])
                ours.append(pair[1])
    return ours, bare


async def _cost(work: Callable[[], Awaitable[None]]) -> float:
    gc.collect()
    began = time.process_time()
    for _ in range(_COUNT):
        await work()
    return (time.process_time() - began) / _COUNT


@asynccontextmanager
async def _bare(url: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    async with aiohttp.ClientSession() as session:

        async def get() -> None:
            async with session.get(url) as response:
                await response.read()

        yield get


@asynccontextmanager
async def _ours(url: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    state = EndpointState(make_endpoint(url=url, connection=ConnectionUse.REUSE))
    async with probing() as prober:

        async def check() -> None:
            result = await prober.check(state.endpoint, history=state.samples, previous=state.answered)
            assert result.outcome.is_good
            state.record(result)

        yield check


def _micros(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs"
