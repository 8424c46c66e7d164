"""One feed that takes in many messages, and prints after each step how much memory the process has.

`memory_app.py URL COUNT STEP`
"""

from __future__ import annotations

import asyncio
import os
import sys

from tests.benchmarks.process import resident_bytes
from tests.streaming import streaming


async def _main(url: str, count: int, step: int) -> None:
    async with streaming(url) as stage:
        for wanted in range(step, count + 1, step):
            await stage.until(lambda state: state.received >= wanted)  # noqa: B023 - awaited in this very round
            print(resident_bytes(os.getpid()), flush=True)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
