"""FeedMessage: one whole message of a feed; Notice: a row that tells of the connection."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from tui.model.connection import Close, Handshake
    from tui.model.failure import Failure
    from tui.model.life import Life
    from tui.model.subprotocols.packet import Packet

__all__ = ["Direction", "FeedMessage", "Notice", "NoticeKind", "Opcode", "Row"]


class Direction(StrEnum):
    """Which way a message went."""

    RECEIVED = "in"
    SENT = "out"


class Opcode(IntEnum):
    """What a frame carries (RFC 6455, section 5.2)."""

    TEXT = 1
    BINARY = 2
    CLOSE = 8
    PING = 9
    PONG = 10


class FeedMessage(msgspec.Struct, frozen=True, gc=False):
    """A whole message or a control frame; fragments have been joined.

    A struct that the garbage collector does not visit: ten thousand of them
    cost what ten thousand tuples cost.
    """

    at_ns: int
    """When it was received or sent, in nanoseconds since the epoch."""
    direction: Direction
    opcode: Opcode
    payload: bytes
    """As it came, after decompression: text is not decoded before it is shown."""
    event: str | None = None
    """The event type of a Server-Sent Event."""
    packet: Packet | None = None
    """What the subprotocol of the connection makes of it."""

    @property
    def at(self) -> float:
        """When it was received or sent, in seconds since the epoch."""
        return self.at_ns / 1_000_000_000

    @property
    def size(self) -> int:
        """The payload's length in bytes."""
        return len(self.payload)

    @property
    def is_upkeep(self) -> bool:
        """Does it say no more than that the other side is there?"""
        return self.packet is not None and self.packet.is_upkeep

    @property
    def body(self) -> bytes:
        """The payload without what a subprotocol puts around it."""
        return self.payload if self.packet is None else self.payload[self.packet.start : self.packet.end]


class NoticeKind(StrEnum):
    """What a notice tells."""

    OPENED = "opened"
    CLOSED = "closed"
    REJECTED = "rejected"
    WAITING = "waiting"
    GAP = "gap"
    """Between two connections; the text says for how long there was none."""


class Notice(msgspec.Struct, frozen=True, gc=False):
    """A row among the messages that tells what became of the connection."""

    at_ns: int
    kind: NoticeKind
    text: str
    about: Handshake | Close | Failure | None = None
    """What the text puts into words."""
    life: Life | None = None
    """Of the connection that ended."""

    @property
    def at(self) -> float:
        """When it happened, in seconds since the epoch."""
        return self.at_ns / 1_000_000_000


Row = FeedMessage | Notice
"""What the message list shows."""
