"""WebSocket: one open connection, received from without a pause until it ends."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import ClientError, WSMsgType

from tui.engine.closing import (
    answered,
    close_of_error,
    close_of_frame,
    close_of_loss,
    close_payload,
    echo_of,
    goodbye_of,
    loss_of,
    unanswered,
)
from tui.engine.intake import Intake
from tui.engine.interpreter import Interpreter
from tui.engine.link import SendError
from tui.engine.pulse import Pulse
from tui.engine.wording import seconds
from tui.model.connection import Close, Side
from tui.model.frames import FrameError, Frames
from tui.model.message import Direction, FeedMessage, Opcode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from aiohttp import ClientResponse, ClientWebSocketResponse

    from tui.engine.clock import Clock
    from tui.engine.inbox import Inbox
    from tui.model.connection import Handshake
    from tui.model.feed_state import FeedState
    from tui.model.subprotocols.conversation import Conversation
    from tui.model.subprotocols.packet import Part

__all__ = ["WebSocket"]

_GOODBYE = 0.3
_LETTING_GO = 0.1
_SEND_TIMEOUT = 5.0
_LONGEST_CONTROL = 125
_BACKLOG = 65_536
_GOING_AWAY = 1001
_BILLION = 1_000_000_000
_OPCODES = {opcode.value: opcode for opcode in Opcode}


class WebSocket:
    """An open WebSocket of a feed.

    One task receives, always: a client that stops reading sees no pongs, and
    what is in its buffers is lost with the connection.
    """

    def __init__(
        self,
        socket: ClientWebSocketResponse[Any],
        response: ClientResponse,
        inbox: Inbox,
        handshake: Handshake,
        state: FeedState,
        *,
        conversation: Conversation | None,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        connection = response.connection
        assert connection is not None  # noqa: S101 - an upgraded response keeps its connection
        assert connection.protocol is not None  # noqa: S101 - so does the connection its protocol
        assert connection.transport is not None  # noqa: S101 - and its transport
        self.handshake = handshake
        self.opened_at = inbox.answered_at
        self._socket = socket
        self._response = response
        self.transport = connection.transport
        self._gone = connection.protocol.closed
        if self._gone is not None:
            self._gone.add_done_callback(loss_of)  # asyncio prints an error that nobody has looked at
        self._state = state
        self._clock = clock
        self._changed = changed
        self._inbox = inbox
        self._pulse = Pulse(state, inbox, self._ping, clock)
        self._frames = Frames(state.feed.max_message, is_deflated=bool(socket.compress))
        self._intake = Intake(state, changed)
        self._interpreter = Interpreter(conversation, self._send_frame, clock) if conversation else None
        self._at_ns = 0
        """When what is being looked at came."""
        self._parting: Close | None = None
        """How we end it, once we do."""
        self._is_deserted = False
        self._ended = asyncio.Event()

    async def follow(self) -> Close:
        try:
            async with asyncio.TaskGroup() as group:
                jobs = [group.create_task(self._beat())]
                if self._interpreter is not None:
                    jobs.append(group.create_task(self._interpreter.run()))
                try:
                    return await self._receive()
                finally:
                    for job in jobs:
                        job.cancel()
        except asyncio.CancelledError:
            await self._part_and_receive(Close(code=_GOING_AWAY, by=Side.CLIENT))
            raise
        finally:
            self._ended.set()
            if self._interpreter is not None:
                self._intake.take(self._interpreter.rest(self._at_ns))
            await self._let_go()

    async def send(self, payload: bytes, opcode: Opcode) -> None:
        if self._interpreter is not None and opcode is Opcode.TEXT:
            opcode, payload = self._interpreter.written(payload)
        await self._send_frame(payload, opcode)

    async def agreed(self) -> None:
        if self._interpreter is not None:
            await self._interpreter.agreed()

    async def _send_frame(self, payload: bytes, opcode: Opcode) -> None:
        """Send a frame and record it.

        Raises:
            SendError: It cannot be sent.
        """
        if opcode is Opcode.CLOSE:
            raise SendError("a close frame is not sent by hand: hang up instead")
        if opcode > Opcode.BINARY and len(payload) > _LONGEST_CONTROL:
            name = opcode.name.lower()
            raise SendError(f"a {name} carries at most {_LONGEST_CONTROL} bytes, this one has {len(payload)}")
        try:
            async with asyncio.timeout(_SEND_TIMEOUT):
                await self._socket.send_frame(payload, WSMsgType(opcode))
        except TimeoutError:
            self._note(Direction.SENT, payload, opcode)
            raise SendError(
                f"the server has read nothing for {seconds(_SEND_TIMEOUT)}: the message may still arrive"
            ) from None
        except (ClientError, OSError) as error:
            raise SendError("the connection ended before the message was sent") from error
        self._note(Direction.SENT, payload, opcode)

    async def part(self, close: Close) -> None:
        await self._say_goodbye(close)
        try:
            async with asyncio.timeout(_GOODBYE):
                await self._ended.wait()
        except TimeoutError:
            self._desert()

    async def _receive(self) -> Close:
        """Take in messages until there are no more."""
        try:
            while not self._is_deserted:
                found = self._frames.next()
                if found is None:
                    if not await self._has_more():
                        return self._parting or close_of_loss(loss_of(self._gone))
                    continue
                opcode, payloads = found
                if opcode <= Opcode.BINARY:
                    self._intake.take(self._messages(_OPCODES[opcode], payloads))
                elif close := await self._take_control(_OPCODES[opcode], payloads[0]):
                    return close
                await self._intake.breathe()
        except FrameError as error:
            return await self._break_off(close_of_error(error))
        return self._parting or close_of_loss(None)

    def _messages(self, opcode: Opcode, payloads: Sequence[bytes]) -> list[FeedMessage]:
        """Make rows of what came: of the messages, or of the packets that they carry."""
        at_ns = self._at_ns
        if self._interpreter is not None:
            return self._interpreter.messages(at_ns, opcode, payloads)
        # Until Python 3.12, to look it up for each would take most of the time that it takes to make a row.
        received = Direction.RECEIVED
        return [FeedMessage(at_ns, received, opcode, each) for each in payloads]

    async def _has_more(self) -> bool:
        """Wait for more bytes, and return whether any came before the end."""
        if self._inbox.is_empty:
            await self._inbox.wait()
            self._intake.begin_turn()
        found = self._inbox.take()
        if found is None:
            return False
        at, data = found
        self._at_ns = int(at * _BILLION)
        self._frames.feed(data)
        return True

    async def _take_control(self, opcode: Opcode, payload: bytes) -> Close | None:
        """Take in a control frame, and return how the connection ended, if it did."""
        if opcode is Opcode.PING:
            await self._answer(payload)
        elif opcode is Opcode.PONG:
            if not self._pulse.take_pong(payload):
                self._note(Direction.RECEIVED, payload, Opcode.PONG)
            self._changed()
        else:
            return await self._take_close(close_of_frame(payload))
        return None

    async def _break_off(self, close: Close) -> Close:
        """Tell the server what it did wrong, unless we were about to leave anyway."""
        if self._parting is None:
            await self._send_close(close_payload(close.code))
        return self._parting or close

    async def _answer(self, payload: bytes) -> None:
        """Answer the server's ping.

        One that does not read what it is sent gets no pong, as waiting for it
        to read would be a pause in receiving.
        """
        self._note(Direction.RECEIVED, payload, Opcode.PING)
        if self._parting is None and self.transport.get_write_buffer_size() < _BACKLOG:
            with suppress(ClientError, OSError):  # the next thing to receive is the end
                await self._socket.pong(payload)
                self._note(Direction.SENT, payload, Opcode.PONG)

    async def _take_close(self, close: Close) -> Close:
        """Finish the closing handshake (RFC 6455, section 7.1.2)."""
        if self._parting is None:
            await self._send_close(echo_of(close))
            return close
        return answered(self._parting, close)

    async def _ping(self, payload: bytes) -> None:
        if self._parting is None:
            await self._socket.ping(payload)

    async def _beat(self) -> None:
        """Leave a server that shows no more sign of life."""
        close = await self._pulse.end()
        if self._parting is None:
            await self._say_goodbye(close)
            self._desert()

    async def _say_goodbye(self, close: Close) -> None:
        """Send a close frame, once; from then on the reader waits for the answer."""
        if self._parting is None:
            self._parting = close
            await self._send_close(goodbye_of(close))

    async def _send_close(self, payload: bytes) -> None:
        with suppress(ClientError, OSError):  # there is nobody left to say it to
            async with asyncio.timeout(_GOODBYE):
                await self._socket.send_frame(payload, WSMsgType.CLOSE)

    async def _part_and_receive(self, close: Close) -> None:
        """Say goodbye and be the reader as well, as the one that was has been cancelled.

        What comes is still read: a socket that is closed with unread bytes in it
        is reset, and a reset can overtake the close frame.
        """
        await self._say_goodbye(close)
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE):
                await self._receive()

    def _desert(self) -> None:
        """Stop waiting for a server that does not answer."""
        self._is_deserted = True
        if self._parting is not None:
            self._parting = unanswered(self._parting)
        self.transport.abort()

    async def _let_go(self) -> None:
        """Close the socket, in good order if that takes no time."""
        try:
            self._response.close()
            if self._gone is not None and not self._gone.done():
                await asyncio.wait((self._gone,), timeout=_LETTING_GO)
        finally:
            self.transport.abort()

    def _note(self, direction: Direction, payload: bytes, opcode: Opcode) -> None:
        """Make a row of what was sent just now, or of the control frame that is being looked at."""
        at_ns = self._at_ns if direction is Direction.RECEIVED else int(self._clock.now() * _BILLION)
        parts: list[Part] = [(payload, None)]
        if direction is Direction.SENT and self._interpreter is not None:
            parts = self._interpreter.sent(opcode, payload)
        for content, packet in parts:
            self._state.record(FeedMessage(at_ns, direction, opcode, content, None, packet))
        self._changed()
