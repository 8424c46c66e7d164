"""Target: what an endpoint and a feed have in common, above all how to connect."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct, field

from tui.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "Auth",
    "BasicAuth",
    "BearerAuth",
    "Body",
    "DigestAuth",
    "Family",
    "FileBody",
    "FormBody",
    "JsonBody",
    "Method",
    "NetrcAuth",
    "OAuth2",
    "Origin",
    "Target",
    "TextBody",
    "TlsOptions",
]


class Method(StrEnum):
    """A request method of RFC 9110, section 9.3, or PATCH of RFC 5789."""

    GET = "GET"
    HEAD = "HEAD"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"
    OPTIONS = "OPTIONS"

    @property
    def is_repeatable(self) -> bool:
        """May it be sent again without asking? POST and PATCH may not."""
        return self not in {Method.POST, Method.PATCH}


class Family(StrEnum):
    """Which addresses of a name may be used."""

    ANY = "any"
    IPV4 = "ipv4"
    IPV6 = "ipv6"


class BasicAuth(Record, frozen=True):
    """A user and password, sent with every request (RFC 7617)."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"password"})

    user: str
    password: str


class BearerAuth(Record, frozen=True):
    """A token, sent with every request (RFC 6750)."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"token"})

    token: str


class DigestAuth(Record, frozen=True):
    """A user and password that answer a challenge (RFC 7616)."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"password"})

    user: str
    password: str


class NetrcAuth(Struct, frozen=True):
    """The user and password that `~/.netrc` has for the host."""


class OAuth2(Record, frozen=True, kw_only=True):
    """Client credentials that are exchanged for a token (RFC 6749, section 4.4)."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"client_secret"})

    token_url: str
    client_id: str
    client_secret: str
    scope: str | None = None


Auth = BasicAuth | BearerAuth | DigestAuth | NetrcAuth | OAuth2


class TextBody(Struct, frozen=True):
    """A body sent as it stands, in UTF-8."""

    text: str


class JsonBody(Struct, frozen=True):
    """A body sent as JSON."""

    value: object


class FormBody(Struct, frozen=True):
    """A body sent as application/x-www-form-urlencoded."""

    fields: Mapping[str, str]


class FileBody(Struct, frozen=True):
    """A body read from a file at every check."""

    path: Path


Body = TextBody | JsonBody | FormBody | FileBody


class TlsOptions(Struct, frozen=True, kw_only=True):
    """How a TLS connection is made and verified."""

    verify: bool = True
    ca: Path | None = None
    """A file of authorities to trust; `None`: those of the system."""
    cert: Path | None = None
    key: Path | None = None
    server_name: str | None = None
    """The name to ask for and to verify (SNI); `None`: the host of the URL."""
    min_version: str | None = None
    """One of "1.2" and "1.3"; `None`: what the system's OpenSSL allows."""


class Origin(Struct, frozen=True):
    """Where in which file something was written."""

    path: Path
    line: int


class Target(Struct, frozen=True, kw_only=True):
    """Something to watch: its name, its place in the board, and how to reach it."""

    name: str
    """Unique over endpoints and feeds."""
    url: str
    group: str = ""
    """The group's name; "" is the group of those that name none."""
    tags: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    """Added to the query string that the URL has."""
    auth: Auth | None = None
    tls: TlsOptions = field(default_factory=TlsOptions)
    proxy: str | None = None
    """The proxy's URL; "": none; `None`: what the environment says."""
    resolve: str | None = None
    """An address to connect to, instead of what the name resolves to."""
    family: Family = Family.ANY
    enabled: bool = True
    origin: Origin | None = None
    """`None`: given on the command line or in the dashboard."""
