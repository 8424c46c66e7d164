"""The command lines that do by hand what asyncdash does, for curl and websocat."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlsplit

from tui.model.mask import MASKED
from tui.model.target import (
    BasicAuth,
    BearerAuth,
    DigestAuth,
    Family,
    FileBody,
    FormBody,
    JsonBody,
    Method,
    NetrcAuth,
    OAuth2,
    TextBody,
)
from tui.text.safe import UNSAFE
from tui.text.urls import public_url, with_params

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.model.endpoint import Endpoint
    from tui.model.feed import Feed
    from tui.model.mask import Mask
    from tui.model.target import Body, Target, TlsOptions

__all__ = ["curl_line", "websocat_line"]

_GLOB = re.compile(r"[\[\]{}]")
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def curl_line(endpoint: Endpoint, mask: Mask) -> str:
    """Return the curl line of an endpoint's check, quoted for a shell; its secrets are masked."""
    words = ["curl", *_method(endpoint.method, endpoint.body), *_connection(endpoint, mask)]
    if endpoint.follow:
        words += ["-L", "--max-redirs", str(endpoint.max_redirects)]
    words += ["--max-time", f"{endpoint.timeout:g}"]
    words += [*_headers(endpoint, mask), *_data(endpoint, endpoint.body, mask)]
    return _line([*words, *_url(endpoint, mask)])


def websocat_line(feed: Feed, mask: Mask) -> str:
    """Return the websocat line of a feed, or for Server-Sent Events the curl line."""
    if not feed.is_websocket:
        words = ["curl", "-N", *_method(feed.method, feed.body), *_connection(feed, mask)]
        words += ["-H", "Accept: text/event-stream"]
        words += [*_headers(feed, mask), *_data(feed, feed.body, mask)]
        return _line([*words, *_url(feed, mask)])
    words = ["websocat"]
    if not feed.tls.verify:
        words.append("-k")
    for subprotocol in feed.subprotocols:
        words += ["--protocol", subprotocol]
    if feed.web_origin is not None:
        words += ["--origin", feed.web_origin]
    if feed.heartbeat > 0:
        words += ["--ping-interval", f"{max(1, round(feed.heartbeat))}"]
    words += _headers(feed, mask)
    if isinstance(feed.auth, BasicAuth):
        words.append(f"--basic-auth={mask(feed.auth.user)}:{MASKED}")
    return _line([*words, with_params(feed.url, feed.params, mask)])


def _method(method: Method, body: Body | None) -> list[str]:
    """Name the method where curl would choose another."""
    if method is Method.HEAD and body is None:
        return ["--head"]
    implied = Method.GET if body is None else Method.POST
    return [] if method is implied else ["-X", str(method)]


def _connection(target: Target, mask: Mask) -> Iterator[str]:
    match target.auth:
        case BasicAuth(user):
            yield from ("-u", f"{mask(user)}:{MASKED}")
        case DigestAuth(user):
            yield from ("--digest", "-u", f"{mask(user)}:{MASKED}")
        case NetrcAuth():
            yield "--netrc"
        case _:
            pass
    if target.family is not Family.ANY:
        yield "-4" if target.family is Family.IPV4 else "-6"
    if target.proxy is not None:
        yield from ("--proxy", public_url(target.proxy, mask)) if target.proxy else ("--noproxy", "*")
    if target.resolve is not None:
        yield from ("--resolve", _resolved(target.url, target.resolve))
    yield from _tls(target.tls)


def _tls(tls: TlsOptions) -> Iterator[str]:
    if not tls.verify:
        yield "-k"
    for option, path in (("--cacert", tls.ca), ("--cert", tls.cert), ("--key", tls.key)):
        if path is not None:
            yield from (option, str(path))
    if tls.min_version is not None:
        yield f"--tlsv{tls.min_version}"


def _headers(target: Target, mask: Mask) -> Iterator[str]:
    for name, value in target.headers.items():
        yield from ("-H", f"{name}: {mask.value(name, value)}" if value else f"{name};")
    if isinstance(target.auth, BearerAuth | OAuth2):
        yield from ("-H", f"Authorization: Bearer {MASKED}")


def _data(target: Target, body: Body | None, mask: Mask) -> Iterator[str]:
    typed = any(name.lower() == "content-type" for name in target.headers)
    match body:
        case TextBody(text):
            yield from () if typed else ("-H", "Content-Type: text/plain; charset=utf-8")
            yield from ("--data-raw", mask(text))
        case JsonBody(value):
            yield from () if typed else ("-H", "Content-Type: application/json")
            yield from ("--data-raw", mask(json.dumps(mask.document(value), ensure_ascii=False)))
        case FormBody(fields):
            for name, value in fields.items():
                yield from ("--data-urlencode", f"{quote_plus(name)}={mask.value(name, value)}")
        case FileBody(path):
            yield from () if typed else ("-H", "Content-Type: application/octet-stream")
            yield from ("--data-binary", f"@{path}")
        case None:
            pass


def _url(target: Target, mask: Mask) -> list[str]:
    """Return the URL, the last word; curl would take brackets and braces for a pattern."""
    url = with_params(target.url, target.params, mask)
    return ["-g", url] if _GLOB.search(url) else [url]


def _resolved(url: str, address: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    number = port or (443 if parts.scheme in {"https", "wss"} else 80)
    return f"{host}:{number}:{f'[{address}]' if ':' in address else address}"


def _line(words: list[str]) -> str:
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """Quote a word; one with control characters in the way of bash, so that it stays one line of text."""
    if not UNSAFE.search(word):
        return shlex.quote(word)
    return f"$'{''.join(map(_escaped, word))}'"


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not UNSAFE.match(character):
        return character
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
