"""Sessions: one for every way of dialling, all closed together, and what a target needs of them."""

from __future__ import annotations

import os
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import (
    ClientConnectorError,
    ClientOSError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    ServerDisconnectedError,
)
from yarl import URL

from tui.engine.connector import Dialling, TracingConnector
from tui.engine.dialled import stamping
from tui.engine.failures import FailureError
from tui.engine.resolver import ThreadResolver
from tui.engine.tls import TlsContexts
from tui.engine.tracing import TimedRequest, current_hop
from tui.model.failure import Failure, FailureKind
from tui.model.mask import Mask
from tui.model.target import Method
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest
    from aiohttp.abc import AbstractCookieJar, AbstractResolver

    from tui.model.target import Target

__all__ = [
    "NO_TIMEOUT",
    "Sessions",
    "dialling_of",
    "new_session",
    "open_sessions",
    "request_url",
    "resend_when_stale",
]

NO_TIMEOUT = ClientTimeout(total=None, sock_connect=None, ceil_threshold=1e9)
"""Deadlines are ours: aiohttp's are rounded up to whole seconds, and its parser can miss them."""

_SCHEMES = {"http", "https", "ws", "wss"}
_MOST_SESSIONS = 128
"""Sessions that are kept for the next who dials like that."""
_LONGEST_HEADER = 65_536
_MOST_HEADERS = 256


def request_url(target: Target) -> URL:
    """Return the URL to ask for: with the params, without the user and password.

    Raises:
        FailureError: It is no URL.
    """
    try:
        url = URL(target.url)
        if url.scheme not in _SCHEMES or not url.host:
            raise ValueError("write e.g. https://example.com/health")  # noqa: TRY301 - told like the others
        url = url.with_user(None)
    except ValueError as error:
        message = f"cannot request {public_url(target.url, Mask())}: {error}"
        raise FailureError(Failure(FailureKind.URL, message)) from error
    return url.extend_query(target.params) if target.params else url


def dialling_of(target: Target, *, is_fresh: bool = True) -> Dialling:
    """Return how connections to a target are made."""
    host = URL(target.url).raw_host if target.resolve is not None else None
    return Dialling(is_fresh=is_fresh, host=host, address=target.resolve, family=target.family)


async def resend_when_stale(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    """Be a middleware that asks again when a connection kept alive had been closed meanwhile.

    RFC 9112, section 9.3.1: only for methods that may be repeated. aiohttp would
    do so on fresh connections as well, which hides a server that drops every
    other one.
    """
    while True:
        try:
            return await handler(request)
        except ClientConnectorError:
            raise
        except (ServerDisconnectedError, ClientOSError):
            hop = current_hop()
            if hop is None or hop.dialled is not None or not Method(request.method).is_repeatable:
                raise


class Sessions:
    """The client sessions of a run; `open_sessions` makes it."""

    def __init__(self, resolver: AbstractResolver, contexts: TlsContexts, environ: Mapping[str, str]) -> None:
        self._resolver = resolver
        self._shared: dict[Dialling, _Shared] = {}
        """The one that was lent last is the last."""
        self.contexts = contexts
        self.environ = environ
        """The variables as they were at the start: proxies, NO_PROXY and NETRC."""

    def lent(self, dialling: Dialling) -> _Shared:
        """Return the session that dials like that, for a block; all who want the same share it."""
        shared = self._shared.pop(dialling, None)
        if shared is not None:
            self._shared[dialling] = shared
            return shared
        shared = _Shared(new_session(TracingConnector(dialling, self._resolver)), self)
        self._shared[dialling] = shared
        return shared

    async def close(self) -> None:
        """Close all that are not lent."""
        await self.keep(0)

    async def keep(self, most: int = _MOST_SESSIONS) -> None:
        """Close those that nobody wanted for longest: addresses change, and each has its session.

        It looks anew after each, since another one may be lent or closed meanwhile.
        """
        while len(self._shared) > most:
            idle = next((dialling for dialling, shared in self._shared.items() if not shared.users), None)
            if idle is None:
                return
            await self._shared.pop(idle).session.close()


class _Shared:
    """A session, which stays open for as long as somebody is in the block."""

    __slots__ = ("_all", "session", "users")

    def __init__(self, session: ClientSession, sessions: Sessions) -> None:
        self.session = session
        self.users = 0
        self._all = sessions

    async def __aenter__(self) -> ClientSession:
        self.users += 1
        return self.session

    async def __aexit__(self, *_: object) -> None:
        self.users -= 1
        if not self.users:
            await self._all.keep()


@asynccontextmanager
async def open_sessions(
    *,
    resolver: AbstractResolver | None = None,
    contexts: TlsContexts | None = None,
    environ: Mapping[str, str] | None = None,
) -> AsyncIterator[Sessions]:
    """Own the sessions and connectors of a run; nothing is open when the block is left."""
    async with AsyncExitStack() as stack:
        stack.enter_context(stamping())
        own = resolver or ThreadResolver()
        stack.push_async_callback(own.close)
        variables = dict(os.environ if environ is None else environ)
        sessions = Sessions(own, contexts or TlsContexts(), variables)
        stack.push_async_callback(sessions.close)
        yield sessions


def new_session(
    connector: TracingConnector,
    *middlewares: ClientMiddlewareType,
    response_class: type[ClientResponse] = ClientResponse,
    cookies: AbstractCookieJar | None = None,
) -> ClientSession:
    """Return a session that leaves proxies, retries and deadlines to us, and forgets cookies unless told."""
    session = ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar() if cookies is None else cookies,
        trust_env=False,
        timeout=NO_TIMEOUT,
        request_class=TimedRequest,
        response_class=response_class,
        middlewares=middlewares,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
        max_headers=_MOST_HEADERS,
    )
    session._retry_connection = False  # noqa: SLF001 - it has no public name (aiohttp#10790); a test watches it
    return session
