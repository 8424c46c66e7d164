from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.engine.heartbeat import Heartbeat


def test_a_ping_fits_into_a_control_frame_and_differs_from_the_last() -> None:
    heartbeat = Heartbeat()
    first, second = heartbeat.ping(1.0), heartbeat.ping(1.0)

    assert len(first) == 16
    assert first != second


def test_a_pong_tells_the_round_trip_of_its_own_ping() -> None:
    heartbeat = Heartbeat()
    first, second = heartbeat.ping(1.0), heartbeat.ping(5.0)

    assert heartbeat.round_trip(first, 5.25) == 4.25
    assert heartbeat.round_trip(second, 5.5) == 0.5


def test_a_pong_that_comes_twice_counts_once() -> None:
    heartbeat = Heartbeat()
    payload = heartbeat.ping(1.0)
    heartbeat.round_trip(payload, 1.5)

    assert heartbeat.round_trip(payload, 2.0) is None


def test_a_later_pong_answers_the_pings_before_it() -> None:
    heartbeat = Heartbeat()
    first, second = heartbeat.ping(1.0), heartbeat.ping(2.0)

    assert heartbeat.round_trip(second, 3.0) == 1.0
    assert heartbeat.round_trip(first, 3.0) is None


@given(st.binary(max_size=125))
def test_a_pong_that_nobody_asked_for_is_not_ours(payload: bytes) -> None:
    assert Heartbeat().round_trip(payload, 1.0) is None


@given(st.binary(min_size=16, max_size=16))
def test_no_pong_can_make_up_a_round_trip(payload: bytes) -> None:
    heartbeat = Heartbeat()
    heartbeat.ping(1.0)

    assert heartbeat.round_trip(payload, 1.5) in {None, 0.5}


def test_pings_that_are_never_answered_are_forgotten() -> None:
    heartbeat = Heartbeat()
    first = heartbeat.ping(0.0)
    for second in range(1, 100):
        heartbeat.ping(float(second))

    assert heartbeat.round_trip(first, 100.0) is None
