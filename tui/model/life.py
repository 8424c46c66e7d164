"""Life: what one connection of a feed was, from its opening to its end; Traffic: what has travelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from tui.model.feed_state import FeedState

__all__ = ["Life", "Traffic", "life_of", "traffic_of"]


class Traffic(Struct, frozen=True, kw_only=True, gc=False):
    """How many messages and payload bytes travelled, each way."""

    received: int = 0
    sent: int = 0
    received_bytes: int = 0
    sent_bytes: int = 0

    def since(self, earlier: Traffic) -> Traffic:
        """Return what has travelled since another count."""
        return Traffic(
            received=self.received - earlier.received,
            sent=self.sent - earlier.sent,
            received_bytes=self.received_bytes - earlier.received_bytes,
            sent_bytes=self.sent_bytes - earlier.sent_bytes,
        )


class Life(Struct, frozen=True, kw_only=True, gc=False):
    """How things stood with a connection when it ended."""

    number: int
    """Which connection of the feed it was, from 1."""
    seconds: float
    """From its opening to its end."""
    traffic: Traffic
    rtt: float | None = None
    """The round trip of its last ping that was answered, in seconds; `None`: none was."""
    quiet: float | None = None
    """Seconds between its last message and its end; `None`: it brought none."""


def life_of(state: FeedState, at: float) -> Life:
    """Tell of the connection that ends at that moment."""
    opened_at = state.open_spans.newest[0] if state.open_spans.newest else at
    return Life(
        number=state.connection,
        seconds=max(0.0, at - opened_at),
        traffic=traffic_of(state).since(state.before),
        rtt=state.rtt,
        quiet=None if state.last_at is None else max(0.0, at - state.last_at),
    )


def traffic_of(state: FeedState) -> Traffic:
    """Return what has travelled over all connections of a feed."""
    return Traffic(
        received=state.received,
        sent=state.sent,
        received_bytes=state.received_bytes,
        sent_bytes=state.sent_bytes,
    )
