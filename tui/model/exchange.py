"""Exchange: a request and the response that it got."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from tui.model.record import Record

__all__ = ["Exchange", "Headers", "TlsFacts"]

Headers = tuple[tuple[str, str], ...]
"""Header fields in the order and spelling of the wire; repeated ones stay apart."""


class TlsFacts(Struct, frozen=True, kw_only=True, gc=False):
    """What the TLS handshake of a connection agreed on."""

    version: str
    """As OpenSSL names it: "TLSv1.3"."""
    cipher: str
    expires_at: float | None = None
    """When the first certificate of the chain expires, in seconds since the epoch."""
    issuer: str | None = None
    subject: str | None = None
    names: tuple[str, ...] = ()
    """The subject's alternative names."""


class Exchange(Record, frozen=True, kw_only=True, gc=False):
    """The request of an attempt and the response it got, the last hop of a redirect."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"body"})

    method: str
    url: str
    """Of the last hop, without its secrets."""
    request_headers: Headers = ()
    """Secrets are masked already."""
    request_body: bytes | None = None
    status: int
    reason: str = ""
    http_version: str = "1.1"
    headers: Headers = ()
    body: bytes = b""
    """Decompressed, at most `Endpoint.max_body` bytes."""
    is_truncated: bool = False
    """Is this not the whole body, which was longer than what is kept, or broke off?"""
    ip: str | None = None
    tls: TlsFacts | None = None
    redirects: tuple[str, ...] = ()
    """The URLs that were left behind, first first."""

    def header(self, name: str) -> str | None:
        """Return the first value of a response header, whatever the case of its name."""
        lowered = name.lower()
        return next((value for key, value in self.headers if key.lower() == lowered), None)
