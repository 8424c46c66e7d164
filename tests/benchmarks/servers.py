"""The servers that are measured against, in a process of their own that ends with its input."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.servers import ok, serve
from tests.websocket_servers import TEXT, Peer, frame, polite, serve_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FLOOD", "Urls", "servers"]

FLOOD = 400_000

_ROOT = Path(__file__).parents[2]
_MESSAGE = json.dumps({"type": "trade", "symbol": "ACME", "price": 118.42, "note": "x" * 80})
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Urls:
    """Where they listen."""

    health: str
    """Answers every request with a little JSON."""
    quiet: str
    """A WebSocket that says nothing."""
    flood: str
    """A WebSocket that says `FLOOD` messages as fast as the client takes them, and then nothing."""


@contextmanager
def servers() -> Iterator[Urls]:
    """Run them until the block is left."""
    command = [sys.executable, "-m", "tests.benchmarks.servers"]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        assert process.stdin is not None
        yield Urls(**json.loads(process.stdout.readline()))
        process.stdin.close()


async def _flood(peer: Peer) -> None:
    batch = frame(TEXT, _MESSAGE) * _BATCH
    for _ in range(FLOOD // _BATCH):
        await peer.send(batch)
    await polite(peer)


async def _main() -> None:
    async with (
        serve(ok(b'{"status": "ok"}')) as health,
        serve_frames(polite) as quiet,
        serve_frames(_flood) as flood,
    ):
        print(json.dumps(asdict(Urls(health=health.url, quiet=quiet.url, flood=flood.url))), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_main())
