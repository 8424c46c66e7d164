"""Tokens: what OAuth2 client credentials are exchanged for, fetched once and renewed in time."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import quote_plus
from weakref import WeakValueDictionary

from aiohttp import ClientError, encode_basic_auth
from msgspec import Struct
from yarl import URL

from tui.engine.bodies import read_bounded
from tui.engine.failures import FailureError, failure_of
from tui.engine.tracing import aside
from tui.engine.wording import reason_of, server_of
from tui.model.failure import Failure, FailureKind
from tui.text.safe import clean

if TYPE_CHECKING:
    import ssl

    from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse, ClientSession

    from tui.model.target import OAuth2

__all__ = ["Tokens"]

_SIZE = 65_536
_MARGIN = 30.0
_LONGEST_REASON = 200
_LIFETIME = 300.0
"""Of a token that does not say for how long it is good, in seconds."""


class _Token(Struct, frozen=True):
    text: str
    stale_at: float
    """When to renew it, on the monotonic clock."""


class Tokens:
    """The tokens of every target."""

    def __init__(self) -> None:
        self._tokens: dict[OAuth2, _Token] = {}
        self._locks: WeakValueDictionary[OAuth2, asyncio.Lock] = WeakValueDictionary()
        """Held by those who wait for a token."""

    def middleware(
        self,
        auth: OAuth2,
        session: ClientSession,
        *,
        home: URL,
        proxy: URL | None,
        context: ssl.SSLContext,
    ) -> ClientMiddlewareType:
        """Return a middleware that sends a token to `home`, and a new one if it is not taken."""

        async def add(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
            if request.url.origin() != home.origin():
                return await handler(request)
            token = await self._get(auth, session, proxy, context)
            request.headers["Authorization"] = f"Bearer {token.text}"
            response = await handler(request)
            if response.status != HTTPStatus.UNAUTHORIZED:
                return response
            response.close()
            if self._tokens.get(auth) is token:
                del self._tokens[auth]
            token = await self._get(auth, session, proxy, context)
            request.headers["Authorization"] = f"Bearer {token.text}"
            return await handler(request)

        return add

    async def _get(
        self, auth: OAuth2, session: ClientSession, proxy: URL | None, context: ssl.SSLContext
    ) -> _Token:
        """Return a token that is good for a while; those who ask at the same time share one request."""
        with aside(server_of(URL(auth.token_url))):
            async with self._locks.setdefault(auth, asyncio.Lock()):
                self._forget_stale(monotonic())
                token = self._tokens.get(auth)
                if token is None:
                    token = self._tokens[auth] = await _fetch(auth, session, proxy, context)
        return token

    def _forget_stale(self, now: float) -> None:
        """Drop the tokens that nobody has renewed: who wanted them may be gone."""
        for auth in [auth for auth, token in self._tokens.items() if token.stale_at <= now]:
            del self._tokens[auth]


async def _fetch(auth: OAuth2, session: ClientSession, proxy: URL | None, context: ssl.SSLContext) -> _Token:
    """Exchange the client's credentials for a token (RFC 6749, section 4.4.2)."""
    form = {"grant_type": "client_credentials"} | ({"scope": auth.scope} if auth.scope else {})
    user, password = quote_plus(auth.client_id), quote_plus(auth.client_secret)  # RFC 6749, section 2.3.1
    headers = {"Authorization": encode_basic_auth(user, password), "Accept": "application/json"}
    url = URL(auth.token_url)
    body = bytearray()
    try:
        async with session.post(
            url,
            data=form,
            headers=headers,
            proxy=proxy,
            ssl=context,
            middlewares=(),
            allow_redirects=False,
        ) as response:
            await read_bounded(response, _SIZE, body)
    except (ClientError, OSError) as error:
        failure = failure_of(error, host=server_of(url))
        raise FailureError(Failure(failure.kind, f"no token: {failure.message}")) from error
    token = _parse(body) if response.status == HTTPStatus.OK else None
    if token is None:
        message = f"no token: {server_of(url)} answered {reason_of(response.status)}{_reason(body)}"
        raise FailureError(Failure(FailureKind.STATUS, message))
    return token


def _parse(body: bytearray) -> _Token | None:
    """Read the token of a response (RFC 6749, section 5.1); `None`: there is none in it."""
    answer = _fields(body)
    text, lifetime = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(text, str):
        return None
    good_for = float(lifetime) if isinstance(lifetime, int | float) else _LIFETIME
    return _Token(text, monotonic() + max(good_for / 2, good_for - _MARGIN))


def _reason(body: bytearray) -> str:
    """Return why there is no token, if the server says it (RFC 6749, section 5.2)."""
    why = _fields(body).get("error")
    if isinstance(why, str):
        return f": {clean(why, _LONGEST_REASON)}"
    return "" if why else " without an access_token"


def _fields(body: bytearray) -> dict[str, object]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
