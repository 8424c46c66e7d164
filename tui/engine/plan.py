"""Plan: what every check of an endpoint does alike, worked out once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.engine.auth import keep_home, read_headers, secret_headers
from tui.engine.bodies import request_body, shown_body
from tui.engine.proxies import choose_proxy
from tui.engine.retry import most_attempts
from tui.engine.session import dialling_of, request_url, resend_when_stale
from tui.model.endpoint import ConnectionUse
from tui.model.target import FileBody, Method, NetrcAuth
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from aiohttp import ClientMiddlewareType
    from multidict import CIMultiDict
    from yarl import URL

    from tui.engine.tls import TlsContexts
    from tui.model.check import Headers
    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask
    from tui.model.target import Body

__all__ = ["Message", "Plan"]

_BODILESS = {Method.GET, Method.HEAD, Method.OPTIONS}
"""The methods to which aiohttp adds no type of a body that there is not."""
_TYPE = ("Content-Type",)


class Message(Struct, frozen=True):
    """What is sent, and how."""

    options: Mapping[str, Any]
    """In the words of aiohttp."""
    shown: bytes | None = None
    """The body without the secrets in it; `None`: there is none."""


class Plan:
    """How an endpoint is checked, for as long as neither it nor the secrets change."""

    def __init__(
        self, endpoint: Endpoint, *, environ: Mapping[str, str], mask: Mask, contexts: TlsContexts
    ) -> None:
        """Work it out.

        Raises:
            FailureError: The URL or the proxy cannot be used.
        """
        self.endpoint = endpoint
        self.url = request_url(endpoint)
        self._public_url = public_url(str(self.url), mask)
        self.route = choose_proxy(endpoint, environ)
        """The way that the requests take."""
        self.shown_route = str(self.route) if self.route.rule is not None else None
        self.dialling = dialling_of(endpoint, is_fresh=endpoint.connection is ConnectionUse.FRESH)
        self.attempts = most_attempts(endpoint)
        self.guards = tuple(self._guards(mask))
        """The middlewares inside of those that sign in."""
        self._environ = environ
        self._contexts = contexts
        self._mask = mask
        self._revision = mask.revision
        self._message: Message | None = None
        self._sent: CIMultiDict[str] | None = None
        self._shown: Headers = ()

    def suits(self, endpoint: Endpoint) -> bool:
        """Is it still how to check that endpoint?"""
        is_same = self.endpoint is endpoint or self.endpoint == endpoint
        return is_same and self._mask.revision == self._revision

    async def message(self) -> Message:
        """Return what to send; a file that it comes from is read anew every time, in a thread.

        Raises:
            FailureError: There are no credentials for the host, or a file of the TLS options is of no use.
            OSError: The file of the body cannot be read.
        """
        message = self._message
        if message is not None and self._contexts.is_current(self.endpoint.tls, message.options["ssl"]):
            return message
        headers, content, shown = await self._written()
        message = Message(await self._options(headers, content), shown)
        if not isinstance(self.endpoint.auth, NetrcAuth) and not isinstance(self.endpoint.body, FileBody):
            self._message = message
        return message

    def public(self, url: URL) -> str:
        """Return a URL that was asked for without its secrets."""
        return self._public_url if url is self.url else public_url(str(url), self._mask)

    def shown(self, sent: CIMultiDict[str]) -> Headers:
        """Return the headers of a request without their secrets; the same as before if nothing is new."""
        if sent != self._sent:
            self._sent = sent
            self._shown = tuple((name, self._mask.value(name, value)) for name, value in sent.items())
        return self._shown

    async def _written(self) -> tuple[CIMultiDict[str], bytes | None, bytes | None]:
        """Return the headers, the body, and what is shown of the body."""
        headers = await read_headers(self.endpoint, self._environ)
        body = self.endpoint.body
        if body is None:
            return headers, None, None
        content, kind, shown = await asyncio.to_thread(self._body, body)  # it may be long, or on a slow disk
        headers.setdefault("Content-Type", kind)
        return headers, content, shown

    def _body(self, body: Body) -> tuple[bytes, str, bytes]:
        content, kind = request_body(body)
        return content, kind, shown_body(body, content, self._mask)

    async def _options(self, headers: CIMultiDict[str], content: bytes | None) -> dict[str, Any]:
        endpoint = self.endpoint
        has_type = endpoint.body is not None or endpoint.method in _BODILESS
        return {
            "auto_decompress": False,  # `BodyDecoder` does it, and notices what breaks off
            "headers": headers,
            "data": content,
            "skip_auto_headers": None if has_type else _TYPE,
            "ssl": await self._contexts.get(endpoint.tls),
            "server_hostname": endpoint.tls.server_name,
            "proxy": self.route.url,
            "allow_redirects": endpoint.follow,
            "max_redirects": endpoint.max_redirects + 1,
            "middlewares": self.guards,
        }

    def _guards(self, mask: Mask) -> Iterator[ClientMiddlewareType]:
        secrets = secret_headers(self.endpoint, mask)
        if self.endpoint.follow and (secrets or self.endpoint.tls.server_name is not None):
            yield keep_home(self.url, secrets)
        if not self.dialling.is_fresh:
            yield resend_when_stale
