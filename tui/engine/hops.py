"""The hops of an attempt as they are recorded: why each was sent, and what came of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.hop import HopFacts, Purpose
from tui.model.phases import Phases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from yarl import URL

    from tui.engine.tracing import Hop, Trace

__all__ = ["hops_of", "phases_of"]


def hops_of(trace: Trace, ended: float, public: Callable[[URL], str]) -> tuple[HopFacts, ...]:
    """Return the facts of every request that was sent until `ended`, in order; `public` writes their URLs.

    Each was over when the next one began.
    """
    facts: list[HopFacts] = []
    before: Hop | None = None
    for number, hop in enumerate(trace.hops, 1):
        end = trace.hops[number].began if number < len(trace.hops) else ended
        facts.append(_facts(hop, end, _purpose(hop, before), public(hop.url)))
        before = before if hop.is_aside else hop
    return tuple(facts)


def phases_of(hops: Iterable[HopFacts], queued: float | None = None) -> Phases:
    """Return the sum of the phases over the hops to the endpoint; one that happened in none is `None`."""
    parts = [hop.phases for hop in hops if hop.purpose is not Purpose.TOKEN]
    if len(parts) == 1:
        return parts[0] if queued is None else replace(parts[0], queued=queued)
    sums: dict[str, float] = {}
    for part in parts:
        for name, length in part:
            sums[name] = sums.get(name, 0.0) + length
    return Phases(queued=queued, **sums)


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
