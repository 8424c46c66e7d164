"""Pulse: pings a server for as long as it shows that it is there, and measures how long that takes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import ClientError

from tui.engine.heartbeat import Heartbeat
from tui.engine.wording import seconds
from tui.model.connection import Close, Ending, Side

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.engine.clock import Clock
    from tui.engine.inbox import Inbox
    from tui.model.feed_state import FeedState

__all__ = ["Pulse"]

_LOST = 1006
_PING_TIMEOUT = 5.0


class Pulse:
    """Our own pings on one connection; the settings may change while it is open."""

    def __init__(
        self, state: FeedState, inbox: Inbox, ping: Callable[[bytes], Awaitable[None]], clock: Clock
    ) -> None:
        self._state = state
        self._inbox = inbox
        self._ping = ping
        self._clock = clock
        self._heartbeat = Heartbeat()

    async def end(self) -> Close:
        """Ping until the server is overdue, and return how the connection ends then."""
        while True:
            feed, now = self._state.feed, self._clock.monotonic()
            self._heartbeat.hear(self._inbox.signs)
            if self._heartbeat.is_overdue(now, feed.heartbeat_timeout):
                detail = f"no pong within {seconds(feed.heartbeat_timeout)}"
                return Close(code=_LOST, by=Side.CLIENT, detail=detail, ending=Ending.TIMEOUT)
            if self._heartbeat.is_due(now, feed.heartbeat):
                await self._send(self._heartbeat.ping(now))
            await self._clock.sleep(self._heartbeat.wait(now, feed.heartbeat, feed.heartbeat_timeout))

    def take_pong(self, payload: bytes) -> bool:
        """Take in a pong. Return whether it answers one of our pings, whose round trip is known now."""
        round_trip = self._heartbeat.round_trip(payload, self._clock.monotonic())
        if round_trip is None:
            return False
        self._state.ponged(round_trip)
        return True

    async def _send(self, payload: bytes) -> None:
        with suppress(ClientError, OSError):  # what is wrong with it, the reader will see
            async with asyncio.timeout(_PING_TIMEOUT):
                await self._ping(payload)
