from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_feed, make_handshake, make_message
from tui.model.connection import Close, ConnectionState, Side
from tui.model.event import EventKind
from tui.model.failure import Failure, FailureKind
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.model.life import Life, Traffic
from tui.model.message import Notice, Opcode
from tui.model.subprotocols.socket_io import socket_io_packet
from tui.model.vitals import Vitals

if TYPE_CHECKING:
    from typing import Any

REFUSED = Failure(FailureKind.CONNECT, "127.0.0.1:1 refused the connection")


def make_state(**changes: Any) -> FeedState:
    return FeedState(make_feed(**changes))


def make_open_state(**changes: Any) -> FeedState:
    state = make_state(**changes)
    state.connecting(NOW)
    state.opened(make_handshake(), NOW)
    return state


MESSAGES = st.builds(
    make_message,
    st.text(max_size=5) | st.binary(max_size=5),
    at=st.integers(0, 100).map(lambda second: NOW + second),
    direction=st.sampled_from(["in", "out"]),
    opcode=st.none() | st.sampled_from([Opcode.PING, Opcode.PONG]),
)


@given(st.lists(MESSAGES, max_size=30))
def test_every_message_is_counted_once_and_raises_the_revision(messages: list[Any]) -> None:
    state = make_state(buffer=BufferLimits(messages=5))
    for message in messages:
        before = state.revision
        state.record(message)
        assert state.revision > before

    spoken = [message for message in messages if message.opcode in {Opcode.TEXT, Opcode.BINARY}]

    assert state.rows.end == len(messages)
    assert state.received == sum(message.direction == "in" for message in spoken)
    assert state.sent == sum(message.direction == "out" for message in spoken)
    assert state.received_bytes + state.sent_bytes == sum(message.size for message in spoken)


def test_messages_that_came_together_count_as_if_each_came_alone() -> None:
    messages = [make_message(str(number), at=NOW + number) for number in range(7)]
    one, many = (make_state(buffer=BufferLimits(messages=5)) for _ in range(2))
    for message in messages:
        one.record(message)
    many.receive(messages)

    assert list(many.rows) == list(one.rows)
    assert (many.received, many.received_bytes, many.last_at) == (
        one.received,
        one.received_bytes,
        one.last_at,
    )


def test_only_what_is_received_counts_for_the_rate() -> None:
    state = make_open_state()
    state.record(make_message(at=NOW))
    state.record(make_message(at=NOW, direction="out"))
    state.record(make_message(b"", at=NOW, opcode=Opcode.PING))

    assert state.rates.window(NOW + 1, 1) == [1]
    assert state.last_at == NOW


def test_a_message_ends_the_silence() -> None:
    state = make_open_state(silence=30.0)
    state.fell_silent(NOW + 30)
    state.record(make_message())

    assert state.health is Health.UP


def test_silence_degrades_a_feed() -> None:
    state = make_open_state(silence=30.0)
    events = state.fell_silent(NOW + 30)

    assert [(event.kind, event.duration) for event in events] == [(EventKind.DEGRADED, 30.0)]
    assert state.health is Health.DEGRADED


def test_silence_is_told_once() -> None:
    state = make_open_state(silence=30.0)
    state.fell_silent(NOW + 30)

    assert state.fell_silent(NOW + 31) == []


def test_the_end_of_a_silence_is_an_event() -> None:
    state = make_open_state(silence=30.0)
    state.fell_silent(NOW + 30)
    state.record(make_message(at=NOW + 31))
    events = state.spoke_again(NOW + 31)

    assert [(event.kind, event.health) for event in events] == [(EventKind.IMPROVED, Health.UP)]


def test_a_goodbye_is_no_failure() -> None:
    state = make_open_state()
    state.closed(Close(code=1000, by=Side.SERVER), NOW + 1)

    assert state.failure is None


