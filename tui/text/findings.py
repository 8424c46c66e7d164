"""Findings: what one round found, in the fields of `check --format json`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.check import Outcome
from tui.model.connection import Side
from tui.model.endpoint_state import EndpointState
from tui.model.failure import Failure, FailureKind
from tui.model.phases import Phases
from tui.text.urls import public_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.model.board import State
    from tui.model.check import CheckResult, TlsFacts
    from tui.model.condition import ConditionResult
    from tui.model.endpoint import Endpoint
    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask

__all__ = ["Finding", "as_json", "findings", "millis", "of_result", "rfc3339", "tls_json", "worst"]

_PHASES = ("dns", "connect", "tls", "send", "wait", "receive")
_UNCHECKED = Failure(FailureKind.INTERNAL, "it was not checked")
_UNOPENED = Failure(FailureKind.TIMEOUT, "no connection was opened")


class Finding(Struct, frozen=True, kw_only=True):
    """What was found of one endpoint or feed; nothing in it is secret."""

    name: str
    group: str
    kind: str
    """"endpoint" or "feed"."""
    url: str
    health: Outcome
    status: int | None = None
    latency: float | None = None
    """Seconds; of a feed: until it was open."""
    attempts: int = 0
    phases: Phases = field(default_factory=Phases)
    failure: Failure | None = None
    conditions: tuple[ConditionResult, ...] = ()
    size: int = 0
    """Bytes of body, or of the messages received."""
    is_truncated: bool = False
    ip: str | None = None
    tls: TlsFacts | None = None


def findings(states: Iterable[State], mask: Mask) -> list[Finding]:
    """Return what was found of everything that is not paused, in order."""
    return [
        _of_endpoint(state, mask) if isinstance(state, EndpointState) else _of_feed(state, mask)
        for state in states
        if not state.is_paused
    ]


def of_result(endpoint: Endpoint, result: CheckResult, mask: Mask) -> Finding:
    """Return what one check of an endpoint found."""
    exchange = result.exchange
    return Finding(
        name=endpoint.name,
        group=endpoint.group,
        kind="endpoint",
        url=public_url(endpoint.url, mask),
        health=result.outcome,
        status=result.status,
        latency=result.latency,
        attempts=len(result.attempts),
        phases=result.phases,
        failure=result.failure,
        conditions=(*result.conditions, *result.warnings),
        size=len(exchange.body) if exchange else 0,
        is_truncated=exchange.is_truncated if exchange else False,
        ip=exchange.ip if exchange else None,
        tls=exchange.tls if exchange else None,
    )


def as_json(finding: Finding, mask: Mask) -> dict[str, object]:
    """Return a finding as the JSON object of the command line."""
    phases = dict(finding.phases)
    failure = finding.failure
    return {
        "name": finding.name,
        "group": finding.group,
        "kind": finding.kind,
        "url": finding.url,
        "health": str(finding.health),
        "status": finding.status,
        "latency_ms": millis(finding.latency),
        "attempts": finding.attempts,
        "phases_ms": {name: millis(phases.get(name)) for name in _PHASES},
        "failure": {"kind": str(failure.kind), "message": mask(failure.message)} if failure else None,
        "conditions": [
            {"text": mask(each.text), "outcome": str(each.outcome), "got": mask(each.got)}
            for each in finding.conditions
        ],
        "size": finding.size,
        "truncated": finding.is_truncated,
        "ip": finding.ip,
        "tls": tls_json(finding.tls),
    }


def rfc3339(epoch: float | None) -> str | None:
    """Write an instant as RFC 3339 does, in universal time, to the millisecond."""
    if epoch is None:
        return None
    try:
        moment = datetime.fromtimestamp(epoch, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def millis(seconds: float | None) -> float | None:
    """Write seconds as milliseconds, to the microsecond."""
    return None if seconds is None else round(seconds * 1000, 3)


def tls_json(tls: TlsFacts | None) -> dict[str, object] | None:
    """Return what a TLS connection agreed on as a JSON object."""
    return {"version": tls.version, "cipher": tls.cipher, "expires": rfc3339(tls.expires_at)} if tls else None


def worst(found: Sequence[Finding]) -> Outcome:
    """Return the worst health there is, `Outcome.UP` if there is none."""
    order = list(Outcome)
    return max((each.health for each in found), key=order.index, default=Outcome.UP)


def _of_endpoint(state: EndpointState, mask: Mask) -> Finding:
    if state.newest is not None:
        return of_result(state.endpoint, state.newest, mask)
    endpoint = state.endpoint
    return Finding(
        name=endpoint.name,
        group=endpoint.group,
        kind="endpoint",
        url=public_url(endpoint.url, mask),
        health=Outcome.DOWN,
        failure=_UNCHECKED,
    )


def _of_feed(state: FeedState, mask: Mask) -> Finding:
    feed, handshake, failure = state.feed, state.handshake, _feed_failure(state)
    good = Outcome.DEGRADED if state.is_silent else Outcome.UP
    return Finding(
        name=feed.name,
        group=feed.group,
        kind="feed",
        url=public_url(feed.url, mask),
        health=Outcome.DOWN if failure else good,
        status=handshake.status if handshake else None,
        latency=handshake.duration if handshake else None,
        attempts=max(state.attempt, state.connection),
        phases=handshake.phases if handshake else Phases(),
        failure=failure,
        size=state.received_bytes,
        ip=handshake.ip if handshake else None,
        tls=handshake.tls if handshake else None,
    )


def _feed_failure(state: FeedState) -> Failure | None:
    """Return why a feed is bad; that we hung up ourselves is no reason."""
    if state.failure is not None:
        return state.failure
    if state.connection == 0:
        return _UNOPENED
    close = state.close
    if close is not None and close.by is not Side.CLIENT and not close.is_clean:
        return Failure(FailureKind.CLOSED, str(close))
    return None
