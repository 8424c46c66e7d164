"""Failure: why a check or a connection did not succeed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from tui.model.record import Record

if TYPE_CHECKING:
    from tui.model.exchange import Exchange

__all__ = ["Failure", "FailureKind"]


class FailureKind(StrEnum):
    """What kind of failure it was; the words are part of the JSON output."""

    URL = "url"
    """The URL cannot be requested."""
    DNS = "dns"
    """The name has no address, or the name servers do not answer."""
    CONNECT = "connect"
    """The address refused the connection or could not be reached."""
    PROXY = "proxy"
    """The proxy could not be reached, or let nothing through."""
    TLS = "tls"
    """The certificate or the handshake; the message says which and why."""
    TIMEOUT = "timeout"
    """It took too long; the message names the phase and how long."""
    DISCONNECTED = "disconnected"
    """The connection was closed without an answer."""
    RESET = "reset"
    """The connection was reset (TCP RST) while it was used."""
    TRUNCATED = "truncated"
    """Fewer bytes came than were announced."""
    PROTOCOL = "protocol"
    """What came is not HTTP, or not a WebSocket: a bad header, chunk or frame."""
    DECODE = "decode"
    """The body is not what its content encoding says."""
    REDIRECT = "redirect"
    """Redirects lead in a circle, are too many, or lead to nowhere."""
    TOO_LARGE = "too_large"
    """The headers, or a message, are larger than what is read of them."""
    STATUS = "status"
    """The status is not the expected one."""
    CONDITION = "condition"
    """An `assert` failed."""
    REJECTED = "rejected"
    """The server refused the upgrade to a WebSocket, or to a stream of events."""
    CLOSED = "closed"
    """The connection of a feed ended; the message has the close code."""
    LOCAL = "local"
    """Our own machine: no more open files, a file that cannot be read, a request that cannot be sent."""
    INTERNAL = "internal"
    """A bug of asyncdash."""


class Failure(Record, frozen=True, gc=False):
    """One reason why something is bad, in a sentence that says who, what and when."""

    ASIDE: ClassVar[frozenset[str]] = frozenset({"answer"})
    HIDDEN: ClassVar[frozenset[str]] = frozenset({"answer"})

    kind: FailureKind
    message: str
    """Without the kind in front: "127.0.0.1:1 refused the connection"."""
    phase: str | None = None
    """The phase of `Phases` in which it happened, where that is known."""
    answer: Exchange | None = None
    """What a server answered instead of opening a connection."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}"