def test_a_lost_connection_is_a_failure_that_says_why() -> None:
    state = make_open_state()
    events = state.closed(Close(code=1006, by=Side.NETWORK, detail="connection reset"), NOW + 1)

    assert state.failure == Failure(FailureKind.CLOSED, "1006 abnormal closure · connection reset")
    assert [event.what for event in events] == ["closed 1006"]


def test_the_same_rejection_is_an_event_only_once() -> None:
    state = make_state()
    first = state.rejected(REFUSED, NOW)

    assert [event.kind for event in first] == [EventKind.REJECTED]
    assert state.rejected(REFUSED, NOW + 1) == []


def test_attempts_count_until_a_connection_lasts() -> None:
    state = make_open_state()
    state.closed(Close(code=1006), NOW)
    state.connecting(NOW + 1)

    assert state.attempt == 2
    state.lasted()
    assert state.attempt == 0


def test_the_next_attempt_has_a_time() -> None:
    state = make_open_state()
    state.closed(Close(code=1006), NOW)
    state.waiting(7.0, NOW)

    assert (state.state, state.next_at) == (ConnectionState.WAITING, NOW + 7)
    state.connecting(NOW + 7)
    assert state.next_at is None


def test_a_goodbye_that_is_not_answered_yet_is_a_state_of_its_own() -> None:
    state = make_open_state()
    state.closing(NOW + 1)

    assert (state.state, state.since) == (ConnectionState.CLOSING, NOW + 1)


@pytest.mark.parametrize(
    ("attempts", "health"), [(0, Health.UNKNOWN), (1, Health.PENDING), (3, Health.PENDING), (4, Health.DOWN)]
)
def test_a_few_failed_attempts_are_not_yet_down(attempts: int, health: Health) -> None:
    state = make_state()
    for _ in range(attempts):
        state.connecting(NOW)
        state.rejected(REFUSED, NOW)

    assert state.health is health


def test_a_feed_that_will_not_be_tried_again_is_down() -> None:
    state = make_state()
    events = state.stopped(REFUSED, NOW)

    assert state.health is Health.DOWN
    assert [(event.kind, event.detail) for event in events] == [(EventKind.STOPPED, REFUSED.message)]


def test_a_pause_is_told_once_and_starts_the_attempts_anew() -> None:
    state = make_open_state()

    assert [event.kind for event in state.pause(NOW)] == [EventKind.PAUSED]
    assert state.pause(NOW) == []
    assert state.health is Health.PAUSED
    assert [event.kind for event in state.resume(NOW)] == [EventKind.RESUMED]
    assert state.resume(NOW) == []
    assert state.attempt == 0


def test_a_feed_that_is_not_enabled_is_paused_from_the_start() -> None:
    assert make_state(enabled=False).health is Health.PAUSED


def test_uptime_is_the_share_of_connected_time() -> None:
    state = make_open_state()
    state.closed(Close(code=1006), NOW + 6)
    state.connecting(NOW + 8)
    state.opened(make_handshake(), NOW + 9)

    assert state.uptime(NOW + 10) == pytest.approx(0.7)


def test_uptime_is_unknown_before_the_start() -> None:
    assert make_state().uptime(NOW) is None


def test_the_time_until_a_feed_is_first_open_counts_neither_as_up_nor_as_down() -> None:
    state = make_state()
    state.connecting(NOW)

    assert state.uptime(NOW + 3) is None

    state.opened(make_handshake(), NOW + 4)

    assert state.uptime(NOW + 5) == 1.0


def test_a_feed_is_down_from_when_its_first_attempt_failed() -> None:
    state = make_state()
    state.connecting(NOW)
    state.rejected(REFUSED, NOW + 4)
    state.connecting(NOW + 5)
    state.opened(make_handshake(), NOW + 6)

    assert state.uptime(NOW + 8) == pytest.approx(0.5)


