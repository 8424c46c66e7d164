"""URLs of endpoints, feeds, proxies and hooks: refused with what to write, and named."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, unquote, unquote_plus, urlsplit

from tui.config.errors import BadValueError
from tui.config.variables import variables_in
from tui.model.mask import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "ENDPOINT_SCHEMES",
    "FEED_SCHEMES",
    "as_user_part",
    "check_url",
    "name_of_url",
    "scheme_of",
    "secrets_of_url",
    "unique_name",
    "user_part_of",
]

ENDPOINT_SCHEMES = ("http", "https")
FEED_SCHEMES = ("ws", "wss", "http", "https")
_SCHEMES = (*ENDPOINT_SCHEMES, "ws", "wss")

_AUTHORITY_END = re.compile("[/?#]")
_PORT = re.compile(r"[^:]*(:[0-9]*)?|\[[^\]]*\](:[0-9]*)?")
_ENDS_USER_PART = re.compile(r"[@/?#\[\]\\\s]")
_ENCODED = "%40 for @, %2F for /, %3F for ? and %23 for #"
_SAFE = {"ws": "wss", "http": "https"}


def check_url(url: str, schemes: Collection[str] = _SCHEMES) -> str:
    """Return the URL if it has one of the schemes and a host.

    Raises:
        ValueError: says what to write instead.
    """
    if not url.isprintable() or " " in url:
        raise BadValueError(f'"{url}" must not hold blanks or control characters: write %20 for a blank')
    if "://" not in url:
        raise BadValueError(f'"{url}" has no scheme{_with_scheme(url, schemes)}')
    parts = _split(url)
    if parts.scheme not in schemes:
        raise BadValueError(
            f'"{url}" has the scheme "{parts.scheme}": write {_listed(schemes)}{_other_table(parts)}'
        )
    if _swallowed(url):
        raise BadValueError(f'"{url}" has an @ behind its host: write {_ENCODED}')
    if not parts.hostname:
        raise BadValueError(f'"{url}" has no host: write e.g. "{parts.scheme}://example.com/"')
    return url


def scheme_of(url: str) -> str:
    """Return the scheme in small letters."""
    return url.partition(":")[0].lower()


def name_of_url(url: str) -> str:
    """Return the host and path: what something is called that was given no name."""
    parts = urlsplit(url.replace(_swallowed(url), "", 1))
    return parts.netloc.rpartition("@")[2] + parts.path.rstrip("/")


def unique_name(name: str, taken: Collection[str]) -> str:
    """Return the name, with a number if it is taken."""
    number = 2
    unique = name
    while unique in taken:
        unique = f"{name} ({number})"
        number += 1
    return unique


def secrets_of_url(url: str) -> Iterator[str]:
    """Yield what nobody may see of a URL, or of what should be one: its password, and secret parameters.

    The password is also given as it is sent (RFC 7617, section 2).
    """
    user, _, password = (_swallowed(url) or _authority(url).rpartition("@")[0]).partition(":")
    if user:
        yield b64encode(f"{unquote(user)}:{unquote(password)}".encode("utf-8", "replace")).decode()
    query = url.partition("?")[2].partition("#")[0]
    for secret in (password or user, *_secret_values(query)):
        if secret:
            yield secret
            yield unquote(secret)


def user_part_of(written: str) -> tuple[int, int]:
    """Return where the user and password begin and end in a URL with variables; both are 0 without one."""
    plain = written
    for start, end in variables_in(written):
        plain = f"{plain[:start]}{'_' * (end - start)}{plain[end:]}"
    scheme, slashes, _ = plain.partition("://")
    user, at, _ = _authority(plain).rpartition("@")
    start = len(scheme + slashes)
    return (start, start + len(user)) if slashes and at else (0, 0)


def as_user_part(value: str) -> str:
    """Return what a variable stands for as it is written among the user and password of a URL.

    A value that could not stand there has not been encoded yet; any other is
    written as it is, so that %40 may be encoded by whoever set it.
    """
    if not _ENDS_USER_PART.search(value):
        return value
    return quote(value, safe=":", errors="surrogateescape")


def _authority(url: str) -> str:
    """Return the user, host and port of a URL, or of what lacks its scheme."""
    return _AUTHORITY_END.split(url.partition("://")[2] or url, maxsplit=1)[0]


def _swallowed(url: str) -> str:
    """Return the user and password that were meant where a character of theirs ends them too early.

    A URL with a user has an @ in its path for no other reason, or has it as
    %40; where no port is a number, the password was taken for one.
    """
    authority = _authority(url)
    rest = (url.partition("://")[2] or url)[len(authority) :]
    is_cut = _PORT.fullmatch(authority.rpartition("@")[2]) is None
    if not is_cut and "@" not in authority:
        return ""
    if not is_cut and rest.startswith("/"):
        rest = rest.partition("?")[0]
    behind, at, _ = rest.rpartition("@")
    return authority + behind if at else ""


def _secret_values(query: str) -> list[str]:
    """Return the parameters whose name says that they are secret, as written and as meant."""
    written = (pair.partition("=") for pair in query.split("&"))
    return [
        *(value for name, _, value in written if is_secret_name(unquote_plus(name))),
        *(value for name, value in parse_qsl(query) if is_secret_name(name)),
    ]


def _split(url: str) -> SplitResult:
    """Return the parts of the URL, with a sentence for those that have none."""
    hint = f"; in a password write {_ENCODED}" if "@" in url else ""
    try:
        parts = urlsplit(url)
    except ValueError:  # its words hold pieces of the URL, and so of a password
        fault = "invalid IPv6 URL" if {*"[]"} & {*_authority(url)} else "its host is no name"
        raise BadValueError(f'"{url}" is no URL: {fault}{hint}') from None
    try:
        port = parts.port
    except ValueError:
        raise BadValueError(f'"{url}" is no URL: its port is no number up to 65535{hint}') from None
    if port == 0:
        raise BadValueError(f'"{url}" is no URL: port 0 cannot be reached')
    return parts


def _with_scheme(url: str, schemes: Collection[str]) -> str:
    """Return the URL that was meant, if putting a scheme in front makes one."""
    rest = url.lstrip("/")
    if not rest or rest.startswith((":", ".", "-")):
        return f": write {_listed(schemes)} in front"
    host = rest.partition("/")[0].partition(":")[0]
    is_local = "." not in host or host.replace(".", "").isdigit()
    first = next(iter(schemes))
    return f', did you mean "{first if is_local else _SAFE.get(first, first)}://{rest}"?'


def _other_table(parts: SplitResult) -> str:
    """Return a hint where a WebSocket is written as an endpoint."""
    return ", or make it a [[feed]]" if parts.scheme in {"ws", "wss"} else ""


def _listed(schemes: Collection[str]) -> str:
    """Return the schemes as a sentence offers them."""
    *others, last = (f"{scheme}://" for scheme in schemes)
    return f"{', '.join(others)} or {last}" if others else last
