"""Serving: the demo's server without the dashboard."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys

__all__ = ["free_port", "serve_until_interrupted"]


def free_port(port: int) -> int:
    """Return that port of the loopback interface if it is free, or any that is for 0.

    Raises:
        OSError: It is taken.
    """
    try:
        with socket.create_server(("127.0.0.1", port)) as server:
            return int(server.getsockname()[1])
    except OSError as error:
        # Python appends to the system's words which address it was about.
        raise OSError(error.errno, os.strerror(error.errno or 0)) from None


def serve_until_interrupted(port: int) -> int:
    """Serve the demo until SIGINT or SIGTERM, and return the exit code."""
    return asyncio.run(_serve(port))


async def _serve(port: int) -> int:
    from tui.demo.server import serve_demo  # noqa: PLC0415 - imports aiohttp

    gc.enable()
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    async with serve_demo(port=port) as server:
        sys.stdout.write(f"the demo listens on {server.base_url} until ctrl+c\n")
        sys.stdout.flush()
        await over.wait()
    return 0
