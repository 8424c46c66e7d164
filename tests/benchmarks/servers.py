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

from tests.websocket_servers import polite, serve_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Urls", "servers"]

_ROOT = Path(__file__).parents[2]
_BODY = json.dumps({"status": "ok", "version": "1.4.2", "uptime": 86_400, "note": "x" * 236}).encode()
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nServer: bench\r\n"
    b"Date: Mon, 02 Jun 2025 10:00:00 GMT\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)


@dataclass(frozen=True, slots=True)
class Urls:
    """Where they listen."""

    health: str
    """Answers every request with 300 bytes of JSON."""
    quiet: str
    """A WebSocket that says nothing."""


@contextmanager
def servers() -> Iterator[Urls]:
    """Run them until the block is left."""
    command = [sys.executable, "-m", "tests.benchmarks.servers"]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        assert process.stdin is not None
        yield Urls(**json.loads(process.stdout.readline()))
        process.stdin.close()


class _Health(asyncio.Protocol):
    """As little of a server as one can measure clients with: it knows one answer."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert isinstance(self._transport, asyncio.WriteTransport)
        self._transport.write(_ANSWER * data.count(b"\r\n\r\n"))


async def _main() -> None:
    server = await asyncio.get_running_loop().create_server(_Health, "127.0.0.1", 0, backlog=2_000)
    health = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with server, serve_frames(polite) as quiet:
        print(json.dumps(asdict(Urls(health=health, quiet=quiet.url))), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_main())
