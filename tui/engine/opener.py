"""Opener: opens the connections of one feed, one after the other."""

from __future__ import annotations

import asyncio
import os
import re
from time import perf_counter
from typing import TYPE_CHECKING

from aiohttp import (
    ClientError,
    ClientSession,
    CookieJar,
    hdrs,
)
from msgspec import Struct
from msgspec.structs import replace

from tui.engine.auth import keep_home, read_headers, secret_headers
from tui.engine.bodies import request_body
from tui.engine.certificates import facts_of
from tui.engine.connector import TracingConnector
from tui.engine.credentials import Credentials
from tui.engine.event_source import EventSource
from tui.engine.failures import FailureError, as_told, failure_of
from tui.engine.handshake import (
    Doorman,
    RefusedError,
    TolerantResponse,
    event_objection,
    shown_headers,
    socket_url,
    upgrade_objection,
    warning_about,
    web_url,
)
from tui.engine.hopeless import is_hopeless
from tui.engine.hops import hops_of, phases_of
from tui.engine.inbox import Inbox
from tui.engine.proxies import choose_proxy
from tui.engine.reconnect import Refusal
from tui.engine.resolver import ThreadResolver
from tui.engine.session import dialling_of, new_session, request_url
from tui.engine.tls import TlsContexts
from tui.engine.tracing import Trace
from tui.engine.websocket import WebSocket
from tui.engine.wording import server_of
from tui.model.connection import Handshake
from tui.model.event_stream import EventStreamParser
from tui.model.failure import FailureKind
from tui.text.safe import clean
from tui.text.urls import public_url

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping
    from contextlib import AsyncExitStack
    from typing import Any

    from aiohttp import ClientResponse
    from multidict import CIMultiDict
    from yarl import URL

    from tui.engine.clock import Clock
    from tui.engine.link import Link
    from tui.model.feed import ReconnectPolicy
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask

__all__ = ["Opener"]

_PATIENCE = 15.0
_MOST_REDIRECTS = 10
_WINDOW_BITS = 15
_SHORTEST_WAIT, _LONGEST_WAIT = 0.5, 300.0
"""Seconds that Server-Sent Events can ask for; with 0 a server that ends every stream would be stormed."""
_UNSENDABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
"""What no field of a request can carry (RFC 9110, section 5.5), though an id may have it."""
_LONGEST_NAME = 60


class _Dial(Struct, frozen=True, kw_only=True):
    """What one attempt to connect works with."""

    session: ClientSession
    doorman: Doorman
    inbox: Inbox
    trace: Trace
    url: URL
    headers: CIMultiDict[str]
    proxy: URL | None
    context: ssl.SSLContext


