"""Link: an open connection of a feed, whichever protocol it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncio

    from tui.model.connection import Close, Handshake
    from tui.model.message import Opcode

__all__ = ["Link", "SendError"]


class SendError(Exception):
    """A message was not sent; the text says why, in a sentence for the user."""


class Link(Protocol):
    """What the streamer needs of an open connection."""

    @property
    def handshake(self) -> Handshake:
        """What opening it agreed on."""

    @property
    def opened_at(self) -> float:
        """When the answer came that opened it, in seconds since the epoch."""

    @property
    def transport(self) -> asyncio.BaseTransport | None:
        """What it travels over; `None`: that is gone."""

    async def follow(self) -> Close:
        """Receive until it ends, and return how it did; cancelled, it says goodbye first."""

    async def send(self, payload: bytes, opcode: Opcode) -> None:
        """Send a message.

        Raises:
            SendError: It cannot be sent.
        """

    async def agreed(self) -> None:
        """Come back when the server has agreed to what was sent, where nothing may be sent before that.

        Raises:
            SendError: It does not.
        """

    async def part(self, close: Close) -> None:
        """End it as `close` says, in bounded time whatever the server does; `follow` returns then."""
