"""So many checks of a server in another process, each on a connection of its own: prints the CPU of one."""

from __future__ import annotations

import asyncio
import sys
import time

from tests.benchmarks.servers import servers
from tests.factories import make_endpoint
from tests.probing import probing
from tui.model.endpoint_state import EndpointState

_WARM_UP = 50


async def _main(url: str, count: int) -> None:
    state = EndpointState(make_endpoint(url=url))
    async with probing() as prober:
        began = 0.0
        for number in range(_WARM_UP + count):
            if number == _WARM_UP:
                began = time.process_time()
            state.record(await prober.check(state.endpoint, history=state.samples, previous=state.answered))
        print((time.process_time() - began) / count)


if __name__ == "__main__":
    with servers() as urls:
        asyncio.run(_main(urls.health, int(sys.argv[1])))
