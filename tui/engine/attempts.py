"""Attempts: the requests of one check, each timed, read, judged and recorded by itself."""

from __future__ import annotations

import asyncio
import random
import ssl
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from aiohttp import ClientError
from msgspec import Struct
from msgspec.structs import replace

from tui.engine.bodies import read_bounded
from tui.engine.certificates import facts_of, peek
from tui.engine.connector import TracingConnector
from tui.engine.decoding import BodyDecoder
from tui.engine.failures import FailureError, as_told, failure_of
from tui.engine.hops import hops_of
from tui.engine.retry import FinalError, RetryableError, is_worth_retrying
from tui.engine.retry_after import retry_after
from tui.engine.tracing import tracing
from tui.engine.wording import server_of
from tui.model.check import Attempt, CheckResult, Exchange
from tui.model.failure import FailureKind
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from aiohttp import ClientResponse, ClientSession
    from yarl import URL

    from tui.engine.clock import Clock
    from tui.engine.lag import LagMeter
    from tui.engine.proxies import ProxyChoice
    from tui.engine.tracing import Hop, Trace
    from tui.model.check import Headers, TlsFacts
    from tui.model.endpoint import Endpoint
    from tui.model.failure import Failure
    from tui.model.mask import Mask

__all__ = ["Attempts", "Surroundings"]

Kept = TypeVar("Kept")

_PEEK = 2.0


class Surroundings(Struct, frozen=True, kw_only=True):
    """What the attempts of a check need besides the endpoint."""

    session: ClientSession
    clock: Clock
    mask: Mask
    judge: Callable[[CheckResult], Awaitable[CheckResult]]
    shown_body: bytes | None
    """The body of the request, without secrets."""
    before: Exchange | None
    """The last response, of which most comes again."""
    queued: float | None
    lag: LagMeter
    route: ProxyChoice
    """The way that the requests take."""


