"""Prober: checks an endpoint, through aiohttp_retry, and says what it found."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from aiohttp import DigestAuthMiddleware
from aiohttp_retry import RetryClient

from tui.engine.attempts import Attempts, Surroundings
from tui.engine.auth import keep_home, read_headers, secret_headers
from tui.engine.bodies import request_body, shown_body
from tui.engine.failures import FailureError, as_told, failure_of
from tui.engine.lag import LagMeter
from tui.engine.places import host_of
from tui.engine.proxies import choose_proxy
from tui.engine.retry import RetryRules
from tui.engine.session import open_sessions, request_url, resend_when_stale
from tui.engine.tokens import Tokens
from tui.engine.tracing import follow_hop
from tui.engine.verdict import judge, unjudged
from tui.model.check import CheckResult
from tui.model.endpoint import ConnectionUse
from tui.model.failure import FailureKind
from tui.model.target import DigestAuth, OAuth2

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Reversible
    from typing import Any

    from aiohttp import ClientMiddlewareType, ClientSession
    from aiohttp.abc import AbstractResolver
    from multidict import CIMultiDict
    from yarl import URL

    from tui.engine.clock import Clock
    from tui.engine.session import Sessions
    from tui.engine.tls import TlsContexts
    from tui.model.check import Exchange, Sample
    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask

__all__ = ["Prober", "open_prober"]

_MOST_CHALLENGES = 1_000
"""Digest challenges that are remembered, so that the next check knows the answer."""


class Prober:
    """Checks endpoints, each by itself; `open_prober` makes it."""

    def __init__(self, sessions: Sessions, *, mask: Mask, clock: Clock) -> None:
        self._sessions = sessions
        self._mask = mask
        self._clock = clock
        self._tokens = Tokens()
        self._lag = LagMeter()
        self._challenges: dict[tuple[DigestAuth, URL], DigestAuthMiddleware] = {}

    async def check(
        self,
        endpoint: Endpoint,
        *,
        history: Reversible[Sample] = (),
        previous: CheckResult | None = None,
        queued: float | None = None,
    ) -> CheckResult:
        """Check an endpoint once, with the retries that it allows.

        Whatever goes wrong is in the result.

        Args:
            endpoint: What to check.
            history: The samples before this check, the newest last, for conditions over time.
            previous: The last result with a response, for conditions on what has changed.
            queued: Seconds that the check waited for a free place.
        """
        started_at = self._clock.now()
        try:
            judging = partial(self._judge, endpoint, history, previous)
            before = previous.exchange if previous is not None else None
            result = await self._attempted(endpoint, judging, before, queued)
        except Exception as error:  # noqa: BLE001 - the last resort: a bug of ours is a result too
            failure = as_told(failure_of(error, host=host_of(endpoint.url), now=started_at), self._mask)
            result = CheckResult(name=endpoint.name, started_at=started_at, failure=failure)
            return unjudged(result, endpoint, self._mask)
        if result.failure is not None and result.failure.kind is FailureKind.TLS:
            self._sessions.contexts.forget(endpoint.tls)
        return result

    async def _attempted(
        self,
        endpoint: Endpoint,
        judging: Callable[[CheckResult], Awaitable[CheckResult]],
        before: Exchange | None,
        queued: float | None,
    ) -> CheckResult:
        """Make the attempts and return what they came to."""
        is_fresh = endpoint.connection is ConnectionUse.FRESH
        async with self._sessions.lent(endpoint, is_fresh=is_fresh) as session:
            attempts, options = await self._prepared(endpoint, session, judging, before, queued)
            client = RetryClient(
                cast("ClientSession", attempts),  # it calls nothing of a session but `request`
                retry_options=RetryRules(endpoint, attempts.wait_after),
            )
            with suppress(FailureError):  # it is in the result
                async with client.request(endpoint.method, request_url(endpoint), **options):
                    pass
            return attempts.result

    async def _prepared(
        self,
        endpoint: Endpoint,
        session: ClientSession,
        judging: Callable[[CheckResult], Awaitable[CheckResult]],
        before: Exchange | None,
        queued: float | None,
    ) -> tuple[Attempts, dict[str, Any]]:
        """Return what makes the attempts, and how each is to be made."""
        url = request_url(endpoint)
        route = choose_proxy(endpoint, self._sessions.environ)
        options = await self._options(endpoint, url, session, route.url)
        shown: bytes | None = None
        if endpoint.body is not None:  # it may be long, and is looked through for every secret
            shown = await asyncio.to_thread(shown_body, endpoint.body, options["data"], self._mask)
        attempts = Attempts(
            endpoint,
            Surroundings(
                session=session,
                clock=self._clock,
                mask=self._mask,
                judge=judging,
                shown_body=shown,
                before=before,
                queued=queued,
                lag=self._lag,
                route=route,
            ),
        )
        return attempts, options

    async def _judge(
        self,
        endpoint: Endpoint,
        history: Reversible[Sample],
        previous: CheckResult | None,
        result: CheckResult,
    ) -> CheckResult:
        return await judge(
            result,
            endpoint,
            history=history,
            previous=previous,
            mask=self._mask,
            now=self._clock.now(),
        )

    async def _options(
        self, endpoint: Endpoint, url: URL, session: ClientSession, proxy: URL | None
    ) -> dict[str, Any]:
        """Return how to make the request, in the words of aiohttp."""
        context = await self._sessions.contexts.get(endpoint.tls)
        headers, content = await _message(endpoint, self._sessions.environ)
        return {
            "auto_decompress": False,  # `BodyDecoder` does it, and notices what breaks off
            "headers": headers,
            "data": content,
            "skip_auto_headers": () if content else ("Content-Type",),
            "ssl": context,
            "server_hostname": endpoint.tls.server_name,
            "proxy": proxy,
            "allow_redirects": endpoint.follow,
            "max_redirects": endpoint.max_redirects + 1,
            "middlewares": (
                keep_home(url, secret_headers(endpoint, self._mask)),
                *self._credentials(endpoint, url, session, proxy, context),
                resend_when_stale,
                follow_hop,
            ),
        }

    def _credentials(
        self,
        endpoint: Endpoint,
        url: URL,
        session: ClientSession,
        proxy: URL | None,
        context: ssl.SSLContext,
    ) -> tuple[ClientMiddlewareType, ...]:
        """Return the middleware for credentials that are not known beforehand."""
        match endpoint.auth:
            case DigestAuth(user, password) as digest:
                key = (digest, url.origin())
                known = self._challenges.pop(key, None) or DigestAuthMiddleware(user, password)
                self._challenges[key] = known  # the newest is the last
                while len(self._challenges) > _MOST_CHALLENGES:
                    del self._challenges[next(iter(self._challenges))]
                return (known,)
            case OAuth2() as auth:
                return (self._tokens.middleware(auth, session, home=url, proxy=proxy, context=context),)
            case _:
                return ()


@asynccontextmanager
async def open_prober(
    *,
    mask: Mask,
    clock: Clock,
    resolver: AbstractResolver | None = None,
    contexts: TlsContexts | None = None,
    environ: Mapping[str, str] | None = None,
) -> AsyncIterator[Prober]:
    """Own a prober with its sessions; nothing is open when the block is left."""
    async with open_sessions(resolver=resolver, contexts=contexts, environ=environ) as sessions:
        yield Prober(sessions, mask=mask, clock=clock)


async def _message(endpoint: Endpoint, environ: Mapping[str, str]) -> tuple[CIMultiDict[str], bytes | None]:
    """Return the headers and the body; files are read in a thread."""
    headers = await read_headers(endpoint, environ)
    if endpoint.body is None:
        return headers, None
    content, kind = await asyncio.to_thread(request_body, endpoint.body)
    headers.setdefault("Content-Type", kind)
    return headers, content
