"""Scene: who was asked, and how far it had got, when something went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.engine.wording import seconds

if TYPE_CHECKING:
    from tui.engine.tracing import Hop
    from tui.model.check import TlsFacts

__all__ = ["Scene"]


class Scene(Struct, frozen=True):
    """What there is to say of a request besides the exception that ended it."""

    server: str
    """With its port, as "localhost:8443"."""
    asked: str
    """The one that was to be asked, unless it has sent us on."""
    hop: Hop | None
    """`None`: nothing was sent yet."""
    timeout: float | None
    """The seconds that it was allowed."""
    certificate: TlsFacts | None
    """What the refused certificate says, if it is known."""
    now: float
    """Seconds since the epoch."""
    is_websocket: bool
    """Was it the handshake of a WebSocket?"""

    @property
    def phase(self) -> str | None:
        """The phase that it was in."""
        return self.hop.phase if self.hop is not None else None

    @property
    def is_event_stream(self) -> bool:
        """Has a response begun that goes on for as long as it is read?"""
        response = self.hop.response if self.hop is not None else None
        return response is not None and response.content_type == "text/event-stream"

    @property
    def is_in_head(self) -> bool:
        """Has the response begun, but not got as far as its body?"""
        return self.phase == "receive" and self.hop is not None and self.hop.response is None

    @property
    def host(self) -> str:
        """The server without its port."""
        return self.server.rpartition(":")[0] or self.server

    @property
    def sender(self) -> str:
        """Whose response it was, if a redirect has led to somebody else."""
        return "" if self.server == self.asked else f" from {self.server}"

    @property
    def connected(self) -> str:
        """What to add about the connection."""
        after = self.hop.connected_after if self.hop is not None else None
        return "" if after is None else f"; connected after {seconds(after)}"