def test_the_time_for_which_a_feed_is_paused_counts_neither_as_up_nor_as_down() -> None:
    state = make_open_state()
    state.pause(NOW + 6)
    state.closed(Close(code=1000, by=Side.CLIENT), NOW + 6)

    assert state.uptime(NOW + 600) == 1.0

    state.resume(NOW + 606)
    state.connecting(NOW + 606)
    state.opened(make_handshake(), NOW + 608)

    assert state.uptime(NOW + 610) == pytest.approx(0.8)


def test_a_feed_that_was_paused_before_it_was_known_is_known_from_then_on() -> None:
    state = make_state()
    state.pause(NOW - 100)
    state.resume(NOW)
    state.connecting(NOW)
    state.rejected(REFUSED, NOW + 4)
    state.opened(make_handshake(), NOW + 6)

    assert state.uptime(NOW + 8) == pytest.approx(0.5)


def test_a_feed_that_comes_and_goes_keeps_its_uptime_in_bounded_memory() -> None:
    state = make_state()
    for minute in range(3_000):
        state.connecting(NOW + minute * 60)
        state.opened(make_handshake(), NOW + minute * 60)
        state.closed(Close(code=1006), NOW + minute * 60 + 30)

    assert len(state.open_spans) <= 1_000
    assert state.uptime(NOW + 3_000 * 60) == pytest.approx(0.5)


def test_the_row_of_an_open_connection_says_what_was_agreed_on() -> None:
    state = make_state()
    state.opened(
        make_handshake(
            status=101, duration=0.038, subprotocol="graphql-transport-ws", compression=True, warning="odd"
        ),
        NOW,
    )
    row = state.rows.newest

    assert isinstance(row, Notice)
    assert row.text == "101 in 38ms · graphql-transport-ws · permessage-deflate · odd"


def test_a_round_trip_is_kept_until_the_next_connection() -> None:
    state = make_open_state()
    state.ponged(0.012)

    assert state.rtt == 0.012
    state.opened(make_handshake(), NOW)
    assert state.rtt is None


def test_the_end_of_a_connection_tells_of_its_life() -> None:
    state = make_open_state()
    state.record(make_message("first", at=NOW + 1))
    state.closed(Close(code=1012), NOW + 5)
    state.opened(make_handshake(), NOW + 10)
    state.record(make_message("hello", at=NOW + 12))
    state.record(make_message("hi", at=NOW + 13, direction="out"))
    state.ponged(0.018)
    state.closed(Close(code=1006), NOW + 20)
    notice = state.rows.newest

    assert isinstance(notice, Notice)
    assert notice.life == Life(
        number=2,
        seconds=10.0,
        traffic=Traffic(received=1, sent=1, received_bytes=5, sent_bytes=2),
        rtt=0.018,
        quiet=8.0,
    )


def test_what_only_keeps_a_connection_alive_does_not_break_a_silence() -> None:
    state = FeedState(make_feed())
    state.record(make_message(at=NOW))
    state.fell_silent(NOW + 30)
    state.record(make_message("2", at=NOW + 40, packet=socket_io_packet(b"2")))
    silent, last_at = state.is_silent, state.last_at
    state.receive([make_message(at=NOW + 50), make_message("2", at=NOW + 50, packet=socket_io_packet(b"2"))])

    assert (silent, last_at) == (True, NOW)
    assert (state.is_silent, state.last_at, state.received) == (False, NOW + 50, 4)


def test_a_message_more_is_no_change() -> None:
    state = make_open_state()
    state.measured(Vitals(), NOW + 1)
    known = len(state.facts)
    state.record(make_message(at=NOW + 2))
    state.measured(Vitals(), NOW + 3)

    assert len(state.facts) == known


def test_messages_are_counted_in_both_directions_and_nothing_else_is() -> None:
    state = FeedState(make_feed())
    _ = state.opened(make_handshake(), NOW)
    state.record(make_message("a"))
    state.record(make_message(b"", opcode=Opcode.PONG))
    state.record(make_message("b", direction="out"))

    assert [state.ordinal(number) for number in range(4)] == [None, 1, None, 2]
