"""Inbox: what an upgraded connection has received, with the time at which it came."""

from __future__ import annotations

import asyncio
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import ClientHandlerType, ClientRequest, ClientResponse

    from tui.engine.clock import Clock

__all__ = ["Inbox"]

_FULL = 524_288
"""Bytes from which on the server has to wait; a read from the socket brings half of that at most."""


class Inbox:
    """Takes the bytes of a WebSocket in the place of aiohttp's own reader.

    That one makes a tuple, a queue entry and an `await` of every message, which
    costs more than all the rest of receiving it. What a connection receives goes
    to the parser that was set last, so this one is set as soon as the answer to
    the handshake is there, before any byte after it can get lost, and again
    once aiohttp has made its WebSocket of it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._chunks: deque[tuple[float, bytes]] = deque()
        self._size = 0
        self._is_over = False
        self._waiter: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._is_paused = False
        self.answered_at = clock.now()
        """When the newest answer came: to the handshake, before anything that the connection receives."""
        self.signs = 0
        """Rises whenever something comes from the server."""

    async def __call__(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Take over every connection that a handshake upgrades, as a middleware.

        An answer that says so without saying to what has none left: aiohttp will object to it.
        """
        response = await handler(request)
        self.answered_at = self._clock.now()
        if response.status == HTTPStatus.SWITCHING_PROTOCOLS and response.connection is not None:
            self.take_over(response)
        return response

    def take_over(self, response: ClientResponse) -> None:
        """Receive what comes over the connection of that response from now on."""
        connection = response.connection
        assert connection is not None  # noqa: S101 - an upgraded response keeps its connection
        assert connection.protocol is not None  # noqa: S101 - so does the connection its protocol
        self._transport = connection.transport
        connection.protocol.set_parser(self, None)

    def feed_data(self, data: bytes) -> tuple[bool, bytes]:
        """Take bytes from aiohttp; the answer says that they are no fault and none are left over."""
        self._chunks.append((self._clock.now(), data))
        self._size += len(data)
        self.signs += 1
        if self._size >= _FULL and not self._is_paused and self._transport is not None:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()
        return False, b""

    def feed_eof(self) -> None:
        """Note that nothing more will come."""
        self._is_over = True
        self._wake()

    @property
    def is_empty(self) -> bool:
        """Is there nothing to take, but more may come?"""
        return not self._chunks and not self._is_over

    async def wait(self) -> None:
        """Come back when there is something to take, or nothing will ever come again."""
        while self.is_empty:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    def take(self) -> tuple[float, bytes] | None:
        """Return what came next, and when, in seconds since the epoch; `None`: that was all."""
        if not self._chunks:
            return None
        at, data = self._chunks.popleft()
        self._size -= len(data)
        if self._is_paused and not self._chunks and not self._is_over and self._transport is not None:
            self._is_paused = False
            self._transport.resume_reading()
        return at, data

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
