"""SingleFile: WebSockets to one host are opened one after the other (RFC 6455, section 4.1, step 2)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["SingleFile"]

_PATIENCE = 1.0
"""Seconds after which one goes ahead all the same: a server that hangs must not hold up all feeds."""


class SingleFile:
    """A place to wait in, for each host: after an outage nobody is overrun by all that come back."""

    def __init__(self) -> None:
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody else is in the block for that host, but not for long."""
        lock = self._locks[host]
        has_turn = False
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                has_turn = await lock.acquire()
        try:
            yield
        finally:
            if has_turn:
                lock.release()
