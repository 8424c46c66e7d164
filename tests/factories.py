"""Model objects for tests: plain by default, at fixed times, changed by keyword."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.check import Attempt, CheckResult, Exchange, TlsFacts
from tui.model.condition import ConditionOutcome, ConditionResult
from tui.model.connection import Close, Handshake, Side
from tui.model.endpoint import Endpoint
from tui.model.failure import Failure, FailureKind
from tui.model.feed import Feed
from tui.model.hop import HopFacts, Purpose
from tui.model.message import Direction, FeedMessage, Notice, NoticeKind, Opcode
from tui.model.phases import Phases

if TYPE_CHECKING:
    from typing import Any

    from tui.model.check import Headers
    from tui.model.subprotocols.packet import Packet

__all__ = [
    "NOW",
    "make_attempt",
    "make_close",
    "make_condition_result",
    "make_endpoint",
    "make_exchange",
    "make_failure",
    "make_feed",
    "make_handshake",
    "make_hop",
    "make_message",
    "make_notice",
    "make_phases",
    "make_result",
    "make_tls_facts",
]

NOW = 1_700_000_000.0
"""2023-11-14 22:13:20 UTC: when everything made here happens."""

_REASONS = {
    200: "OK",
    201: "Created",
    204: "No Content",
    301: "Moved Permanently",
    302: "Found",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


def make_endpoint(name: str = "orders", **changes: Any) -> Endpoint:
    """Return an endpoint of that name."""
    return Endpoint(**{"name": name, "url": f"https://{name}.example.com/health", **changes})


def make_feed(name: str = "trades", **changes: Any) -> Feed:
    """Return a feed of that name."""
    return Feed(**{"name": name, "url": f"wss://{name}.example.com/v1", **changes})


def make_phases(**changes: float | None) -> Phases:
    """Return the phases of a fresh TLS connection, 42 ms in all."""
    whole = Phases(dns=0.004, connect=0.008, tls=0.016, send=0.001, wait=0.012, receive=0.001)
    return replace(whole, **changes)


def make_tls_facts(**changes: Any) -> TlsFacts:
    """Return what a TLS 1.3 handshake agreed on; the certificate is good for 30 days."""
    facts = TlsFacts(
        version="TLSv1.3",
        cipher="TLS_AES_256_GCM_SHA384",
        expires_at=NOW + 30 * 86_400,
        issuer="Example CA",
        subject="orders.example.com",
        names=("orders.example.com",),
    )
    return replace(facts, **changes)


def make_exchange(status: int = 200, *, body: bytes = b'{"status": "ok"}', **changes: Any) -> Exchange:
    """Return a JSON response of that status."""
    headers: Headers = (("Content-Type", "application/json"), ("Content-Length", str(len(body))))
    exchange = Exchange(
        method="GET",
        url="https://orders.example.com/health",
        request_headers=(("Host", "orders.example.com"), ("Accept", "*/*")),
        status=status,
        reason=_REASONS.get(status, ""),
        headers=headers,
        body=body,
        ip="192.0.2.7",
    )
    return replace(exchange, **changes)


def make_failure(kind: str = "connect", message: str = "127.0.0.1:1 refused the connection") -> Failure:
    """Return a failure of that kind."""
    return Failure(FailureKind(kind), message)


def make_condition_result(
    text: str = "status == 200", outcome: str = "pass", got: str = "200"
) -> ConditionResult:
    """Return what came of a condition."""
    return ConditionResult(text, ConditionOutcome(outcome), got)


def make_attempt(status: int | None = 200, *, number: int = 1, at: float = NOW, **changes: Any) -> Attempt:
    """Return an attempt that got that status; `None`: the connection was refused."""
    attempt = Attempt(
        number=number,
        started_at=at,
        duration=0.042,
        phases=make_phases() if status is not None else Phases(connect=0.001),
        exchange=make_exchange(status) if status is not None else None,
        failure=_failure_of(status),
    )
    return replace(attempt, **changes)


def make_hop(*, purpose: str = "request", **changes: Any) -> HopFacts:
    """Return a GET of the orders endpoint that was answered with 200."""
    hop = HopFacts(
        purpose=Purpose(purpose),
        method="GET",
        url="https://orders.example.com/health",
        duration=0.042,
        phases=make_phases(),
        status=200,
        ip="192.0.2.7",
    )
    return replace(hop, **changes)


def make_result(
    status: int | None = 200,
    *,
    name: str = "orders",
    at: float = NOW,
    latency: float = 0.042,
    **changes: Any,
) -> CheckResult:
    """Return the result of a check of one attempt that got that status; `None`: it was refused.

    A status from 400 makes the check bad, unless `failure=None` says otherwise.
    """
    attempt = make_attempt(status, at=at, duration=latency)
    result = CheckResult(name=name, started_at=at, attempts=(attempt,), failure=attempt.failure)
    return replace(result, **changes)


def make_message(
    payload: str | bytes = '{"type": "trade", "price": 42}',
    *,
    at: float = NOW,
    direction: str = "in",
    opcode: Opcode | None = None,
    event: str | None = None,
    packet: Packet | None = None,
) -> FeedMessage:
    """Return a message: text for a string, binary for bytes, unless `opcode` says otherwise."""
    kind = Opcode.TEXT if isinstance(payload, str) else Opcode.BINARY
    return FeedMessage(
        at_ns=round(at * 1_000_000_000),
        direction=Direction(direction),
        opcode=kind if opcode is None else opcode,
        payload=payload.encode() if isinstance(payload, str) else payload,
        event=event,
        packet=packet,
    )


def make_notice(text: str = "connected in 42 ms", *, kind: str = "opened", at: float = NOW) -> Notice:
    """Return a row that tells of the connection."""
    return Notice(at_ns=round(at * 1_000_000_000), kind=NoticeKind(kind), text=text)


def make_handshake(**changes: Any) -> Handshake:
    """Return what opening a WebSocket agreed on."""
    handshake = Handshake(status=101, duration=0.042, phases=make_phases(receive=None), ip="192.0.2.7")
    return replace(handshake, **changes)


def make_close(code: int = 1006, reason: str = "", **changes: Any) -> Close:
    """Return how a connection ended; without a close frame unless `code` says otherwise."""
    by = Side.NETWORK if code == 1006 else Side.SERVER
    return replace(Close(code=code, reason=reason, by=by), **changes)


def _failure_of(status: int | None) -> Failure | None:
    if status is None:
        return make_failure()
    if status < 400:
        return None
    return Failure(FailureKind.STATUS, f"{status} {_REASONS.get(status, '')}".rstrip() + ", expected 2xx")
