"""HopFacts: one request on the wire, with its own time and the connections that were tried for it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct, field

from tui.model.phases import Phases

__all__ = ["Dial", "HopFacts", "Purpose"]


class Purpose(StrEnum):
    """Why a request was sent."""

    REQUEST = "request"
    """It is what was asked for."""
    REDIRECT = "redirect"
    """The answer before led here."""
    SIGN_IN = "sign in"
    """The answer before asked for credentials, or refused those that it got."""
    TOKEN = "token"  # noqa: S105 - a word, and no token
    """It fetches a token; its time is no part of the attempt's."""
    AGAIN = "again"
    """The connection that had been kept was closed meanwhile (RFC 9112, section 9.3.1)."""


class Dial(Struct, frozen=True, kw_only=True, gc=False):
    """One connection that was tried; a name with several addresses has several (RFC 8305)."""

    address: str
    after: float
    """Seconds after the request began."""
    took: float
    fault: str | None = None
    """Why nothing came of it; `None`: it was connected."""


class HopFacts(Struct, frozen=True, kw_only=True, gc=False):
    """A request, who got it, and how long each phase of it took."""

    purpose: Purpose
    method: str
    url: str
    """Without its secrets."""
    duration: float
    """Seconds until the next one began, or the attempt was over."""
    phases: Phases = field(default_factory=Phases)
    status: int | None = None
    """`None`: it was not answered."""
    ip: str | None = None
    dials: tuple[Dial, ...] = ()
