"""Attempts: the requests of one check, each timed, read, judged and recorded by itself."""

from __future__ import annotations

import random
import ssl
from functools import cache, lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from aiohttp import ClientError, hdrs
from msgspec import Struct
from msgspec.structs import replace

from tui.engine.bodies import read_bounded
from tui.engine.certificates import facts_of, peek
from tui.engine.connector import TracingConnector
from tui.engine.decoding import BodyDecoder
from tui.engine.failures import FailureError, as_told, failure_of
from tui.engine.hops import hops_of, phases_of
from tui.engine.retry import FinalError, RetryableError, is_worth_retrying
from tui.engine.retry_after import retry_after
from tui.engine.tracing import Trace
from tui.engine.verdict import judge
from tui.engine.wording import server_of
from tui.model.check import Attempt, CheckResult, Exchange
from tui.model.failure import FailureKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Reversible
    from typing import Any

    from aiohttp import ClientResponse, ClientSession, HttpVersion
    from yarl import URL

    from tui.engine.clock import Clock
    from tui.engine.plan import Message, Plan
    from tui.engine.stopwatch import Stopwatch
    from tui.engine.tracing import Hop
    from tui.model.check import Headers, Sample, TlsFacts
    from tui.model.failure import Failure
    from tui.model.mask import Mask

__all__ = ["Attempts", "Surroundings"]

Kept = TypeVar("Kept")

_PEEK = 2.0


class Surroundings(Struct, frozen=True, kw_only=True):
    """What the attempts of a check need besides the plan."""

    session: ClientSession
    clock: Clock
    mask: Mask
    stopwatch: Stopwatch
    history: Reversible[Sample]
    """The samples before this check, the newest last."""
    previous: CheckResult | None
    """The last result with a response, of which most comes again."""
    queued: float | None


class Attempts:
    """Makes the attempts of one check; to aiohttp_retry it is the session that makes requests."""

    def __init__(
        self, plan: Plan, message: Message, around: Surroundings, options: Mapping[str, Any]
    ) -> None:
        """Take what is known before the first of them.

        Args:
            plan: How the endpoint is checked.
            message: What is sent.
            around: Whatever else they need.
            options: How to make each request, in the words of aiohttp.
        """
        self._plan = plan
        self._message = message
        self._around = around
        self._options = options
        self.result = CheckResult(name=plan.endpoint.name, started_at=around.clock.now())
        """What is known of the check so far."""

    async def request(self, method: str, url: URL, **_: object) -> ClientResponse:
        """Make one attempt and return its response, read and closed.

        Raises:
            RetryableError: It failed in a way that is worth another attempt.
            FinalError: There was no response.
        """
        response = await self.make(method, url)
        failure = self.result.failure
        if failure is not None and is_worth_retrying(self.result.attempts[-1], self._plan.endpoint.retry):
            raise RetryableError(failure)
        if response is None:
            assert failure is not None  # noqa: S101 - it says why there is none
            raise FinalError(failure)
        return response

    async def make(self, method: str, url: URL) -> ClientResponse | None:
        """Make one attempt, whatever comes of it, and return its response, read and closed."""
        around, endpoint, plan = self._around, self._plan.endpoint, self._plan
        started_at = around.clock.now()
        reading = _Reading()
        with Trace() as trace:
            began, timing = perf_counter(), around.stopwatch.limit(endpoint.timeout)
            try:
                with timing:
                    response = await around.session.request(method, url, **self._options)
                    reading.response = response
                    reading.is_cut = await read_bounded(
                        response, endpoint.max_body, reading.body, decoder=_decoder_of(response)
                    )
            except (ClientError, OSError, ValueError, FailureError) as error:
                reading.error = _true_cause(error, reading.response)
            finally:
                hop = trace.last
                ended = _end_of(hop, reading)
                self._let_go(trace)
        hops = hops_of(trace, ended, plan.public)
        attempt = Attempt(
            number=len(self.result.attempts) + 1,
            started_at=started_at,
            duration=ended - began - trace.aside,
            aside=trace.aside,
            phases=phases_of(hops, around.queued if not self.result.attempts else None),
            exchange=self._exchange(method, hop, reading),
            failure=await self._failure(reading.error, trace, url) if reading.error is not None else None,
            hops=hops,
            lag=timing.lag,
            route=plan.shown_route,
        )
        await self._add(attempt)
        return reading.response

    def wait_after(self, number: int) -> float:
        """Return the seconds to wait after the attempt of that number, and note them."""
        last, policy = self.result.attempts[-1], self._plan.endpoint.retry
        wait = policy.wait_after(number, chance=random.random())  # noqa: S311 - spreads load, guards nothing
        field = last.exchange.header("Retry-After") if last.exchange is not None else None
        asked = retry_after(field, now=self._around.clock.now()) or 0.0
        wait = max(wait, min(policy.max_delay, asked))
        self._replace_last(replace(last, waited=wait))
        return wait

    async def _add(self, attempt: Attempt) -> None:
        """Judge an attempt, and add it to the result."""
        around = self._around
        self.result = await judge(
            replace(self.result, attempts=(*self.result.attempts, attempt), failure=attempt.failure),
            self._plan.endpoint,
            history=around.history,
            previous=around.previous,
            mask=around.mask,
            now=around.clock.now(),
        )
        if self.result.failure is not None:
            self._replace_last(replace(attempt, failure=self.result.failure))

    def _replace_last(self, attempt: Attempt) -> None:
        self.result = replace(self.result, attempts=(*self.result.attempts[:-1], attempt))

    def _let_go(self, trace: Trace) -> None:
        """Close what the hops have left open."""
        connector = self._around.session.connector
        for hop in trace.hops:
            if hop.answer is not None and not hop.answer.closed:
                hop.answer.close()
            if hop.tls is not None and isinstance(connector, TracingConnector):
                connector.part(hop)

    def _exchange(self, method: str, hop: Hop | None, reading: _Reading) -> Exchange | None:
        """Return what was asked and answered, also when the answer broke off in the middle."""
        response, previous = reading.response, self._around.previous
        if hop is None or response is None:
            return None
        version, before = response.version, previous.exchange if previous is not None else None
        return Exchange(
            method=response.method or method,
            url=self._plan.public(response.url),
            request_headers=self._plan.shown(hop.headers),
            request_body=self._message.shown if response.method == method else None,
            status=response.status,
            reason=_kept(_legible(response.reason or ""), before.reason if before else None),
            http_version=_written(version) if version is not None else "1.1",
            headers=_headers(response),
            body=_kept(bytes(reading.body), before.body if before else None),
            is_truncated=reading.is_cut or reading.error is not None,
            ip=hop.ip,
            tls=_kept(facts_of(hop.tls), before.tls if before else None) if hop.tls is not None else None,
            redirects=tuple([self._plan.public(each.url) for each in response.history]),
        )

    async def _failure(self, error: Exception, trace: Trace, url: URL) -> Failure:
        hop = trace.last if trace.asked is None else None
        certificate = (
            await self._certificate(hop) if isinstance(error, ssl.SSLCertVerificationError) else None
        )
        failure = failure_of(
            error,
            host=trace.asked or server_of(url),
            hop=hop,
            timeout=self._plan.endpoint.timeout,
            certificate=certificate,
            now=self._around.clock.now(),
        )
        if failure.kind is FailureKind.PROXY and (rule := self._plan.route.rule) is not None:
            failure = replace(failure, message=f"{failure.message} ({rule})")
        return as_told(failure, self._around.mask)

    async def _certificate(self, hop: Hop | None) -> TlsFacts | None:
        """Look at the certificate that was refused, in one more handshake that verifies nothing."""
        if hop is None or hop.address is None or hop.is_proxied:
            return None
        return await peek(hop.address, hop.server_name, timeout=min(_PEEK, self._plan.endpoint.timeout))