class Attempts:
    """Makes the attempts of one check; to aiohttp_retry it is the session that makes requests."""

    def __init__(self, endpoint: Endpoint, around: Surroundings) -> None:
        self._endpoint = endpoint
        self._around = around
        self.result = CheckResult(name=endpoint.name, started_at=around.clock.now())
        """What is known of the check so far."""

    async def request(self, method: str, url: URL, **options: Any) -> ClientResponse:  # noqa: ANN401 - aiohttp's, handed on
        """Make one attempt and return its response, read and closed.

        Raises:
            RetryableError: It failed in a way that is worth another attempt.
            FinalError: There was no response.
        """
        options.pop("trace_request_ctx", None)
        started_at = self._around.clock.now()
        with tracing() as trace, self._around.lag.watching() as lag:
            reading = _Reading()
            began = perf_counter()
            try:
                async with asyncio.timeout(self._endpoint.timeout):
                    reading.response = await self._around.session.request(method, url, **options)
                    reading.is_cut = await read_bounded(
                        reading.response,
                        self._endpoint.max_body,
                        reading.body,
                        decoder=BodyDecoder(
                            ", ".join(reading.response.headers.getall("Content-Encoding", ()))
                        ),
                    )
            except (ClientError, OSError, ValueError, FailureError) as error:
                reading.error = _true_cause(error, reading.response)
            finally:
                ended = _end_of(trace, reading)
                self._let_go(trace)
        attempt = Attempt(
            number=len(self.result.attempts) + 1,
            started_at=started_at,
            duration=ended - began - trace.aside,
            phases=trace.phases(ended, queued=self._around.queued if not self.result.attempts else None),
            exchange=self._exchange(method, trace, reading),
            failure=await self._failure(reading.error, trace, server_of(url)),
            hops=hops_of(trace, ended, self._around.mask),
            lag=lag.worst,
            route=str(self._around.route) if self._around.route.rule is not None else None,
        )
        return await self._conclude(attempt, reading.response)

    def wait_after(self, number: int) -> float:
        """Return the seconds to wait after the attempt of that number, and note them."""
        last, policy = self.result.attempts[-1], self._endpoint.retry
        wait = policy.wait_after(number, chance=random.random())  # noqa: S311 - spreads load, guards nothing
        field = last.exchange.header("Retry-After") if last.exchange is not None else None
        asked = retry_after(field, now=self._around.clock.now()) or 0.0
        wait = max(wait, min(policy.max_delay, asked))
        self._replace_last(replace(last, waited=wait))
        return wait

    async def _conclude(self, attempt: Attempt, response: ClientResponse | None) -> ClientResponse:
        """Judge an attempt, and say what is to become of it."""
        attempts = (*self.result.attempts, attempt)
        self.result = await self._around.judge(
            replace(self.result, attempts=attempts, failure=attempt.failure)
        )
        failure = self.result.failure
        if failure is not None:
            attempt = replace(attempt, failure=failure)
            self._replace_last(attempt)
            if is_worth_retrying(attempt, self._endpoint.retry):
                raise RetryableError(failure)
            if response is None:
                raise FinalError(failure)
        assert response is not None  # noqa: S101 - there is a failure if there is none
        return response

    def _replace_last(self, attempt: Attempt) -> None:
        self.result = replace(self.result, attempts=(*self.result.attempts[:-1], attempt))

    def _let_go(self, trace: Trace) -> None:
        """Close what the hops have left open."""
        for hop in trace.hops:
            if hop.response is not None:
                hop.response.close()
            if isinstance(self._around.session.connector, TracingConnector):
                self._around.session.connector.part(hop)

    def _exchange(self, method: str, trace: Trace, reading: _Reading) -> Exchange | None:
        """Return what was asked and answered, also when the answer broke off in the middle."""
        hop, response, mask = trace.last, reading.response, self._around.mask
        if hop is None or response is None:
            return None
        version, before = response.version, self._around.before
        sent = tuple((name, mask.value(name, value)) for name, value in hop.headers.items())
        return Exchange(
            method=response.method or method,
            url=public_url(str(response.url), mask),
            request_headers=_kept(sent, before.request_headers if before else None),
            request_body=self._around.shown_body if response.method == method else None,
            status=response.status,
            reason=_legible(response.reason or ""),
            http_version=f"{version.major}.{version.minor}" if version is not None else "1.1",
            headers=_headers(response),
            body=_kept(bytes(reading.body), before.body if before else None),
            is_truncated=reading.is_cut or reading.error is not None,
            ip=hop.ip,
            tls=facts_of(hop.tls) if hop.tls is not None else None,
            redirects=tuple(public_url(str(each.url), mask) for each in response.history),
        )

    async def _failure(self, error: Exception | None, trace: Trace, server: str) -> Failure | None:
        if error is None:
            return None
        hop, endpoint = trace.last if trace.asked is None else None, self._endpoint
        certificate = (
            await self._certificate(hop) if isinstance(error, ssl.SSLCertVerificationError) else None
        )
        failure = failure_of(
            error,
            host=trace.asked or server,
            hop=hop,
            timeout=endpoint.timeout,
            certificate=certificate,
            now=self._around.clock.now(),
        )
        if failure.kind is FailureKind.PROXY and (rule := self._around.route.rule) is not None:
            failure = replace(failure, message=f"{failure.message} ({rule})")
        return as_told(failure, self._around.mask)

    async def _certificate(self, hop: Hop | None) -> TlsFacts | None:
        """Look at the certificate that was refused, in one more handshake that verifies nothing."""
        if hop is None or hop.address is None or hop.is_proxied:
            return None
        return await peek(hop.address, hop.server_name, timeout=min(_PEEK, self._endpoint.timeout))


class _Reading:
    """How far the reading of a response has come."""

    def __init__(self) -> None:
        self.response: ClientResponse | None = None
        self.body = bytearray()
        self.is_cut = False
        self.error: Exception | None = None


def _end_of(trace: Trace, reading: _Reading) -> float:
    """Return when an attempt was over: when the last bytes came, if that was all that it waited for."""
    now = perf_counter()
    return now if trace.last is None or reading.error is not None else min(now, trace.last.arrival())


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
    return tuple(_field(name, value) for name, value in response.raw_headers)


@lru_cache(4_096)  # servers say the same every time, and each result keeps what they say
def _field(name: bytes, value: bytes) -> tuple[str, str]:
    return name.decode("latin-1"), value.decode("latin-1")


def _kept(new: Kept, old: Kept | None) -> Kept:
    """Return the old one if they are equal, so that both results keep the same."""
    return old if old is not None and old == new else new


def _legible(text: str) -> str:
    """Return a text of aiohttp's with the bytes that are no UTF-8 as Latin-1."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1") if not text.isascii() else text
