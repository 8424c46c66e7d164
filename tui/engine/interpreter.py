"""Interpreter: lets a feed take part in the subprotocol that its WebSocket carries."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.engine.link import SendError
from tui.engine.wording import seconds
from tui.model.message import Direction, FeedMessage, Opcode

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from tui.engine.clock import Clock
    from tui.model.subprotocols.conversation import Conversation, Outgoing
    from tui.model.subprotocols.packet import Part

__all__ = ["Interpreter"]

_PATIENCE = 10.0
"""Seconds that a server may take to agree to what was sent."""
_MOST_OWED = 10_000
_LOOK_EVERY = 1.0
_SHORTEST_WAIT = 0.01
_CONTROL = frozenset({Opcode.CLOSE, Opcode.PING, Opcode.PONG})


class Interpreter:
    """Makes rows of packets instead of messages, answers what must be answered, and gives signs of life.

    It answers from a task of its own: whoever receives must not wait for the
    server to read.
    """

    def __init__(
        self,
        conversation: Conversation,
        send: Callable[[bytes, Opcode], Awaitable[None]],
        clock: Clock,
    ) -> None:
        self._conversation = conversation
        self._send = send
        self._clock = clock
        self._owed: deque[Outgoing] = deque(maxlen=_MOST_OWED)
        self._is_owing = asyncio.Event()
        self._has_agreed = asyncio.Event()
        self._has_agreed.set()
        self._sent_at = clock.monotonic()
        self._opcode = Opcode.TEXT

    def messages(self, at_ns: int, opcode: Opcode, payloads: Iterable[bytes]) -> list[FeedMessage]:
        """Return rows for the packets that are complete with messages that came at that moment."""
        self._opcode = opcode
        parts = [part for payload in payloads for part in self._conversation.received(opcode, payload)]
        if owed := self._conversation.owed():
            self._owed += owed
            self._is_owing.set()
        if not self._conversation.is_waiting:
            self._has_agreed.set()
        return self._rows(at_ns, parts)

    def rest(self, at_ns: int) -> list[FeedMessage]:
        """Return rows for what was begun when the connection ended."""
        return self._rows(at_ns, self._conversation.rest())

    def sent(self, opcode: Opcode, payload: bytes) -> list[Part]:
        """Return the packets in a message that was sent."""
        if opcode in _CONTROL:
            return [(payload, None)]
        self._sent_at = self._clock.monotonic()
        parts = self._conversation.sent(opcode, payload)
        if self._conversation.is_waiting:
            self._has_agreed.clear()
        return parts

    def written(self, payload: bytes) -> Outgoing:
        """Return what is sent for a text that a user has written.

        Raises:
            SendError: It means nothing in this protocol.
        """
        try:
            return self._conversation.written(payload.decode())
        except ValueError as error:
            raise SendError(str(error)) from error

    async def agreed(self) -> None:
        """Come back when the server has agreed to what was sent.

        Raises:
            SendError: It has not within ten seconds, or it refuses.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._has_agreed.wait()
        except TimeoutError:
            raise SendError(
                f"the server has not agreed to the message before it within {seconds(_PATIENCE)}"
            ) from None
        if self._conversation.refusal is not None:
            raise SendError(f"the server refused the message before it: {self._conversation.refusal}")

    async def run(self) -> None:
        """Send what is owed, and signs of life, for as long as the connection is open."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._pay())
            group.create_task(self._beat())

    async def _pay(self) -> None:
        """Send what is owed; what cannot be sent is owed no more, as the connection is at its end."""
        while True:
            await self._is_owing.wait()
            self._is_owing.clear()
            with suppress(SendError):  # the reader will see why
                while self._owed:
                    opcode, payload = self._owed.popleft()
                    await self._send(payload, opcode)

    async def _beat(self) -> None:
        """Say something whenever this side has been quiet for as long as was agreed on."""
        while True:
            every = self._conversation.beat_every
            left = _LOOK_EVERY if every is None else self._sent_at + every - self._clock.monotonic()
            beat = self._conversation.beat() if left <= 0 else None
            if beat is not None:
                with suppress(SendError):  # the reader will see why
                    await self._send(beat[1], beat[0])
                left = every or _LOOK_EVERY
            await self._clock.sleep(max(_SHORTEST_WAIT, min(_LOOK_EVERY, left)))

    def _rows(self, at_ns: int, parts: Iterable[Part]) -> list[FeedMessage]:
        return [
            FeedMessage(at_ns, Direction.RECEIVED, self._opcode, content, None, packet)
            for content, packet in parts
        ]
