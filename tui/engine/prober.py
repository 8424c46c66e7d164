"""Prober: checks an endpoint, through aiohttp_retry, and says what it found."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, cast

from aiohttp import DigestAuthMiddleware
from aiohttp_retry import RetryClient

from tui.engine.attempts import Attempts, Surroundings
from tui.engine.failures import FailureError, as_told, failure_of
from tui.engine.plan import Plan
from tui.engine.retry import RetryRules
from tui.engine.session import open_sessions
from tui.engine.stopwatch import Stopwatch
from tui.engine.tokens import Tokens
from tui.engine.verdict import unjudged
from tui.engine.wording import server_of
from tui.model.check import CheckResult
from tui.model.failure import FailureKind
from tui.model.target import DigestAuth, OAuth2

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Mapping, Reversible

    from aiohttp import ClientMiddlewareType, ClientSession
    from aiohttp.abc import AbstractResolver
    from yarl import URL

    from tui.engine.clock import Clock
    from tui.engine.session import Sessions
    from tui.engine.tls import TlsContexts
    from tui.model.check import Sample
    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask

__all__ = ["Prober", "open_prober"]

_LOGGER = logging.getLogger("aiohttp_retry")
_MOST_CHALLENGES = 1_000
"""Digest challenges that are remembered, so that the next check knows the answer."""


class Prober:
    """Checks endpoints, each by itself; `open_prober` makes it."""

    def __init__(self, sessions: Sessions, *, mask: Mask, clock: Clock) -> None:
        self._sessions = sessions
        self._mask = mask
        self._clock = clock
        self._tokens = Tokens()
        self._stopwatch = Stopwatch()
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
                around = Surroundings(
                    session=session,
                    clock=self._clock,
                    mask=self._mask,
                    stopwatch=self._stopwatch,
                    history=history,
                    previous=previous,
                    queued=queued,
                )
                result = await self._attempted(plan, around)
        except Exception as error:  # noqa: BLE001 - the last resort: a bug of ours is a result too
            failure = as_told(failure_of(error, host=server_of(endpoint.url), now=started_at), self._mask)
            result = CheckResult(name=endpoint.name, started_at=started_at, failure=failure)
            return unjudged(result, endpoint, self._mask)
        if result.failure is not None and result.failure.kind is FailureKind.TLS:
            self._sessions.contexts.forget(endpoint.tls)
        return result

    def forget(self, name: str) -> None:
        """Work out anew how to check the endpoint of that name, if it is checked ever again."""
        self._plans.pop(name, None)

    def _plan(self, endpoint: Endpoint) -> Plan:
        """Return how to check an endpoint, as it was worked out for the check before."""
        plan = self._plans.get(endpoint.name)
        if plan is None or not plan.suits(endpoint):
            plan = Plan(
                endpoint, environ=self._sessions.environ, mask=self._mask, contexts=self._sessions.contexts
            )
            self._plans[endpoint.name] = plan
        return plan

    async def _attempted(self, plan: Plan, around: Surroundings) -> CheckResult:
        """Make the attempts and return what they came to."""
        message = await plan.message()
        options = message.options
        if plan.endpoint.auth is not None:
            guards = self._credentials(plan, around.session, options["ssl"])
            options = {**options, "middlewares": (*guards, *plan.guards)}
        attempts = Attempts(plan, message, around, options)
        if plan.attempts == 1:  # there is nothing to retry
            await attempts.make(plan.endpoint.method, plan.url)
            return attempts.result
        client = RetryClient(
            cast("ClientSession", attempts),  # it calls nothing of a session but `request`
            logger=_LOGGER,
            retry_options=RetryRules(plan.attempts, attempts.wait_after),
        )
        with suppress(FailureError):  # it is in the result
            await client.request(plan.endpoint.method, plan.url)
        return attempts.result

    def _credentials(
        self, plan: Plan, session: ClientSession, context: ssl.SSLContext
    ) -> tuple[ClientMiddlewareType, ...]:
        """Return the middleware for credentials that are not known beforehand."""
        match plan.endpoint.auth:
            case DigestAuth(user, password) as digest:
                key = (digest, plan.url.origin())
                known = self._challenges.pop(key, None) or DigestAuthMiddleware(user, password)
                self._challenges[key] = known  # the newest is the last
                while len(self._challenges) > _MOST_CHALLENGES:
                    del self._challenges[next(iter(self._challenges))]
                return (known,)
            case OAuth2() as auth:
                proxy = plan.route.url
                return (self._tokens.middleware(auth, session, home=plan.url, proxy=proxy, context=context),)
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