class _Reading:
    """How far the reading of a response has come."""

    __slots__ = ("body", "error", "is_cut", "response")

    def __init__(self) -> None:
        self.response: ClientResponse | None = None
        self.body = bytearray()
        self.is_cut = False
        self.error: Exception | None = None


def _end_of(hop: Hop | None, reading: _Reading) -> float:
    """Return when an attempt was over: when the last bytes came, if that was all that it waited for."""
    now = perf_counter()
    if hop is None or reading.error is not None:
        return now
    arrived = hop.arrival()
    return min(arrived, now)


def _decoder_of(response: ClientResponse) -> BodyDecoder | None:
    """Return what undoes the encoding of a body, if it has one."""
    encodings = response.headers.getall(hdrs.CONTENT_ENCODING, ())
    return BodyDecoder(", ".join(encodings)) if encodings else None


def _true_cause(error: Exception, response: ClientResponse | None) -> Exception:
    """Return what a deadline was really waiting for.

    When a chunk is malformed aiohttp tells its protocol, but not whoever is
    reading the body: that read ends with the deadline, and not before.
    """
    if isinstance(error, TimeoutError) and response is not None and response.connection is not None:
        protocol = response.connection.protocol
        known = protocol.exception() if protocol is not None else None
        if isinstance(known, Exception):
            return known
    return error


def _headers(response: ClientResponse) -> Headers:
    """Return the header fields as they came; aiohttp's own text of them can break a terminal."""
    return tuple(map(_field, response.raw_headers))


@lru_cache(4_096)  # servers say the same every time, and each result keeps what they say
def _field(raw: tuple[bytes, bytes]) -> tuple[str, str]:
    name, value = raw
    return name.decode("latin-1"), value.decode("latin-1")


@cache  # HTTP has few versions
def _written(version: HttpVersion) -> str:
    return f"{version.major}.{version.minor}"


def _kept(new: Kept, old: Kept | None) -> Kept:
    """Return the old one if they are equal, so that both results keep the same."""
    return old if old is not None and old == new else new


def _legible(text: str) -> str:
    """Return a text of aiohttp's with the bytes that are no UTF-8 as Latin-1."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")
