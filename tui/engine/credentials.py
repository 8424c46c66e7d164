"""Credentials: what answers challenges, or adds tokens, for as long as a feed is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import DigestAuthMiddleware

from tui.engine.tokens import Tokens
from tui.model.target import DigestAuth, OAuth2

if TYPE_CHECKING:
    import ssl

    from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse
    from yarl import URL

    from tui.model.target import Auth

__all__ = ["Credentials"]


class Credentials:
    """Keeps what one connection has learned for the next: the challenge, or the token."""

    def __init__(self, auth: Auth | None) -> None:
        self._auth = auth
        self._tokens = Tokens()
        self._digest = (
            DigestAuthMiddleware(auth.user, auth.password) if isinstance(auth, DigestAuth) else None
        )

    def middlewares(
        self, url: URL, *, proxy: URL | None, context: ssl.SSLContext
    ) -> tuple[ClientMiddlewareType, ...]:
        """Return what a session for that URL needs; nothing, if such credentials are not asked for."""
        if self._digest is not None:
            return (self._digest,)
        auth = self._auth
        if not isinstance(auth, OAuth2):
            return ()

        async def add_token(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
            add = self._tokens.middleware(auth, request.session, home=url, proxy=proxy, context=context)
            return await add(request, handler)

        return (add_token,)
