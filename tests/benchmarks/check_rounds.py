"""Requests or checks, round by round: for each line that comes in it prints the CPU time that one took.

It runs in a process of its own that has imported no more than it needs: from
what others have freed before, malloc learns whether to map the 256 KiB that
asyncio asks for at each read, and a bare request takes a third more if it does.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

_COUNT = 1_000


@asynccontextmanager
async def _bare(url: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    async with aiohttp.ClientSession() as session:

        async def get() -> None:
            async with session.get(url) as response:
                await response.read()

        yield get


@asynccontextmanager
async def _ours(url: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    from tests.factories import make_endpoint  # noqa: PLC0415 - the bare request needs none of it
    from tests.probing import probing  # noqa: PLC0415
    from tui.app.pauses import keep_pauses_short  # noqa: PLC0415
    from tui.model.endpoint import ConnectionUse  # noqa: PLC0415
    from tui.model.endpoint_state import EndpointState  # noqa: PLC0415

    keep_pauses_short()  # as the dashboard does
    state = EndpointState(make_endpoint(url=url, connection=ConnectionUse.REUSE))
    async with probing() as prober:

        async def check() -> None:
            result = await prober.check(state.endpoint, history=state.samples, previous=state.answered)
            assert result.outcome.is_good
            state.record(result)

        yield check


async def _main(kind: str, url: str) -> None:
    async with {"bare": _bare, "ours": _ours}[kind](url) as work:
        while await asyncio.to_thread(sys.stdin.readline):
            gc.collect()
            began = time.process_time()
            for _ in range(_COUNT):
                await work()
            print((time.process_time() - began) / _COUNT, flush=True)


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
