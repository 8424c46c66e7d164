"""FeedState: what is known of a feed, and how its connection and messages change it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from tui.model.asides import Asides
from tui.model.changes import Changes
from tui.model.connection import Close, ConnectionState, Handshake
from tui.model.event import Event, EventKind, event_of
from tui.model.failure import Failure, FailureKind
from tui.model.feed_facts import FeedFacts, facts_of
from tui.model.feed_notes import note, note_gap
from tui.model.health import Health
from tui.model.life import Traffic, life_of, traffic_of
from tui.model.message import Direction, FeedMessage, NoticeKind, Opcode, Row
from tui.model.noticed import Noticed
from tui.model.pairs import Pairs
from tui.model.ring import Ring
from tui.model.spans import Spans
from tui.model.stats import RateHistory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.feed import Feed
    from tui.model.vitals import Vitals

__all__ = ["FeedState"]

_PATIENCE = 3
_ROUND_TRIPS = 200
_BILLION = 1_000_000_000


class FeedState:
    """Everything known of one feed; only its own methods change it."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.name = feed.name
        self.rows: Ring[Row] = Ring(feed.buffer.messages, feed.buffer.size)
        """Messages and notices, the newest of them, under numbers that never change."""
        self.asides, self.remarks = Asides(), Asides()
        """Which rows are no received messages, and which are no messages: control frames and notices."""
        self.state = ConnectionState.CLOSED
        self.is_paused = not feed.enabled
        self.connection = 0
        """How many connections were opened."""
        self.attempt = 0
        """Attempts in a row that did not lead to a lasting connection."""
        self.since: float | None = None
        """When the connection's state became what it is, in seconds since the epoch."""
        self.next_at: float | None = None
        """When a lost connection is tried again, in seconds since the epoch."""
        self.handshake: Handshake | None = None
        """Of the connection that is open, or was last."""
        self.close: Close | None = None
        """How the last connection ended."""
        self.failure: Failure | None = None
        """Why there is no connection; `None`: there is one, or it was closed in good order."""
        self.rtt: float | None = None
        """The round trip of the last ping that was answered, in seconds."""
        self.round_trips: deque[float] = deque(maxlen=_ROUND_TRIPS)
        """Those of the newest pings, over all connections."""
        self.vitals: Vitals | None = None
        """What the machine knew of the connection when it was last looked at; `None`: there is none."""
        self.received = self.sent = self.received_bytes = self.sent_bytes = 0
        self.before = Traffic()
        """What had travelled when the connection that is open, or was last, was opened."""
        self.last_at: float | None = None
        """When the last message came that says anything, in seconds since the epoch."""
        self.is_silent = False
        """Has no message come for longer than the feed's `silence`?"""
        self.noticed = Noticed(Pairs(feed.pair))
        """What was seen in the messages by whoever looks at them later."""
        self.rates = RateHistory()
        """Messages received in each second."""
        self.open_spans, self.paused_spans = Spans(), Spans()
        """From when to when it was connected, and from when to when nobody wanted it to be."""
        self.facts: Changes[FeedFacts] = Changes()
        """How it was at any moment, as far as rows, rates and spans do not tell."""
        self.rtts: Changes[float | None] = Changes()
        """The round trip at any moment."""
        self.started_at: float | None = None
        self.known_at: float | None = None
        """When the first attempt had come to something: before that, nobody knows whether it is up."""
        self.revision = 0

    @property
    def health(self) -> Health:
        """How it is, in the same words as for endpoints."""
        if self.is_paused:
            return Health.PAUSED
        match self.state:
            case ConnectionState.OPEN:
                return Health.DEGRADED if self.is_silent or self.noticed.failing else Health.UP
            case ConnectionState.STOPPED:
                return Health.DOWN
            case ConnectionState.CLOSED if self.attempt == 0 and self.connection == 0:
                return Health.UNKNOWN
            case _:
                return Health.DOWN if self.attempt > _PATIENCE else Health.PENDING

    def reconfigured(self, feed: Feed) -> None:
        """Take a changed feed of the same name; what is known of it stays known."""
        self.feed = feed
        self.revision += 1

    def connecting(self, at: float) -> None:
        """Note that an attempt to connect has begun."""
        self.started_at = self.started_at or at
        self.attempt += 1
        self.next_at = None
        self._enter(ConnectionState.CONNECTING, at)

    def opened(self, handshake: Handshake, at: float) -> list[Event]:
        """Note that the connection is open."""
        note_gap(self, at)
        self.known_at = self.known_at or at
        self.connection += 1
        self.before = traffic_of(self)
        self.handshake = handshake
        self.failure = self.close = self.rtt = self.vitals = None
        self.is_silent = False
        self.noticed.failing = ()
        self.last_at = None
        self.open_spans.begin(at)
        self._enter(ConnectionState.OPEN, at)
        note(self, at, NoticeKind.OPENED, str(handshake), handshake)
        return [event_of(self, at, EventKind.OPENED, "open", str(handshake))]

    def lasted(self) -> None:
        """Note that the connection has been up for long enough to forget the attempts before it."""
        self.attempt = 0
        self.revision += 1

    def receive(self, messages: Sequence[FeedMessage]) -> None:
        """Take in messages that were received together: most of what happens is this."""
        sizes = [len(each.payload) for each in messages]
        self.rows.extend(messages, sizes)
        self.received += len(sizes)
        self.received_bytes += sum(sizes)
        self.rates.add(messages[-1].at_ns // _BILLION, len(sizes))
        spoken = next((each for each in reversed(messages) if not each.is_upkeep), None)
        if spoken is not None:
            self.last_at = spoken.at_ns / _BILLION
            self.is_silent = False
        self.revision += 1

    def record(self, message: FeedMessage) -> None:
        """Take in one message or control frame."""
        is_message = message.opcode <= Opcode.BINARY
        if is_message and message.direction is Direction.RECEIVED:
            self.receive((message,))
            return
        size = len(message.payload)
        number = self.rows.append(message, size)
        self.asides.add(number, self.rows.start)
        if is_message:
            self.sent += 1
            self.sent_bytes += size
        else:
            self.remarks.add(number, self.rows.start)
        self.revision += 1

    def ordinal(self, number: int) -> int | None:
        """Return which of all messages, received or sent, a row that is kept is, from 1 on.

        `None`: it is no message.
        """
        ordinal = self.remarks.others(0, number + 1)
        return ordinal if ordinal > self.remarks.others(0, number) else None

    def ponged(self, rtt: float) -> None:
        """Note how long our own ping took to be answered, in seconds."""
        self.rtt = rtt
        self.round_trips.append(rtt)
        self.revision += 1

    def measured(self, vitals: Vitals, at: float) -> None:
        """Note what the machine knows of the connection."""
        self.vitals = vitals
        self.rtts.put(at, self.rtt)
        self._changed(at)

    def fell_silent(self, at: float) -> list[Event]:
        """Note that no message has come for longer than the feed's `silence`."""
        if self.is_silent:
            return []
        self.is_silent = True
        self._changed(at)
        since = self.last_at or self.since or at
        return [event_of(self, at, EventKind.DEGRADED, "silent", duration=at - since)]

    def spoke_again(self, at: float) -> list[Event]:
        """Note that messages come again after a silence."""
        self._changed(at)
        return [event_of(self, at, EventKind.IMPROVED, "messages again")]

    def closing(self, at: float) -> None:
        """Note that goodbye was said, and not yet answered."""
        self._enter(ConnectionState.CLOSING, at)

    def closed(self, close: Close, at: float) -> list[Event]:
        """Note that an open connection has ended."""
        life = life_of(self, at)
        self.close = close
        self.failure = None if close.is_clean else Failure(FailureKind.CLOSED, str(close))
        self.open_spans.end(at)
        self._enter(ConnectionState.CLOSED, at)
        note(self, at, NoticeKind.CLOSED, str(close), close, life=life)
        return [event_of(self, at, EventKind.CLOSED, f"closed {close.code}", str(close))]

    def rejected(self, failure: Failure, at: float) -> list[Event]:
        """Note that an attempt to connect has failed."""
        first = self.failure is None or self.failure.message != failure.message
        self.failure = failure
        self.known_at = self.known_at or at
        self._enter(ConnectionState.CLOSED, at)
        note(self, at, NoticeKind.REJECTED, str(failure), failure)
        return [event_of(self, at, EventKind.REJECTED, str(failure.kind), failure.message)] if first else []

    def waiting(self, delay: float, at: float) -> None:
        """Note that the next attempt comes in `delay` seconds."""
        self.next_at = at + delay
        self._enter(ConnectionState.WAITING, at)

    def stopped(self, failure: Failure | None, at: float) -> list[Event]:
        """Note that it will not be tried again by itself, and why."""
        self.failure = failure
        self._enter(ConnectionState.STOPPED, at)
        return [event_of(self, at, EventKind.STOPPED, "stopped", failure.message if failure else "")]

    def pause(self, at: float) -> list[Event]:
        """Note that somebody wants it disconnected."""
        if self.is_paused:
            return []
        self.is_paused = True
        self.paused_spans.begin(at)
        self.next_at = None
        if self.state is not ConnectionState.OPEN:
            self._enter(ConnectionState.CLOSED, at)
        self._changed(at)
        return [event_of(self, at, EventKind.PAUSED, "paused", "by you")]

    def resume(self, at: float) -> list[Event]:
        """Note that somebody wants it connected again."""
        if not self.is_paused:
            return []
        self.is_paused = False
        self.paused_spans.end(at)
        self.attempt = 0
        self._changed(at)
        return [event_of(self, at, EventKind.RESUMED, "resumed", "by you")]

    def uptime(self, now: float) -> float | None:
        """Return the share of the time that it was connected, from 0 to 1, since that is known.

        The time for which it was paused is left out.
        """
        if self.known_at is None:
            return None
        wanted = now - self.known_at - self.paused_spans.total(now, since=self.known_at)
        return min(1.0, self.open_spans.total(now) / wanted) if wanted > 0 else None

    def _enter(self, state: ConnectionState, at: float) -> None:
        self.state = state
        self.since = at
        self._changed(at)

    def _changed(self, at: float) -> None:
        self.facts.put(at, facts_of(self))
        self.revision += 1
