"""The history of the demo without a network: its script becomes results and messages at fixed times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from screenshots.streams import Stream
from tui.demo.replies import reply
from tui.demo.script import Mode, chance, scene
from tui.engine.verdict import judge
from tui.model.check import Attempt, CheckResult, Exchange
from tui.model.event import Event, EventKind
from tui.model.failure import Failure, FailureKind
from tui.model.phases import Phases

if TYPE_CHECKING:
    from tui.demo.replies import Reply
    from tui.demo.script import Scene
    from tui.model.board import Board
    from tui.model.endpoint import Endpoint
    from tui.model.endpoint_state import EndpointState

__all__ = ["NOW", "replay"]

NOW = 1_795_340_467.0
"""2026-11-22 09:41:07 UTC: when the clock stands still."""
_LENGTH = 3 * 90 + 26.0
"""Seconds that the demo has been running: payments are down, the cart gets slower, a lookup needs retries."""
_BEGAN = NOW - _LENGTH
_BODY = 40_000
"""Bytes kept of a body: the five megabytes of a report would be parsed at every check."""
_TRICKLED = 1.75
_SERVER = "127.0.0.1:8765"

_FAULTS: dict[Mode, tuple[FailureKind, str, str]] = {
    Mode.HANG: (
        FailureKind.TIMEOUT,
        f"no response byte within 1.5s (connected to {_SERVER} in 0.4ms)",
        "wait",
    ),
    Mode.DROP: (FailureKind.DISCONNECTED, f"{_SERVER} closed the connection without an answer", "wait"),
    Mode.TRUNCATE: (FailureKind.TRUNCATED, "the body ended after 60 of 120 bytes", "receive"),
    Mode.GARBLE: (FailureKind.DECODE, "the body is not what its encoding says: gzip", "receive"),
    Mode.LOOP: (FailureKind.REDIRECT, "redirects lead back to /edge/manifest", "wait"),
}
"""What a check finds when there is no good answer."""


async def replay(board: Board) -> None:
    """Record on the board what has happened since the demo began, in the order of time."""
    board.events.clear()  # the dashboard has told that it began just now
    detail = f"{len(board.endpoints)} endpoints · {len(board.feeds)} feeds · demo"
    told = [Event(at=_BEGAN, source="asyncdash", kind=EventKind.STARTED, what="started", detail=detail)]
    for state in board.endpoints:
        told += await _checks(state, board)
    for feed in board.feeds:
        told += Stream(feed, began=_BEGAN, until=NOW).play()
    for event in sorted(told, key=lambda event: event.at):
        board.tell(event)


async def _checks(state: EndpointState, board: Board) -> list[Event]:
    """Record every check of an endpoint, and return its events."""
    endpoint = state.endpoint
    told: list[Event] = []
    at = _BEGAN + endpoint.interval * chance("start", endpoint.name)
    while at <= NOW:
        result = _check(endpoint, at)
        judged = await judge(
            result, endpoint, history=state.samples, previous=state.newest, mask=board.mask, now=at
        )
        if judged.ended_at > NOW:
            break
        told += state.record(judged)
        at += max(endpoint.interval, judged.ended_at - at)
    state.scheduled(at)
    return told


def _check(endpoint: Endpoint, at: float) -> CheckResult:
    """Return what the check at that moment finds."""
    t = at - _BEGAN
    happens = scene(endpoint.name, t)
    attempt = _attempt(endpoint, t, happens)
    if happens.mode is not Mode.FLAKY:
        return CheckResult(name=endpoint.name, started_at=at, attempts=(attempt,), failure=attempt.failure)
    failed = _attempt(endpoint, t, replace(happens, status=503, mode=Mode.ANSWER))
    failed = replace(failed, failure=Failure(FailureKind.STATUS, "503 Service Unavailable, expected 2xx"))
    delay = endpoint.retry.delay
    failed = replace(failed, waited=delay)
    again = replace(attempt, number=2, started_at=at + failed.duration + delay)
    return CheckResult(name=endpoint.name, started_at=at, attempts=(failed, again))


def _attempt(endpoint: Endpoint, t: float, happens: Scene) -> Attempt:
    """Return one request and what became of it."""
    unrest = chance(endpoint.name, "phases", round(t, 3))
    connect, send, wait = 0.0004 + 0.0003 * unrest, 0.0001, happens.latency
    receive: float | None = _TRICKLED if happens.mode is Mode.TRICKLE else 0.0003 + 0.0006 * unrest
    failure, exchange = None, None
    if happens.mode in _FAULTS:
        kind, message, phase = _FAULTS[happens.mode]
        failure = Failure(kind, message, phase)
        wait = endpoint.timeout if happens.mode is Mode.HANG else wait
        receive = receive if phase == "receive" else None
    else:
        exchange = _exchange(endpoint, reply(endpoint.name, t, happens))
    phases = Phases(connect=connect, send=send, wait=wait, receive=receive)
    return Attempt(
        number=1,
        started_at=_BEGAN + t,
        duration=phases.total,
        phases=phases,
        exchange=exchange,
        failure=failure,
    )


def _exchange(endpoint: Endpoint, answer: Reply) -> Exchange:
    """Return the request and the response as they went over the wire."""
    body = answer.body
    if len(body) > _BODY:
        body = body[: body.index(b"},{", _BODY)] + b"}]}"
    status = 304 if endpoint.name == "cdn-manifest" and b"v42" in body else answer.status
    body = b"" if status == 304 else body  # noqa: PLR2004 - RFC 9110, section 15.4.5
    headers = {
        "Content-Type": answer.content_type,
        "Content-Length": str(len(body)),
        **answer.headers,
        "Server": "asyncdash-demo",
    }
    return Exchange(
        method=str(endpoint.method),
        url=endpoint.url,
        request_headers=(("Host", _SERVER), *endpoint.headers.items()),
        status=status,
        reason=_REASONS.get(status, ""),
        headers=tuple(headers.items()),
        body=body,
        ip="127.0.0.1",
    )


_REASONS = {
    200: "OK",
    202: "Accepted",
    304: "Not Modified",
    401: "Unauthorized",
    429: "Too Many Requests",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
