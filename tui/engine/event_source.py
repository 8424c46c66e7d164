"""EventSource: an open response of Server-Sent Events, read until it ends."""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import ClientError

from tui.engine.closing import close_of_loss
from tui.engine.intake import Intake
from tui.engine.link import SendError
from tui.model.connection import Close, Side
from tui.model.message import Opcode

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import ClientResponse

    from tui.engine.clock import Clock
    from tui.model.connection import Handshake
    from tui.model.event_stream import EventStreamParser
    from tui.model.feed_state import FeedState

__all__ = ["EventSource"]

_NO_STATUS = 1005
_TOO_BIG = 1009
_PROBES = 3
"""Unanswered probes of TCP after which the other machine counts as gone."""


class EventSource:
    """An open stream of Server-Sent Events."""

    def __init__(
        self,
        response: ClientResponse,
        handshake: Handshake,
        parser: EventStreamParser,
        state: FeedState,
        *,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        self.handshake = handshake
        self._response = response
        self._parser = parser
        self._feed = state.feed
        self._intake = Intake(state, clock, changed)
        self._parting: Close | None = None
        """How we end it, once we do."""
        transport = response.connection.transport if response.connection is not None else None
        if transport is not None and state.feed.heartbeat > 0:
            _watch(transport.get_extra_info("socket"), state.feed.heartbeat, state.feed.heartbeat_timeout)

    async def follow(self) -> Close:
        try:
            return await self._receive()
        except (ClientError, OSError) as error:
            return self._parting or _broken(error)
        finally:
            self._response.close()

    async def send(self, payload: bytes, opcode: Opcode) -> None:  # noqa: ARG002 - it is the same for every message
        raise SendError("Server-Sent Events go one way: nothing can be sent to the server")

    async def part(self, close: Close) -> None:
        """End it: there is nothing to say and nobody to wait for."""
        self._parting = self._parting or close
        self._response.close()

    async def _receive(self) -> Close:
        """Take in events until there are no more."""
        async for chunk in self._response.content.iter_any():
            self._intake.begin_batch()
            for event in self._parser.feed(chunk):
                if self._intake.take(Opcode.TEXT, event.data, event.type):
                    await self._intake.breathe()
            await self._intake.breathe()
            if self._parser.pending > self._feed.max_message:
                detail = f"an event is longer than max_message ({self._feed.max_message:,} bytes)"
                return Close(code=_TOO_BIG, by=Side.CLIENT, detail=detail)
            if self._parting is not None:
                return self._parting
        return self._parting or Close(code=_NO_STATUS, by=Side.SERVER, detail="the server ended the stream")


def _broken(error: BaseException) -> Close:
    """Tell of a stream that ended in the middle."""
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    if isinstance(cause, OSError) and cause.errno is not None:
        return close_of_loss(cause)
    return replace(close_of_loss(None), detail="the stream broke off in the middle")


def _watch(connection: socket.socket, interval: float, timeout: float) -> None:
    """Let TCP find out that the other machine has gone; a stream may be quiet for as long as it likes."""
    with suppress(OSError):  # a socket that is gone already, or no TCP
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in (
            ("TCP_KEEPIDLE", interval),
            ("TCP_KEEPINTVL", timeout / _PROBES),
            ("TCP_KEEPCNT", _PROBES),
        ):
            if hasattr(socket, name):
                connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), max(1, round(value)))
