"""ThreadResolver: names looked up in threads of our own, which neither starve others nor delay the exit."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections import deque
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver, ResolveResult

from tui.engine.tracing import current_hop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Found = Sequence[tuple[Any, ...]]
    """What `getaddrinfo` returns."""
    Key = tuple[str, int]
    """A name and the address family that is wanted."""

__all__ = ["ThreadResolver"]

_THREADS = 64


class ThreadResolver(AbstractResolver):
    """Asks the system's resolver, so that hosts files, mDNS and search domains count.

    The executor of asyncio has a handful of threads for everybody and is joined
    at the exit: a few dead names in it make healthy ones time out, and quitting
    waits for them. Here a name that hangs holds one daemon thread, however often
    it is asked for.
    """

    def __init__(
        self, look_up: Callable[..., Found] = socket.getaddrinfo, *, threads: int = _THREADS
    ) -> None:
        self._look_up = look_up
        self._free = threads
        self._waiting: deque[Key] = deque()
        self._running: dict[Key, asyncio.Future[Found | OSError]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        hop = current_hop()
        if hop is not None and hop.lookup_began is None:
            hop.lookup_began = perf_counter()
        key = (host, int(family))
        outcome = await asyncio.shield(self._running.get(key) or self._ask(key))
        if hop is not None:
            hop.lookup_ended = perf_counter()
        if isinstance(outcome, OSError):
            raise outcome
        return [
            ResolveResult(
                hostname=host,
                host=address[0],
                port=port,
                family=found,
                proto=proto,
                flags=socket.AI_NUMERICHOST,
            )
            for found, _, proto, _, address in outcome
        ]

    async def close(self) -> None:
        """Forget the lookups that hang; nobody waits for their threads."""
        self._waiting.clear()
        self._running.clear()

    def _ask(self, key: Key) -> asyncio.Future[Found | OSError]:
        """Queue a lookup; its outcome is a value, so that nobody has to fetch an error."""
        future = asyncio.get_running_loop().create_future()
        self._running[key] = future
        self._waiting.append(key)
        self._feed()
        return future

    def _feed(self) -> None:
        """Give the waiting lookups to threads, as far as there are any."""
        loop = asyncio.get_running_loop()
        while self._waiting and self._free:
            key = self._waiting.popleft()
            self._free -= 1
            try:
                threading.Thread(
                    target=self._work, args=(loop, key), name=f"dns {key[0]}", daemon=True
                ).start()
            except RuntimeError as error:  # the system gives us no more threads
                loop.call_soon(self._done, key, OSError(errno.EAGAIN, str(error)))

    def _work(self, loop: asyncio.AbstractEventLoop, key: Key) -> None:
        """Look a name up, in a thread, and bring the outcome to the loop."""
        outcome = self._outcome(key)
        with suppress(RuntimeError):  # the loop has been closed in the meantime
            loop.call_soon_threadsafe(self._done, key, outcome)

    def _outcome(self, key: Key) -> Found | OSError:
        host, family = key
        try:
            found = self._look_up(
                host, None, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
            )
        except OSError as error:
            return error
        except UnicodeError:
            return socket.gaierror(socket.EAI_NONAME, "not a host name")
        return found or socket.gaierror(socket.EAI_NONAME, "the name has no address")

    def _done(self, key: Key, outcome: Found | OSError) -> None:
        self._free += 1
        future = self._running.pop(key, None)
        if future is not None and not future.done():
            future.set_result(outcome)
        self._feed()
