"""Trace and Hop: where the time of one attempt goes, noted by hooks on the way of every request.

aiohttp's own `TraceConfig` has no signal for TLS, so the marks come from what
it lets us replace: the connector, the resolver, the class of TLS objects and the
request class. A context variable ties them to the attempt.
"""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from contextvars import ContextVar, Token
from time import perf_counter
from typing import TYPE_CHECKING, Self

from aiohttp import ClientRequest
from msgspec import Struct, field

from tui.engine.answer_end import answer_end
from tui.engine.once import once
from tui.model.phases import Phases

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Iterator
    from typing import Any

    from aiohttp import ClientResponse
    from aiohttp.abc import AbstractStreamWriter
    from aiohttp.client_proto import ResponseHandler
    from aiohttp.connector import Connection
    from multidict import CIMultiDict
    from yarl import URL

    from tui.engine.dialled import Dialled, DialledSocket

__all__ = [
    "Hop",
    "TimedRequest",
    "TimedTls",
    "Trace",
    "aside",
    "await_answer",
    "begin_hop",
    "current_hop",
]


class Hop(Struct, kw_only=True):
    """One request on the wire; a redirect or an answered challenge makes another.

    The marks are readings of `perf_counter`; one that is `None` was not reached.
    """

    url: URL
    headers: CIMultiDict[str]
    """Of the request, as aiohttp completed them."""
    method: str = "GET"
    is_aside: bool = False
    """Is it about something else than the endpoint, as about a token? Then its time does not count."""
    server_name: str = ""
    """The name that the certificate must be for."""
    is_proxied: bool = False
    began: float = field(default_factory=perf_counter)
    lookup_began: float | None = None
    lookup_ended: float | None = None
    dials: list[Dialled] = field(default_factory=list)
    """The connections that were tried; several, when a name has several addresses."""
    tls_began: float | None = None
    tls_ended: float | None = None
    connected: float | None = None
    has_body: bool = False
    """Is there more to send than its head?"""
    sent: float | None = None
    answered: float | None = None
    """When the first byte of the response was there."""
    speaks_http: bool = False
    """Did the response begin as one of HTTP does?"""
    address: tuple[Any, ...] | None = None
    """The socket address that was dialled last."""
    ip: str | None = None
    """Of the peer; `None` for a proxied request, which does not know it."""
    tls: ssl.SSLObject | None = None
    transport: asyncio.Transport | None = None
    wire: DialledSocket | None = None
    """The socket, which knows when bytes came."""
    answer: ClientResponse | None = None
    """What becomes the response once its head is complete."""

    @property
    def response(self) -> ClientResponse | None:
        """The response, of which at least the head is there."""
        return self.answer if self.answer is not None and self.answer.status is not None else None

    @property
    def dialled(self) -> float | None:
        """When the first socket was made."""
        return self.dials[0].began if self.dials else None

    @property
    def phase(self) -> str | None:
        """The phase that it is in, or in which it ended."""
        marks = (
            ("receive", self.answered),
            ("wait", self.sent),
            ("send", self.connected),
            ("tls", self.tls_began),
            ("connect", self.dialled),
            ("dns", self.lookup_began),
        )
        return next((name for name, mark in marks if mark is not None), None)

    @property
    def connected_after(self) -> float | None:
        """Seconds until there was a connection to send on."""
        return None if self.connected is None else self.connected - self.began

    def arrival(self) -> float:
        """Return when the newest bytes came: before we looked at them, if the loop was busy meanwhile.

        On a connection kept alive they may be older than the request: a server that was tired of
        waiting has sent a 408 (RFC 9110, section 15.5.9), and nobody had read it yet.
        """
        arrived = self.wire.arrived if self.wire is not None else None
        if arrived is None:
            return perf_counter()
        return max(arrived, self.began)

    def phases(self, ended: float) -> Phases:
        """Return how long each phase took; the one that was running went on until `ended`."""
        sent, answered = self.sent, self.answered
        if answered is not None and (sent is None or answered < sent):
            sent = answered  # the server did not wait for all of the request
        return Phases(
            dns=_span(self.lookup_began, self.lookup_ended or ended),
            connect=_span(self.dialled, self.tls_began or self.connected or ended),
            tls=_span(self.tls_began, self.tls_ended or ended),
            send=_span(self.connected, sent or ended),
            wait=_span(sent, answered or ended),
            receive=_span(answered, ended),
        )


