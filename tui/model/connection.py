"""Connection: one life of a feed's connection, its states and how it ends."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct, field

from tui.model.hop import HopFacts, Purpose
from tui.model.phases import Phases
from tui.model.quantity import write_measured
from tui.model.record import Record

if TYPE_CHECKING:
    from tui.model.check import Headers, TlsFacts

__all__ = ["CLOSE_CODES", "Close", "ConnectionState", "Ending", "Handshake", "Side"]


class ConnectionState(StrEnum):
    """Where a feed's connection stands; all but `WAITING` and `STOPPED` are RFC 6455's."""

    CONNECTING = "connecting"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    """Not connected, and nobody asked for it: before the start, and while paused."""
    WAITING = "waiting"
    """Lost; the next attempt has a time."""
    STOPPED = "stopped"
    """Lost, and trying again would end the same way."""


class Side(StrEnum):
    """Who ended a connection first."""

    CLIENT = "client"
    SERVER = "server"
    NETWORK = "network"
    """Nobody said goodbye: the connection just ended."""


class Ending(StrEnum):
    """By which sign a connection was seen to be over."""

    CLOSE_FRAME = "close frame"
    FIN = "FIN"
    """The stream ended without a close frame."""
    RESET = "RST"
    TIMEOUT = "timeout"
    FAULT = "fault"
    """What was received broke the protocol or a limit."""


CLOSE_CODES = {
    1000: "normal closure",
    1001: "going away",
    1002: "protocol error",
    1003: "unsupported data",
    1004: "reserved",
    1005: "no status received",
    1006: "abnormal closure",
    1007: "invalid data",
    1008: "policy violation",
    1009: "message too big",
    1010: "mandatory extension",
    1011: "internal error",
    1012: "service restart",
    1013: "try again later",
    1014: "bad gateway",
    1015: "TLS failure",
}
"""The registered close codes (RFC 6455, section 7.4.1, and IANA's registry)."""

_PRIVATE_CODES = {
    "graphql-transport-ws": {
        4004: "bad response",
        4005: "internal client error",
        4400: "invalid message",
        4401: "unauthorized",
        4403: "forbidden",
        4406: "subprotocol not acceptable",
        4408: "connection initialisation timeout",
        4409: "subscriber already exists",
        4429: "too many initialisation requests",
        4499: "terminated",
        4500: "internal server error",
        4504: "connection acknowledgement timeout",
    },
}
"""What private codes mean where such a subprotocol was agreed on."""

_NO_STATUS = 1005
_HOPELESS = frozenset({1002, 1003, 1007, 1008, 1009, 1010})
_PRIVATELY_HOPELESS = {"graphql-transport-ws": frozenset({4400, 4401, 4406, 4409, 4429})}
"""Private codes for what the client does wrong; what is forbidden (4403) may be allowed later."""


class Close(Record, frozen=True, kw_only=True, gc=False):
    """How a connection ended."""

    ASIDE: ClassVar[frozenset[str]] = frozenset({"subprotocol", "ending"})

    code: int
    """1005 and 1006 never travel: there was no code, or no close frame."""
    reason: str = ""
    by: Side = Side.SERVER
    detail: str = ""
    """What else is known: "connection reset", "no pong within 10s"."""
    subprotocol: str | None = None
    """What was agreed on: it says what private codes mean."""
    ending: Ending | None = None
    """The evidence, for whoever looks into it; `None`: it cannot be told."""

    @property
    def name(self) -> str:
        """What the code means, in words."""
        private = _PRIVATE_CODES.get(self.subprotocol or "", {})
        if known := CLOSE_CODES.get(self.code) or private.get(self.code):
            return known
        return "private code" if 3000 <= self.code <= 4999 else "unknown code"  # noqa: PLR2004 - RFC 6455, 7.4.2

    @property
    def is_clean(self) -> bool:
        """Did both sides part on good terms? A close frame that says 1005 itself breaks the rules."""
        says_so = self.ending is Ending.CLOSE_FRAME and bool(self.detail)
        return self.code in {1000, 1001} or (self.code == _NO_STATUS and not says_so)

    @property
    def is_fatal(self) -> bool:
        """Would the same connection end the same way again?"""
        return self.code in _HOPELESS or self.code in _PRIVATELY_HOPELESS.get(self.subprotocol or "", ())

    @property
    def may_travel(self) -> bool:
        """May a close frame carry this code (RFC 6455, section 7.4)?"""
        if 3000 <= self.code <= 4999:  # noqa: PLR2004 - registered and private codes
            return True
        return self.code in CLOSE_CODES and self.code not in {1004, 1005, 1006, 1015}

    def __str__(self) -> str:
        parts = [f"{self.code} {self.name}"]
        if self.reason:
            parts.append(f'"{self.reason}"')
        if self.detail:
            parts.append(self.detail)
        return " · ".join(parts)


class Handshake(Struct, frozen=True, kw_only=True, gc=False):
    """What opening a connection agreed on."""

    status: int
    """101 for a WebSocket, the response's for Server-Sent Events."""
    duration: float
    """Seconds until it was open: the sum of the phases, without what we did between them."""
    phases: Phases = field(default_factory=Phases)
    headers: Headers = ()
    subprotocol: str | None = None
    compression: bool = False
    ip: str | None = None
    tls: TlsFacts | None = None
    hops: tuple[HopFacts, ...] = ()
    """The requests that led there, the last of which was upgraded; none where there was only that one."""
    cookies: tuple[str, ...] = ()
    """The names of the cookies that servers have set, and that go with the next handshake."""
    warning: str | None = None
    """What the server did that it should not: "chose the subprotocol v2, which was not offered"."""

    def __str__(self) -> str:
        parts = [f"{self.status} in {write_measured(self.duration)}"]
        if any(hop.purpose is Purpose.REDIRECT for hop in self.hops):
            parts.append(f"redirected to {self.hops[-1].url}")
        if self.subprotocol:
            parts.append(self.subprotocol)
        if self.compression:
            parts.append("permessage-deflate")
        if self.warning:
            parts.append(self.warning)
        return " · ".join(parts)
