"""The handshake of a feed: looked at before aiohttp judges it, so that a refusal keeps its words."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientResponse, hdrs
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from tui.engine.bodies import read_bounded
from tui.engine.hopeless import is_hopeless_status
from tui.engine.reconnect import Refusal
from tui.engine.retry_after import retry_after
from tui.engine.wording import reason_of, server_of
from tui.model.check import Exchange
from tui.model.failure import Failure, FailureKind
from tui.text.safe import clean, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import ClientHandlerType, ClientRequest

    from tui.engine.clock import Clock
    from tui.model.check import Headers
    from tui.model.feed import Feed
    from tui.model.mask import Mask

__all__ = [
    "Doorman",
    "RefusedError",
    "TolerantResponse",
    "event_objection",
    "shown_headers",
    "socket_url",
    "upgrade_objection",
    "warning_about",
    "web_url",
]

_WEB_SCHEMES = {"ws": "http", "wss": "https"}
"""The scheme of the handshake, by that of a WebSocket (RFC 6455, section 11.1)."""

_SOCKET_SCHEMES = {web: socket for socket, web in _WEB_SCHEMES.items()}

_BODY_LIMIT = 65_536
_BODY_PATIENCE = 0.5
_EXCERPT = 200
_DEFLATE = "permessage-deflate"
_WINDOW = re.compile(r"((?:server|client)_max_window_bits)(?:\s*=\s*\"?([^\s;,\"]*))?")
_WINDOWS = range(8, 16)
"""The bits of a window of permessage-deflate (RFC 7692, section 7.1.2)."""
_LONGEST_VALUE = 8_192
_EVENT_STREAM = "text/event-stream"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECURE = frozenset({"https", "wss"})
_TELLS_WHEN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_TITLE = re.compile(r"<title[^>]*>([^<]+)</title", re.IGNORECASE)


class RefusedError(Exception):
    """A handshake did not lead to a connection."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal.failure))
        self.refusal = refusal


class TolerantResponse(ClientResponse):
    """A response whose headers aiohttp reads as they are meant.

    `Connection` is a list (RFC 9110, section 7.6.1), in which `Upgrade` may be
    one of several; aiohttp before 3.15 takes it as a whole. And a redirect to
    ws:// is one to http://, the scheme of the handshake.
    """

    @property
    def headers(self) -> CIMultiDictProxy[str]:
        headers = super().headers
        if self.status == HTTPStatus.SWITCHING_PROTOCOLS:
            tokens = {token.strip().lower() for token in headers.get(hdrs.CONNECTION, "").split(",")}
            return _with(headers, hdrs.CONNECTION, "upgrade") if "upgrade" in tokens else headers
        scheme, mark, rest = headers.get(hdrs.LOCATION, "").partition("://")
        if mark and scheme.lower() in _WEB_SCHEMES:
            return _with(headers, hdrs.LOCATION, f"{_WEB_SCHEMES[scheme.lower()]}://{rest}")
        return headers


