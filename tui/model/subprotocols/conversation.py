"""Conversation: what a subprotocol makes of one connection, and what it owes the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui.model.message import Opcode

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Part

__all__ = ["AnsweringConversation", "Conversation", "Outgoing"]

Outgoing = tuple[Opcode, bytes]
"""What is to be sent."""


class Conversation(Protocol):
    """Follows one connection, from its first message to its last.

    A connection goes through one object, as what packets mean can depend on
    those before them. What speaks no more than JSON inherits that every message
    is one row as it stands.
    """

    is_waiting: bool = False
    """Is the server to agree to what was sent before anything else may be?"""
    refusal: str | None = None
    """Why the server does not agree, if it has said so."""
    beat_every: float | None = None
    """Seconds without a word from this side after which one is due; `None`: there is no such limit."""

    def received(self, opcode: Opcode, payload: bytes) -> list[Part]:
        """Take a message in and return the packets that are complete now."""
        del opcode
        return [(payload, None)]

    def sent(self, opcode: Opcode, payload: bytes) -> list[Part]:
        """Take note of a message of ours and return the packets in it."""
        del opcode
        return [(payload, None)]

    def rest(self) -> list[Part]:
        """Return what was begun when the connection ended."""
        return []

    def owed(self) -> list[Outgoing]:
        """Return, once, what the protocol wants to be answered to what was received."""
        return []

    def beat(self) -> Outgoing | None:
        """Return what shows that this side is there, if there is such a thing."""
        return None

    def written(self, text: str) -> Outgoing:
        """Return what is sent for a text that a user has written.

        Raises:
            ValueError: It means nothing in this protocol; the message says what would.
        """
        return Opcode.TEXT, text.encode()


class AnsweringConversation(Conversation):
    """One that keeps what it owes until that is asked for."""

    def __init__(self) -> None:
        self._owed: list[Outgoing] = []

    def owed(self) -> list[Outgoing]:
        owed, self._owed = self._owed, []
        return owed
