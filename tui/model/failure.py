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
    DNS = "dns"
    CONNECT = "connect"
    PROXY = "proxy"
    TLS = "tls"
    TIMEOUT = "timeout"
    DISCONNECTED = "disconnected"
    RESET = "reset"
    TRUNCATED = "truncated"
    PROTOCOL = "protocol"
    DECODE = "decode"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    STATUS = "status"
    CONDITION = "condition"
    REJECTED = "rejected"
    CLOSED = "closed"
    LOCAL = "local"
    INTERNAL = "internal"


class Failure(Record, frozen=True):
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
