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

    from aiohttp import ClientMiddlewareType
    from multidict import CIMultiDict
    from yarl import URL

    from tui.model.check import Headers
    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask
    from tui.model.target import Body

__all__ = ["Message", "Plan"]

_BODILESS = {Method.GET, Method.HEAD, Method.OPTIONS}
"""The methods to which aiohttp adds no type of a body that there is not."""
_TYPE = ("Content-Type",)


class Message(Struct, frozen=True):
    """What is sent."""

    headers: CIMultiDict[str]
    content: bytes | None = None
    """The body; `None`: there is none."""
    shown: bytes | None = None
    """The body without the secrets in it."""


class Plan:
    """How an endpoint is checked, for as long as neither it nor the secrets change."""

    def __init__(self, endpoint: Endpoint, *, environ: Mapping[str, str], mask: Mask) -> None:
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
        self.skipped_headers = None if endpoint.body is not None or endpoint.method in _BODILESS else _TYPE
        """What aiohttp is not to add by itself."""
        self._environ = environ
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
            FailureError: There are no credentials for the host.
            OSError: The file of the body cannot be read.
        """
        if self._message is not None:
            return self._message
        message = await self._written()
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

    async def _written(self) -> Message:
        headers = await read_headers(self.endpoint, self._environ)
        body = self.endpoint.body
        if body is None:
            return Message(headers)
        return await asyncio.to_thread(self._with_body, headers, body)  # it may be long, or on a slow disk

    def _with_body(self, headers: CIMultiDict[str], body: Body) -> Message:
        content, kind = request_body(body)
        headers.setdefault("Content-Type", kind)
        return Message(headers, content, shown_body(body, content, self._mask))

    def _guards(self, mask: Mask) -> Iterator[ClientMiddlewareType]:
        secrets = secret_headers(self.endpoint, mask)
        if self.endpoint.follow and (secrets or self.endpoint.tls.server_name is not None):
            yield keep_home(self.url, secrets)
        if not self.dialling.is_fresh:
            yield resend_when_stale
