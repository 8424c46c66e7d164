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


def test_the_first_ping_is_due_at_once_and_the_next_after_the_interval() -> None:
    heartbeat = Heartbeat()

    assert heartbeat.is_due(0.0, 20.0)
    heartbeat.ping(0.0)
    assert not heartbeat.is_due(19.9, 20.0)
    assert heartbeat.is_due(20.0, 20.0)


def test_without_an_interval_no_ping_is_due() -> None:
    assert not Heartbeat().is_due(0.0, 0.0)


def test_a_server_is_overdue_when_nothing_came_since_a_ping() -> None:
    heartbeat = Heartbeat()
    heartbeat.hear(5)
    heartbeat.ping(0.0)
    heartbeat.hear(5)

    assert not heartbeat.is_overdue(9.9, 10.0)
    assert heartbeat.is_overdue(10.0, 10.0)
    heartbeat.hear(6)
    assert not heartbeat.is_overdue(10.0, 10.0)


def test_more_pings_do_not_put_the_deadline_off() -> None:
    heartbeat = Heartbeat()
    for second in range(10):
        heartbeat.ping(float(second))

    assert heartbeat.is_overdue(10.0, 10.0)


def test_a_server_is_not_overdue_before_it_was_pinged() -> None:
    assert not Heartbeat().is_overdue(1e9, 10.0)


@given(
    now=st.floats(0, 1e6),
    pings=st.lists(st.floats(0, 1e6)),
    interval=st.floats(0, 100),
    timeout=st.floats(0, 100),
)
def test_the_wait_is_short_but_no_busy_loop(
    now: float, pings: list[float], interval: float, timeout: float
) -> None:
    heartbeat = Heartbeat()
    for moment in sorted(pings):
        heartbeat.ping(moment)

    assert 0.01 <= heartbeat.wait(now, interval, timeout) <= 1.0 + 1e-6


def test_the_wait_ends_with_the_next_thing_to_do() -> None:
    heartbeat = Heartbeat()
    heartbeat.ping(0.0)

    assert heartbeat.wait(0.0, 0.25, 10.0) == 0.25
    assert heartbeat.wait(9.5, 20.0, 10.0) == 0.5
