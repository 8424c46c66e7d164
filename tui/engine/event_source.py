"""EventSource: an open response of Server-Sent Events, read until it ends."""

from __future__ import annotations

import asyncio
import errno
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import ClientError
from msgspec.structs import replace

from tui.engine.bodies import reading
from tui.engine.closing import close_of_loss
from tui.engine.failures import failure_of
from tui.engine.intake import Intake
from tui.engine.link import SendError
from tui.engine.wording import server_of
from tui.model.connection import Close, Ending, Side
from tui.model.failure import FailureKind
from tui.model.message import Direction, FeedMessage, Opcode

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import ClientResponse

    from tui.engine.clock import Clock
    from tui.model.connection import Handshake
    from tui.model.event_stream import EventStreamParser
    from tui.model.feed_state import FeedState

__all__ = ["EventSource"]

_AT_ONCE = 64
"""Events that are taken in before anybody else gets a turn."""
_PIECE = 16_384
"""Bytes that are looked through before anybody else gets one: they may be nothing but line ends."""
_BILLION = 1_000_000_000
_PROTOCOL_ERROR = 1002
_NO_STATUS = 1005
_INVALID = 1007
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
        opened_at: float,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        self.handshake = handshake
        self.opened_at = opened_at
        self._response = response
        self._parser = parser
        self._feed = state.feed
        self._clock = clock
        self._intake = Intake(state, changed)
        self._parting: Close | None = None
        """How we end it, once we do."""
        connection = response.connection
        self.transport = connection.transport if connection else None
        protocol = connection.protocol if connection is not None else None
        self._gone = protocol.closed if protocol is not None else None
        if self.transport is not None and state.feed.heartbeat > 0:
            wire = self.transport.get_extra_info("socket")
            _watch(wire, state.feed.heartbeat, state.feed.heartbeat_timeout)

    async def follow(self) -> Close:
        content = self._response.content
        try:
            with reading(self._response):
                async for chunk in content.iter_any():
                    close = await self._take(chunk)
                    if close is not None:
                        return close
                    if self._gone is not None and self._gone.done():
                        await asyncio.sleep(0)  # whoever has to hear of the end has heard of it then
        except (ClientError, OSError) as error:
            # What came together with the error is still in the buffer, and has no public name.
            rest = content._read_nowait(-1)  # noqa: SLF001 - a test watches it
            return await self._take(rest) or self._parting or self._broken(error)
        finally:
            self._response.close()
        return self._parting or Close(
            code=_NO_STATUS, by=Side.SERVER, detail="the server ended the stream", ending=Ending.FIN
        )

    async def send(self, payload: bytes, opcode: Opcode) -> None:  # noqa: ARG002 - it is the same for every message
        raise SendError("Server-Sent Events go one way: nothing can be sent to the server")

    async def agreed(self) -> None:
        """There is nothing to wait for, as nothing can be sent."""

    async def part(self, close: Close) -> None:
        """End it: there is nothing to say and nobody to wait for."""
        self._parting = self._parting or close
        self._response.close()

    async def _take(self, chunk: bytes) -> Close | None:
        """Take in the events that a chunk completes, and return why that is the end, if it is."""
        at_ns = int(self._clock.now() * _BILLION)
        for start in range(0, len(chunk), _PIECE):
            events = self._parser.feed(chunk[start : start + _PIECE])
            for first in range(0, len(events), _AT_ONCE):
                self._intake.take(
                    [
                        FeedMessage(
                            at_ns, Direction.RECEIVED, Opcode.TEXT, event.data, event.type, event.packet
                        )
                        for event in events[first : first + _AT_ONCE]
                    ]
                )
                await self._intake.breathe()
            if self._parser.pending > self._feed.max_message:
                detail = f"an event is longer than max_message ({self._feed.max_message:,} bytes)"
                return Close(code=_TOO_BIG, by=Side.CLIENT, detail=detail, ending=Ending.FAULT)
            await self._intake.breathe()
        return self._parting

    def _broken(self, error: Exception) -> Close:
        """Tell of a stream that ended in the middle."""
        loss = self._gone.exception() if self._gone is not None and self._gone.done() else None
        failure = failure_of(error, host=server_of(self._response.url))
        if failure.kind is FailureKind.DECODE:
            return Close(code=_INVALID, by=Side.CLIENT, detail=failure.message, ending=Ending.FAULT)
        if failure.kind is FailureKind.PROTOCOL:
            return Close(code=_PROTOCOL_ERROR, by=Side.CLIENT, detail=failure.message, ending=Ending.FAULT)
        if loss is None and failure.kind is FailureKind.RESET:
            loss = ConnectionResetError(errno.ECONNRESET, str(error))
        close = close_of_loss(loss)
        return close if loss is not None else replace(close, detail="the stream broke off in the middle")


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
