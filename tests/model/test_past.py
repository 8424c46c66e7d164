from __future__ import annotations

import pytest

from tests.boards import make_board
from tests.factories import (
    NOW,
    make_close,
    make_endpoint,
    make_feed,
    make_handshake,
    make_message,
    make_result,
)
from tui.model.board import Board
from tui.model.connection import ConnectionState
from tui.model.endpoint_state import Credit, EndpointState
from tui.model.event import Event, EventKind
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.model.past import board_at, earlier, later, oldest, state_at
from tui.model.vitals import Vitals


def make_checked(*statuses: int, every: float = 10.0) -> EndpointState:
    """Return an endpoint that was checked with these statuses, the last one at `NOW`."""
    state = EndpointState(make_endpoint())
    for number, status in enumerate(statuses):
        state.record(make_result(status, at=NOW - (len(statuses) - 1 - number) * every))
    return state


def endpoint_at(state: EndpointState, at: float) -> EndpointState:
    past = state_at(state, at)
    assert isinstance(past, EndpointState)
    return past


def feed_at(state: FeedState, at: float) -> FeedState:
    past = state_at(state, at)
    assert isinstance(past, FeedState)
    return past


def make_stream() -> FeedState:
    state = FeedState(make_feed())
    state.connecting(NOW - 100)
    state.opened(make_handshake(), NOW - 99)
    for second in range(90, 0, -1):
        state.record(make_message(f"{second} seconds ago", at=NOW - second))
    return state


def test_an_endpoint_was_as_its_newest_check_then_had_found_it() -> None:
    past = endpoint_at(make_checked(200, 503, 200), NOW - 5)

    assert past.health is Health.DOWN
    assert past.newest is not None
    assert past.newest.status == 503
    assert past.since == pytest.approx(NOW - 10, abs=0.1)


def test_a_check_is_known_when_it_is_over_and_not_before() -> None:
    state = make_checked(200)
    state.record(make_result(200, at=NOW + 10, latency=2.0))

    assert endpoint_at(state, NOW + 11).samples.end == 1
    assert endpoint_at(state, NOW + 11).checking_since == NOW + 10
    assert endpoint_at(state, NOW + 12).samples.end == 2


def test_the_next_check_was_due_when_it_came() -> None:
    past = endpoint_at(make_checked(200, 200), NOW - 5)

    assert past.next_at == NOW
    assert past.checking_since is None


def test_what_is_paused_now_was_not_paused_then() -> None:
    state = make_checked(200)
    state.pause(NOW + 5)

    assert endpoint_at(state, NOW + 4).health is Health.UP
    assert endpoint_at(state, NOW + 6).health is Health.PAUSED


def test_a_failure_that_was_our_own_was_nobody_elses() -> None:
    state = make_checked(200)
    state.record(make_result(None, at=NOW + 10), Credit.HELD)
    state.settle(is_ours=True)

    assert endpoint_at(state, NOW + 20).health is Health.UP


def test_before_the_first_check_nothing_was_known() -> None:
    past = endpoint_at(make_checked(200), NOW - 1)

    assert (past.health, past.newest, len(past.samples)) == (Health.UNKNOWN, None, 0)


def test_the_good_response_before_is_the_one_before_that_moment() -> None:
    state = make_checked(200, 503, 200)
    good = endpoint_at(state, NOW - 5).good_before(1)

    assert good is state.results[0]


def test_what_is_recorded_later_does_not_change_the_past() -> None:
    state = make_checked(200)
    past = endpoint_at(state, NOW + 1)
    state.record(make_result(503, at=NOW + 10))

    assert (past.health, past.samples.end) == (Health.UP, 1)


def test_a_feed_had_the_messages_that_had_come() -> None:
    past = feed_at(make_stream(), NOW - 50)
    newest = past.rows.newest

    assert newest is not None
    assert newest.at == NOW - 50
    assert past.last_at == NOW - 50