class Opener:
    """Opens connections as a feed wants them, and keeps what one leaves to the next."""

    def __init__(
        self,
        state: FeedState,
        *,
        mask: Mask,
        clock: Clock,
        changed: Callable[[], None],
        contexts: TlsContexts | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._state = state
        self._feed = state.feed
        self._mask = mask
        self._clock = clock
        self._changed = changed
        self._environ = os.environ if environ is None else environ
        self._resolver = ThreadResolver()
        self._contexts = contexts or TlsContexts()
        self._credentials = Credentials(self._feed.auth)
        self._parser = EventStreamParser()
        self._cookies = CookieJar(unsafe=True)
        """What was set goes with the next handshake: a load balancer knows us by it, also at an address.

        No list of public suffixes guards it: it is this feed's alone, so what is set for `Domain=com`
        reaches only whom the feed's own servers redirect to, and they could tell those anyway.
        """

    @property
    def policy(self) -> ReconnectPolicy | None:
        """When to connect again; Server-Sent Events can ask for another delay."""
        policy = self._feed.reconnect
        if policy is None or self._parser.retry is None:
            return policy
        delay = min(max(_SHORTEST_WAIT, self._parser.retry), _LONGEST_WAIT)
        return replace(policy, delay=delay, max_delay=max(delay, policy.max_delay))

    async def open(self, stack: AsyncExitStack) -> Link | Refusal:
        """Open a connection that ends, at the latest, with the stack; or say why there is none."""
        with Trace() as trace:
            try:
                async with asyncio.timeout(_PATIENCE):
                    dial = await self._dial(stack, trace)
                    return await (self._upgrade(dial) if self._feed.is_websocket else self._subscribe(dial))
            except RefusedError as refused:
                return self._told(refused.refusal)
            except (FailureError, ClientError, OSError, ValueError) as error:
                return self._told(self._refusal(error, trace))

    async def _dial(self, stack: AsyncExitStack, trace: Trace) -> _Dial:
        """Prepare an attempt: a session of its own, with nothing in it from the one before but cookies."""
        url = web_url(request_url(self._feed))
        proxy = choose_proxy(self._feed, self._environ).url
        context = await self._contexts.get(self._feed.tls)
        headers = await read_headers(self._feed, self._environ)
        objection = upgrade_objection if self._feed.is_websocket else event_objection
        doorman = Doorman(objection, self._public, clock=self._clock, mask=self._mask)
        inbox = Inbox(self._clock)
        session = new_session(
            TracingConnector(dialling_of(self._feed), self._resolver),
            doorman,
            keep_home(url, secret_headers(self._feed, self._mask)),
            *self._credentials.middlewares(url, proxy=proxy, context=context),
            inbox,
            response_class=TolerantResponse,
            cookies=self._cookies,
        )
        await stack.enter_async_context(session)
        return _Dial(
            session=session,
            doorman=doorman,
            inbox=inbox,
            trace=trace,
            url=url,
            headers=headers,
            proxy=proxy,
            context=context,
        )

    async def _upgrade(self, dial: _Dial) -> Link:
        """Open a WebSocket (RFC 6455, section 4.1)."""
        from tui.model.subprotocols.choice import conversation_of  # noqa: PLC0415 - the first frame waits for none

        feed = self._feed
        socket = await dial.session.ws_connect(
            dial.url,
            headers=dial.headers,
            protocols=feed.subprotocols,
            origin=feed.web_origin,
            proxy=dial.proxy,
            ssl=dial.context,
            server_hostname=feed.tls.server_name,
            compress=_WINDOW_BITS if feed.compression else 0,
        )
        response = dial.doorman.passed()
        dial.inbox.take_over(response)
        handshake = self._agreed(
            dial,
            response,
            subprotocol=socket.protocol,
            compression=bool(socket.compress),
            warning=self._mask(warning_about(response, feed) or "") or None,
        )
        return WebSocket(
            socket,
            response,
            dial.inbox,
            handshake,
            self._state,
            conversation=conversation_of(feed, socket.protocol),
            clock=self._clock,
            changed=self._changed,
        )

    async def _subscribe(self, dial: _Dial) -> Link:
        """Open Server-Sent Events, after the last event that there was (HTML standard, 9.2.5)."""
        feed = self._feed
        headers = dial.headers
        headers.setdefault(hdrs.ACCEPT, "text/event-stream")
        headers.setdefault(hdrs.CACHE_CONTROL, "no-cache")
        if self._parser.last_id and not _UNSENDABLE.search(self._parser.last_id):
            headers["Last-Event-ID"] = self._parser.last_id
        content = None
        if feed.body is not None:
            content, kind = await asyncio.to_thread(request_body, feed.body)
            headers.setdefault(hdrs.CONTENT_TYPE, kind)
        response = await dial.session.request(
            feed.method,
            dial.url,
            headers=headers,
            data=content,
            proxy=dial.proxy,
            ssl=dial.context,
            server_hostname=feed.tls.server_name,
            max_redirects=_MOST_REDIRECTS,
        )
        self._parser = EventStreamParser(self._parser.last_id, self._parser.retry)
        return EventSource(
            response,
            self._agreed(dial, response),
            self._parser,
            self._state,
            opened_at=dial.inbox.answered_at,
            clock=self._clock,
            changed=self._changed,
        )

    def _agreed(self, dial: _Dial, response: ClientResponse, **agreed: Any) -> Handshake:  # noqa: ANN401 - fields of Handshake
        """Tell of a handshake that succeeded."""
        hop, now = dial.trace.last, perf_counter()
        hops = hops_of(dial.trace, now, self._public)
        phases = phases_of(hops)
        return Handshake(
            status=response.status,
            duration=phases.total,
            phases=phases,
            headers=shown_headers(response, self._mask),
            ip=hop.ip if hop is not None else None,
            tls=facts_of(hop.tls) if hop is not None and hop.tls is not None else None,
            hops=hops if len(hops) > 1 else (),
            cookies=tuple(clean(name, _LONGEST_NAME) for name in self._cookies.filter_cookies(dial.url)),
            **agreed,
        )

    def _refusal(self, error: Exception, trace: Trace) -> Refusal:
        first = trace.first
        failure = failure_of(
            error,
            host=trace.asked or server_of(first.url if first is not None else self._feed.url),
            hop=trace.last if trace.asked is None else None,
            timeout=_PATIENCE,
            now=self._clock.now(),
            is_websocket=self._feed.is_websocket,
        )
        if failure.kind is FailureKind.TLS:
            self._contexts.forget(self._feed.tls)
        return Refusal(failure=failure, is_fatal=is_hopeless(error, failure))

    def _public(self, url: URL) -> str:
        """Write a URL of ours as it may be shown: as that of a feed, although handshakes are HTTP."""
        return public_url(str(socket_url(url) if self._feed.is_websocket else url), self._mask)

    def _told(self, refusal: Refusal) -> Refusal:
        return replace(refusal, failure=as_told(refusal.failure, self._mask))