def _span(began: float | None, ended: float) -> float | None:
    """Return how long a phase took, if it ever began; a stamp of the system may lie before it."""
    if began is None:
        return None
    return ended - began if ended > began else 0.0  # `max` takes six times as long


class Trace(Struct):
    """Every hop of one attempt: every request that is made while it is entered."""

    hops: list[Hop] = field(default_factory=list)
    aside: float = 0.0
    """Seconds spent on something else than the endpoint, as on fetching a token."""
    asked: str | None = None
    """The server that is asked for that, or that did not answer."""
    token: Token[Trace | None] | None = None

    def __enter__(self) -> Self:
        self.token = _current.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        assert self.token is not None  # noqa: S101 - it has been entered
        _current.reset(self.token)

    @property
    def first(self) -> Hop | None:
        """The hop to the endpoint that the attempt began with."""
        return next((hop for hop in self.hops if not hop.is_aside), None)

    @property
    def last(self) -> Hop | None:
        """The hop to the endpoint that the attempt is in, or ended with."""
        for hop in reversed(self.hops):
            if not hop.is_aside:
                return hop
        return None


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


@contextmanager
def aside(server: str) -> Iterator[None]:
    """Note the requests to that server, which are made inside, as ones whose time does not count."""
    trace, began = _current.get(), perf_counter()
    inner = Trace()
    if trace is not None:
        trace.asked = server
    try:
        with inner:
            yield
        if trace is not None:
            trace.asked = None
    finally:
        if trace is not None:
            trace.aside += perf_counter() - began
            for hop in inner.hops:
                hop.is_aside = True
            if inner.hops:
                inner.hops[0].began = min(began, inner.hops[0].began)  # what leads to it is aside as well
            trace.hops += inner.hops


def current_hop() -> Hop | None:
    """Return the hop that is on its way in this context."""
    trace = _current.get()
    return trace.hops[-1] if trace is not None and trace.hops else None


def begin_hop(request: ClientRequest) -> Hop | None:
    """Note that a request looks for a connection, as every one does that really goes out."""
    trace = _current.get()
    if trace is None:
        return None
    hop = Hop(
        url=request.url,
        headers=request.headers,
        method=request.method,
        server_name=request.server_hostname or request.url.host or "",
        is_proxied=request.proxy is not None,
    )
    trace.hops.append(hop)
    return hop


def await_answer(hop: Hop, protocol: ResponseHandler) -> None:
    """Note when the next byte comes on a connection, and take no more of what comes with it than the answer.

    A server may send more than it has announced, as a body to HEAD: that spoils what comes next on the
    connection, and to aiohttp the answer itself, though that is whole.

    aiohttp tells when the head is complete, which a server may send drop by
    drop.
    """

    def first(receive: Callable[[bytes], None], data: bytes) -> None:
        hop.answered = hop.arrival()
        hop.speaks_http = data.startswith(b"HTTP/")
        end = answer_end(data, hop.method)
        if end is not None and end < len(data):
            data = data[:end]
            protocol.force_close()
        receive(data)

    once(protocol, "data_received", first)


class TimedTls(ssl.SSLObject):
    """A TLS connection that notes when its handshake began and ended."""

    def do_handshake(self) -> None:
        hop = current_hop()
        if hop is not None and hop.tls_began is None:
            hop.tls_began = perf_counter()
        super().do_handshake()
        if hop is not None:
            hop.tls_ended = perf_counter()


class TimedRequest(ClientRequest):
    """A request that notes when the last of it was sent."""

    async def send(self, conn: Connection) -> ClientResponse:
        hop = current_hop()
        response = await super().send(conn)
        if hop is not None:
            hop.answer = response
            if hop.sent is None and not hop.has_body:
                hop.sent = perf_counter()
        return response

    def write_bytes(
        self, writer: AbstractStreamWriter, conn: Connection, content_length: int | None = None
    ) -> Coroutine[Any, Any, None]:
        """Return what sends the body; `send` may be over long before that is."""
        hop = current_hop()
        if hop is not None:
            hop.has_body = True
        return self._write(hop, writer, conn, content_length)

    async def _write(
        self, hop: Hop | None, writer: AbstractStreamWriter, conn: Connection, content_length: int | None
    ) -> None:
        await super().write_bytes(writer, conn, content_length)
        if hop is not None:
            hop.sent = perf_counter()
