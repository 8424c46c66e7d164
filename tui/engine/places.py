"""Places: how many checks may run at once, in all and against one host."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tui.engine.wording import server_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["Places"]


class Places:
    """The places for checks that run at the same time: so many in all, so many to one host."""

    def __init__(self, *, concurrency: int, per_host: int) -> None:
        self._all = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))

    @asynccontextmanager
    async def taken(self, url: str) -> AsyncIterator[bool]:
        """Take a place for a check of that URL, and say whether it had to be waited for.

        The host's place comes first: whoever waits for a slow host keeps no
        place from the others.
        """
        host = self._hosts[server_of(url)]
        waited = host.locked() or self._all.locked()
        async with host, self._all:
            yield waited