def test_a_feed_was_open_before_it_was_lost() -> None:
    state = make_stream()
    state.closed(make_close(1006), NOW)

    assert feed_at(state, NOW - 1).state is ConnectionState.OPEN
    assert list(feed_at(state, NOW - 1).open_spans) == [(NOW - 99, None)]
    assert feed_at(state, NOW).state is ConnectionState.CLOSED
    assert feed_at(state, NOW - 99.5).state is ConnectionState.CONNECTING
    assert (feed_at(state, NOW - 1).close, feed_at(state, NOW).close) == (None, state.close)


def test_a_feed_was_silent_until_the_next_message_came() -> None:
    state = make_stream()
    state.fell_silent(NOW + 30)
    state.record(make_message(at=NOW + 60))

    assert [feed_at(state, NOW + after).is_silent for after in (29, 31, 61)] == [False, True, False]


def test_before_it_was_begun_a_feed_was_not_known() -> None:
    past = feed_at(make_stream(), NOW - 200)

    assert (past.health, past.started_at, past.uptime(NOW - 200)) == (Health.UNKNOWN, None, None)


def test_the_uptime_of_a_feed_was_unknown_while_it_connected_for_the_first_time() -> None:
    assert feed_at(make_stream(), NOW - 99.5).uptime(NOW - 99.5) is None


def test_the_uptime_of_a_feed_leaves_out_for_how_long_it_had_been_paused() -> None:
    state = make_stream()
    state.pause(NOW)
    state.closed(make_close(1000), NOW)
    state.resume(NOW + 50)

    assert [feed_at(state, NOW + after).uptime(NOW + after) for after in (-1, 40)] == [1.0, 1.0]
    assert feed_at(state, NOW + 60).uptime(NOW + 60) == pytest.approx(99 / 109)


def test_the_round_trip_is_the_one_that_was_measured_then() -> None:
    state = make_stream()
    for at, rtt in ((NOW - 50, 0.018), (NOW - 20, 0.300)):
        state.ponged(rtt)
        state.measured(Vitals(), at)

    assert feed_at(state, NOW - 30).rtt == 0.018


def test_the_log_ends_at_that_moment() -> None:
    board = Board()
    for number in range(4):
        board.tell(Event(at=NOW + number, source="config", kind=EventKind.CONFIG, what=str(number)))
    past = board_at(board, NOW + 2)

    assert [event.what for event in past.events] == ["0", "1", "2"]
    assert past.events.end - past.seen_events == 3


def test_the_board_of_now_is_the_board() -> None:
    board = make_board()
    past = board_at(board, NOW)

    assert past.totals() == board.totals()
    assert [state.name for state in past] == [state.name for state in board]


def test_two_moments_never_look_the_same_to_what_is_drawn_once() -> None:
    state = make_checked(200, 200)

    assert state_at(state, NOW - 5).revision != state_at(state, NOW - 4.9).revision


def test_a_step_back_ends_at_a_check_that_is_far_enough() -> None:
    state = make_checked(200, 200, 200)
    at = earlier(state, NOW + 5, 10)

    assert at == state.results[1].ended_at


def test_a_step_forth_ends_at_a_check_that_is_far_enough() -> None:
    state = make_checked(200, 200, 200)

    assert later(state, NOW - 19, 5) == state.results[1].ended_at


def test_back_and_forth_is_where_one_began() -> None:
    state = make_checked(*[200] * 9)
    begin = state.results[7].ended_at

    assert later(state, earlier(state, begin, 5), 5) == begin


def test_beside_a_feed_a_step_is_just_as_long_as_was_asked() -> None:
    state = make_stream()

    assert (earlier(state, NOW, 5), later(state, NOW - 10, 5)) == (NOW - 5, NOW - 5)


def test_the_past_begins_with_the_oldest_that_is_kept() -> None:
    board = Board([make_endpoint("orders")])
    nothing, state = oldest(board), board["orders"]
    assert isinstance(state, EndpointState)
    for number in range(3):
        state.record(make_result(200, at=NOW + number, latency=0.5))

    assert (nothing, oldest(board)) == (None, NOW + 0.5)
