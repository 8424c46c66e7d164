"""The hops of an attempt as they are recorded: why each was sent, and what came of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from tui.engine.tracing import sum_of
from tui.model.hop import HopFacts, Purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from yarl import URL

    from tui.engine.tracing import Hop, Trace
    from tui.model.phases import Phases

__all__ = ["hops_of", "phases_of"]


def hops_of(trace: Trace, ended: float, public: Callable[[URL], str]) -> tuple[HopFacts, ...]:
    """Return the facts of every request that was sent until `ended`, in order; `public` writes their URLs."""
    facts: list[HopFacts] = []
    before: Hop | None = None
    for hop, end in trace.spans(ended):
        facts.append(_facts(hop, end, _purpose(hop, before), public(hop.url)))
        before = before if hop.is_aside else hop
    return tuple(facts)


def phases_of(hops: Iterable[HopFacts], queued: float | None) -> Phases:
    """Return the sum of the phases over the hops to the endpoint; of a single one, they are its own."""
    return sum_of([hop.phases for hop in hops if hop.purpose is not Purpose.TOKEN], queued)


def _purpose(hop: Hop, before: Hop | None) -> Purpose:
    """Return why a request was sent, from what came of the one before."""
    if hop.is_aside:
        return Purpose.TOKEN
    if before is None:
        return Purpose.REQUEST
    if before.response is None:
        return Purpose.AGAIN
    return Purpose.SIGN_IN if before.response.status == HTTPStatus.UNAUTHORIZED else Purpose.REDIRECT


def _facts(hop: Hop, ended: float, purpose: Purpose, url: str) -> HopFacts:
    return HopFacts(
        purpose=purpose,
        method=hop.method,
        url=url,
        duration=ended - hop.began,
        phases=hop.phases(ended),
        status=hop.answer.status if hop.answer is not None else None,
        ip=hop.ip,
        dials=tuple([dial.facts(hop.began) for dial in hop.dials]),
    )
