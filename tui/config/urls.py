"""URLs of endpoints, feeds, proxies and hooks: refused with what to write, and named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, unquote, unquote_plus, urlsplit

from tui.config.errors import BadValueError
from tui.model.mask import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = [
    "ENDPOINT_SCHEMES",
    "FEED_SCHEMES",
    "check_url",
    "name_of_url",
    "scheme_of",
    "secrets_of_url",
    "unique_name",
]

ENDPOINT_SCHEMES = ("http", "https")
FEED_SCHEMES = ("ws", "wss", "http", "https")
_SCHEMES = (*ENDPOINT_SCHEMES, "ws", "wss")

_AUTHORITY_END = re.compile("[/?#]")
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
    if not parts.hostname:
        raise BadValueError(f'"{url}" has no host: write e.g. "{parts.scheme}://example.com/"')
    return url


def scheme_of(url: str) -> str:
    """Return the scheme in small letters."""
    return url.partition(":")[0].lower()


def name_of_url(url: str) -> str:
    """Return the host and path: what something is called that was given no name."""
    parts = urlsplit(url)
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
    """Yield what nobody may see of a URL, or of what should be one: its password, and secret parameters."""
    authority = _AUTHORITY_END.split(url.partition("://")[2] or url, maxsplit=1)[0]
    user, _, password = authority.rpartition("@")[0].partition(":")
    query = url.partition("?")[2].partition("#")[0]
    for secret in (password or user, *_secret_values(query)):
        if secret:
            yield secret
            yield unquote(secret)


def _secret_values(query: str) -> list[str]:
    """Return the parameters whose name says that they are secret, as written and as meant."""
    written = (pair.partition("=") for pair in query.split("&"))
    return [
        *(value for name, _, value in written if is_secret_name(unquote_plus(name))),
        *(value for name, value in parse_qsl(query) if is_secret_name(name)),
    ]


def _split(url: str) -> SplitResult:
    """Return the parts of the URL, with a sentence for those that have none."""
    try:
        parts = urlsplit(url)
        is_usable = parts.port != 0
    except ValueError as error:
        raise BadValueError(f'"{url}" is no URL: {str(error)[:1].lower()}{str(error)[1:]}') from error
    if not is_usable:
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
