"""serve_demo: the demo's endpoints and feeds on a port of this machine."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web
from msgspec import Struct

from tui.demo.endpoints import endpoint_routes
from tui.demo.feeds import feed_routes
from tui.demo.stage import STAGE, Stage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

__all__ = ["DemoServer", "serve_demo"]

HOST = "127.0.0.1"
"""Nobody else's business: the demo is never reachable from another machine."""

_SHUTDOWN = 0.1
"""Seconds that aiohttp waits for handlers, twice: before and after it asks them to end."""


class DemoServer(Struct, frozen=True):
    """A running demo."""

    port: int

    @property
    def base_url(self) -> str:
        """The URL of its index."""
        return f"http://{HOST}:{self.port}"


@asynccontextmanager
async def serve_demo(
    *, port: int = 0, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[DemoServer]:
    """Serve the demo on `port` of the loopback interface; 0: one that is free.

    Leaving it says goodbye to open sockets and cuts whatever does not end by
    itself, within half a second.

    Raises:
        OSError: The port is taken.
    """
    stage = Stage(clock=clock, began_at=clock())
    app = web.Application()
    app[STAGE] = stage
    app.add_routes([*endpoint_routes(), *feed_routes()])
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield DemoServer(port=runner.addresses[0][1])
    finally:
        stage.over.set()
        await _close(runner)


async def _close(runner: web.AppRunner) -> None:
    """Close every connection, with force where a client does not read what was sent."""
    server = runner.server
    connections = [] if server is None else server.connections
    transports = [connection.transport for connection in connections]
    await runner.cleanup()
    for transport in transports:
        if transport is not None:
            transport.abort()