class Doorman:
    """A middleware that lets only the right answers to a handshake pass.

    Any other becomes a `RefusedError`, which says what the server said: aiohttp
    itself throws the body of a refused upgrade away (aiohttp#2279).
    """

    def __init__(
        self,
        objection: Callable[[ClientResponse], str | None],
        public: Callable[[URL], str],
        *,
        clock: Clock,
        mask: Mask,
    ) -> None:
        """Let pass what there is no objection to.

        Args:
            objection: Says what an answer is instead of the right one: "503
                instead of 101"; `None`: it is the right one.
            public: Writes a URL as it may be shown.
            clock: For answers that say when to come again.
            mask: Keeps secrets out of the answer's headers.
        """
        self._objection = objection
        self._public = public
        self._clock = clock
        self._mask = mask
        self._passed: ClientResponse | None = None

    async def __call__(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        response = await handler(request)
        if response.status in _REDIRECTS and hdrs.LOCATION in response.headers:
            _refuse_downgrade(request, response)
            return response
        objection = self._objection(response)
        if objection is not None:
            request.session.cookie_jar.update_cookies(response.cookies, response.url)
            raise RefusedError(await self._refusal(response, objection))
        self._passed = response
        return response

    def passed(self) -> ClientResponse:
        """Return the answer that passed, as one has before there is a connection."""
        assert self._passed is not None  # noqa: S101 - nothing is opened that was not let in
        return self._passed

    async def _refusal(self, response: ClientResponse, objection: str) -> Refusal:
        """Say what the server answered, with the beginning of the body."""
        body, is_truncated = await _beginning(response)
        response.close()
        excerpt = _excerpt(response, body)
        answer = Exchange(
            method=response.method,
            url=self._public(response.url),
            status=response.status,
            reason=clean(response.reason or ""),
            headers=shown_headers(response, self._mask),
            body=body,
            is_truncated=is_truncated,
        )
        message = f"{server_of(response.url)} answered {objection}" + (f": {excerpt}" if excerpt else "")
        return Refusal(
            failure=Failure(FailureKind.REJECTED, message, "wait", answer),
            is_fatal=is_hopeless_status(response.status),
            retry_after=retry_after(response.headers.get(hdrs.RETRY_AFTER), now=self._clock.now())
            if response.status in _TELLS_WHEN
            else None,
        )


def upgrade_objection(response: ClientResponse) -> str | None:
    """Say what an answer is instead of an upgrade."""
    return _other_status(response, HTTPStatus.SWITCHING_PROTOCOLS)


def event_objection(response: ClientResponse) -> str | None:
    """Say what an answer is instead of a stream of events (HTML standard, 9.2.4)."""
    objection = _other_status(response, HTTPStatus.OK)
    if objection is None and response.content_type != _EVENT_STREAM:
        kind = clean(response.headers.get(hdrs.CONTENT_TYPE, "no content type"), 60)
        return f"{kind} instead of {_EVENT_STREAM}"
    return objection


def shown_headers(response: ClientResponse, mask: Mask) -> Headers:
    """Return the headers of a response, in the spelling of the wire, without secrets."""
    texts = ((decode(name), decode(value)) for name, value in response.raw_headers)
    return tuple((clean(name), clean(mask.value(name, value), _LONGEST_VALUE)) for name, value in texts)


def warning_about(response: ClientResponse, feed: Feed) -> str | None:
    """Say what the server agreed to that was not offered (RFC 6455, section 4.1), if anything."""
    warnings = []
    chosen = response.headers.get(hdrs.SEC_WEBSOCKET_PROTOCOL)
    if chosen is None and feed.subprotocols:
        warnings.append(f"chose none of the subprotocols offered ({', '.join(feed.subprotocols)})")
    elif chosen is not None and chosen not in feed.subprotocols:
        warnings.append(f"chose the subprotocol {clean(chosen, 60)}, which was not offered")
    offered = {_DEFLATE} if feed.compression else set()
    extensions = response.headers.get(hdrs.SEC_WEBSOCKET_EXTENSIONS, "").split(",")
    names = [extension.partition(";")[0].strip() for extension in extensions]
    unwanted = (name for name in names if name and name not in offered)
    warnings += [f"turned on {clean(name, 60)}, which was not offered" for name in unwanted]
    if names.count(_DEFLATE) > 1:
        warnings.append(f"turned on {_DEFLATE} more than once")
    for name, bits in _WINDOW.findall(response.headers.get(hdrs.SEC_WEBSOCKET_EXTENSIONS, "")):
        if not bits.isdecimal() or int(bits) not in _WINDOWS:
            warnings.append(f"chose a {name} of {clean(bits, 20) or 'nothing'}, which can be 8 to 15")
    return "; ".join(warnings) or None


def _other_status(response: ClientResponse, expected: HTTPStatus) -> str | None:
    return (
        None if response.status == expected else f"{reason_of(response.status)} instead of {expected.value}"
    )


def _refuse_downgrade(request: ClientRequest, response: ClientResponse) -> None:
    """Stop a redirect that would go on without encryption."""
    with suppress(ValueError):  # aiohttp will say what is wrong with the URL
        target = request.url.join(URL(response.headers[hdrs.LOCATION]))
        if request.url.scheme in _SECURE and target.scheme not in _SECURE:
            response.close()
            message = f"{server_of(request.url)} redirects to {server_of(target)} without TLS"
            raise RefusedError(Refusal(failure=Failure(FailureKind.REDIRECT, message, "wait"), is_fatal=True))


async def _beginning(response: ClientResponse) -> tuple[bytes, bool]:
    """Return the beginning of a body, and whether there was, or may have been, more of it."""
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_PATIENCE):
            is_cut = await read_bounded(response, _BODY_LIMIT, body)
    except (ClientError, OSError):  # what has come has to do
        is_cut = True
    return bytes(body), is_cut


def _excerpt(response: ClientResponse, body: bytes) -> str:
    """Return the beginning of a body as one line; of a page, its title."""
    text = decode(body)
    title = _TITLE.search(text) if "html" in response.content_type else None
    return clean(" ".join((title[1] if title else text).split()), _EXCERPT)


def web_url(url: URL) -> URL:
    """Return a URL with the scheme of the handshake, as origins are compared by it."""
    return url.with_scheme(_WEB_SCHEMES.get(url.scheme, url.scheme))


def socket_url(url: URL) -> URL:
    """Return the URL of a handshake with the scheme of the WebSocket that it is for."""
    return url.with_scheme(_SOCKET_SCHEMES.get(url.scheme, url.scheme))


def _with(headers: CIMultiDictProxy[str], name: str, value: str) -> CIMultiDictProxy[str]:
    changed = CIMultiDict(headers)
    changed[name] = value
    return CIMultiDictProxy(changed)
