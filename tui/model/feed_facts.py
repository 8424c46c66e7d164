"""FeedFacts: how a feed is, in as far as no ring of it remembers; noted at each change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.model.life import traffic_of
from tui.model.record import Record

if TYPE_CHECKING:
    from tui.model.condition import ConditionResult
    from tui.model.connection import Close, ConnectionState, Handshake
    from tui.model.failure import Failure
    from tui.model.feed_state import FeedState
    from tui.model.life import Traffic

__all__ = ["FeedFacts", "facts_of"]


class FeedFacts(Record, frozen=True, kw_only=True):
    """The fields of a `FeedState` at one moment; they mean what they mean there."""

    ASIDE: ClassVar[frozenset[str]] = frozenset({"traffic"})

    state: ConnectionState
    is_paused: bool
    connection: int
    attempt: int
    since: float | None
    next_at: float | None
    handshake: Handshake | None
    close: Close | None
    failure: Failure | None
    is_silent: bool
    failing: tuple[ConditionResult, ...]
    traffic: Traffic
    """What had travelled over all connections; that alone is no change."""


def facts_of(state: FeedState) -> FeedFacts:
    """Return how a feed is now."""
    return FeedFacts(
        state=state.state,
        is_paused=state.is_paused,
        connection=state.connection,
        attempt=state.attempt,
        since=state.since,
        next_at=state.next_at,
        handshake=state.handshake,
        close=state.close,
        failure=state.failure,
        is_silent=state.is_silent,
        failing=state.noticed.failing,
        traffic=traffic_of(state),
    )
