"""Prober: checks an endpoint, through aiohttp_retry, and says what it found."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TypeVar, cast

from aiohttp import DigestAuthMiddleware
from aiohttp_retry import RetryClient

from tui.engine.attempts import Attempts, Surroundings
from tui.engine.failures import FailureError, as_told, failure_of
from tui.engine.lag import LagMeter
from tui.engine.places import host_of
from tui.engine.plan import Plan
from tui.engine.retry import RetryRules
from tui.engine.session import open_sessions
from tui.engine.tokens import Tokens
from tui.engine.verdict import unjudged
from tui.model.check import CheckResult
from tui.model.failure import FailureKind
from tui.model.target import DigestAuth, OAuth2

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Mapping, Reversible
    from typing import Any

    from aiohttp import ClientMiddlewareType, ClientSession
    from aiohttp.abc import AbstractResolver
    from yarl import URL

    from tui.engine.clock import Clock
    from tui.engine.plan import Message
    from tui.engine.session import Sessions
    from tui.engine.tls import TlsContexts
    from tui.model.check import Sample
    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask

__all__ = ["Prober", "open_prober"]

Key = TypeVar("Key")
Value = TypeVar("Value")

_LOGGER = logging.getLogger("aiohttp_retry")
_MOST_PLANS = 20_000
"""Plans that are kept: endpoints come and go, and who had the old ones is gone."""
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
        self._plans: dict[str, Plan] = {}
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
            plan = self._plan(endpoint)
            async with self._sessions.lent(plan.dialling) as session:
                result = await self._attempted(
                    plan,
                    Surroundings(
                        session=session,
                        clock=self._clock,
                        mask=self._mask,
                        lag=self._lag,
                        history=history,
                        previous=previous,
                        queued=queued,
                    ),
                )
        except Exception as error:  # noqa: BLE001 - the last resort: a bug of ours is a result too
            failure = as_told(failure_of(error, host=host_of(endpoint.url), now=started_at), self._mask)
            result = CheckResult(name=endpoint.name, started_at=started_at, failure=failure)
            return unjudged(result, endpoint, self._mask)
        if result.failure is not None and result.failure.kind is FailureKind.TLS:
            self._sessions.contexts.forget(endpoint.tls)
        return result

    def _plan(self, endpoint: Endpoint) -> Plan:
        """Return how to check an endpoint, as it was worked out for the check before."""
        plan = self._plans.pop(endpoint.name, None)
        if plan is None or not plan.suits(endpoint):
            plan = Plan(endpoint, environ=self._sessions.environ, mask=self._mask)
        _keep(self._plans, endpoint.name, plan, _MOST_PLANS)
        return plan

    async def _attempted(self, plan: Plan, around: Surroundings) -> CheckResult:
        """Make the attempts and return what they came to."""
        message = await plan.message()
        context = await self._sessions.contexts.get(plan.endpoint.tls)
        attempts = Attempts(plan, message, around, self._options(plan, message, around.session, context))
        with suppress(FailureError):  # it is in the result
            if plan.attempts == 1:  # there is nothing to retry
                await attempts.request(plan.endpoint.method, plan.url)
                return attempts.result
            client = RetryClient(
                cast("ClientSession", attempts),  # it calls nothing of a session but `request`
                logger=_LOGGER,
                retry_options=RetryRules(plan.attempts, attempts.wait_after),
            )
            await client.request(plan.endpoint.method, plan.url)
        return attempts.result

    def _options(
        self, plan: Plan, message: Message, session: ClientSession, context: ssl.SSLContext
    ) -> dict[str, Any]:
        """Return how to make the request, in the words of aiohttp."""
        endpoint = plan.endpoint
        return {
            "auto_decompress": False,  # `BodyDecoder` does it, and notices what breaks off
            "headers": message.headers,
            "data": message.content,
            "skip_auto_headers": plan.skipped_headers,
            "ssl": context,
            "server_hostname": endpoint.tls.server_name,
            "proxy": plan.route.url,
            "allow_redirects": endpoint.follow,
            "max_redirects": endpoint.max_redirects + 1,
            "middlewares": (
                plan.guards
                if endpoint.auth is None
                else (*self._credentials(plan, session, context), *plan.guards)
            ),
        }

    def _credentials(
        self, plan: Plan, session: ClientSession, context: ssl.SSLContext
    ) -> tuple[ClientMiddlewareType, ...]:
        """Return the middleware for credentials that are not known beforehand."""
        match plan.endpoint.auth:
            case DigestAuth(user, password) as digest:
                key = (digest, plan.url.origin())
                known = self._challenges.pop(key, None) or DigestAuthMiddleware(user, password)
                _keep(self._challenges, key, known, _MOST_CHALLENGES)
                return (known,)
            case OAuth2() as auth:
                proxy = plan.route.url
                return (self._tokens.middleware(auth, session, home=plan.url, proxy=proxy, context=context),)
            case _:
                return ()


def _keep(kept: dict[Key, Value], key: Key, value: Value, most: int) -> None:
    """Put something in as the newest, and let the oldest go when there are too many."""
    kept[key] = value
    while len(kept) > most:
        del kept[next(iter(kept))]


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
