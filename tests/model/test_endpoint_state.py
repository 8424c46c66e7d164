from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    NOW,
    make_attempt,
    make_condition_result,
    make_endpoint,
    make_exchange,
    make_failure,
    make_phases,
    make_result,
)
from tui.model.check import CheckResult, Sample
from tui.model.endpoint_state import EndpointState
from tui.model.event import EventKind
from tui.model.health import Health

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.model.event import Event

FAILED = make_failure("status", "503 Service Unavailable, expected 2xx")
SLOW = make_condition_result("latency < 10ms", "fail", "42ms")
statuses = st.lists(st.sampled_from([200, 204, 404, 503, None]), max_size=60)


def flaky(at: float = NOW) -> CheckResult:
    return make_result(at=at, attempts=(make_attempt(503), make_attempt(number=2, at=at)), failure=None)


def told(state: EndpointState, results: Iterable[CheckResult]) -> list[Event]:
    return [event for result in results for event in state.record(result)]


def every_ten_seconds(*statuses: int | None) -> list[CheckResult]:
    return [make_result(status, at=NOW + 10 * number) for number, status in enumerate(statuses)]


@given(statuses)
def test_every_result_raises_the_revision(statuses: list[int | None]) -> None:
    state = EndpointState(make_endpoint())
    for result in every_ten_seconds(*statuses):
        before = state.revision
        state.record(result)

        assert state.revision > before


@given(statuses)
def test_results_and_samples_have_the_same_numbers(statuses: list[int | None]) -> None:
    state = EndpointState(make_endpoint())
    told(state, every_ten_seconds(*statuses))

    assert [state.results[number].status for number in range(len(statuses))] == statuses
    assert [state.samples[number].status for number in range(len(statuses))] == statuses


@given(statuses, st.integers(min_value=1, max_value=3), st.integers(min_value=1, max_value=3))
def test_down_and_recovered_are_told_in_turns(
    statuses: list[int | None], down_after: int, up_after: int
) -> None:
    state = EndpointState(make_endpoint(down_after=down_after, up_after=up_after))
    events = told(state, every_ten_seconds(*statuses))
    turns = [event.kind for event in events if event.kind in {EventKind.DOWN, EventKind.RECOVERED}]

    assert turns == [EventKind.DOWN, EventKind.RECOVERED] * (len(turns) // 2) + [EventKind.DOWN] * (
        len(turns) % 2
    )


@given(statuses)
def test_an_event_tells_the_health_that_it_led_to(statuses: list[int | None]) -> None:
    state = EndpointState(make_endpoint(down_after=2, up_after=2))
    for result in every_ten_seconds(*statuses):
        for event in state.record(result):
            assert (event.health, event.at, state.since) == (state.health, result.ended_at, result.ended_at)


def test_the_first_good_result_is_nothing_to_tell() -> None:
    assert EndpointState(make_endpoint()).record(make_result()) == []


def test_going_down_says_what_became_of_what_and_why() -> None:
    events = told(EndpointState(make_endpoint()), every_ten_seconds(200, 503))

    assert [(event.kind, event.what) for event in events] == [(EventKind.DOWN, "200 → 503")]
    assert events[0].detail == "503 Service Unavailable, expected 2xx"


def test_a_response_lost_is_told_by_the_kind_of_failure() -> None:
    events = told(EndpointState(make_endpoint()), every_ten_seconds(200, None))

    assert events[0].what == "200 → connect"


def test_recovering_says_how_long_it_was_down() -> None:
    events = told(EndpointState(make_endpoint()), every_ten_seconds(200, 503, 503, 200))

    assert events[-1].kind is EventKind.RECOVERED
    assert events[-1].duration == pytest.approx(20.0)


def test_a_relapse_before_it_is_up_belongs_to_the_same_incident() -> None:
    state = EndpointState(make_endpoint(up_after=2))
    events = told(state, every_ten_seconds(503, 200, 503, 200, 200))

    assert [event.kind for event in events] == [EventKind.DOWN, EventKind.RECOVERED]
    assert events[-1].duration == pytest.approx(40.0)


def test_one_bad_check_is_told_as_pending_when_two_are_needed() -> None:
    events = told(EndpointState(make_endpoint(down_after=2)), every_ten_seconds(200, 503, 200))

    assert [(event.kind, event.what) for event in events] == [
        (EventKind.PENDING, "200 → 503"),
        (EventKind.IMPROVED, "up"),
    ]


def test_a_failed_warning_is_told_with_what_it_got() -> None:
    state = EndpointState(make_endpoint())
    events = told(state, [make_result(), make_result(warnings=(SLOW,))])

    assert [(event.kind, event.detail) for event in events] == [
        (EventKind.DEGRADED, "latency < 10ms — got 42ms")
    ]


def test_a_rescue_by_retry_is_told_with_what_was_wrong_first() -> None:
    events = told(EndpointState(make_endpoint()), [make_result(), flaky()])

    assert [(event.kind, event.detail) for event in events] == [
        (EventKind.FLAKY, "status: 503 Service Unavailable, expected 2xx; attempt 2 passed")
    ]


def test_a_pause_is_told_once_and_forgets_when_the_next_check_is_due() -> None:
    state = EndpointState(make_endpoint())
    state.scheduled(NOW + 10)
    events = state.pause(NOW) + state.pause(NOW + 1)

    assert [event.kind for event in events] == [EventKind.PAUSED]
    assert (state.health, state.next_at) == (Health.PAUSED, None)


def test_after_a_pause_nothing_is_known_until_the_next_result() -> None:
    state = EndpointState(make_endpoint())
    told(state, every_ten_seconds(503))
    state.pause(NOW + 20)
    events = state.resume(NOW + 30) + state.resume(NOW + 31)

    assert [event.kind for event in events] == [EventKind.RESUMED]
    assert (state.health, state.down_since, state.bad_in_a_row) == (Health.UNKNOWN, None, 0)


def test_bad_checks_before_a_pause_do_not_count_after_it() -> None:
    state = EndpointState(make_endpoint(down_after=3))
    told(state, every_ten_seconds(503, 503))
    state.pause(NOW + 20)
    state.resume(NOW + 30)
    state.record(make_result(503, at=NOW + 40))

    assert state.health is Health.PENDING


def test_a_disabled_endpoint_starts_paused() -> None:
    assert EndpointState(make_endpoint(enabled=False)).health is Health.PAUSED


def test_a_changed_endpoint_keeps_what_is_known() -> None:
    state = EndpointState(make_endpoint())
    state.record(make_result())
    state.reconfigured(make_endpoint(interval=60.0))
    state.record(make_result(at=NOW + 60))

    assert [sample.span for sample in state.samples] == [10.0, 60.0]
    assert state.health is Health.UP


def test_a_check_that_has_no_result_is_not_running_any_more() -> None:
    state = EndpointState(make_endpoint())
    state.began(NOW)
    state.abandoned()

    assert (state.checking_since, len(state.samples)) == (None, 0)


def test_failed_results_outlive_the_ring() -> None:
    state = EndpointState(make_endpoint())
    state.record(make_result(503))
    told(state, (make_result(at=NOW + number) for number in range(1, 500)))
    kept = state.result(0)

    assert kept is not None
    assert (kept.status, state.result(1)) == (503, None)


def test_large_bodies_do_not_fill_the_memory() -> None:
    state = EndpointState(make_endpoint())
    attempt = make_attempt(exchange=make_exchange(body=b"x" * 1_000_000))
    told(state, (make_result(attempts=(attempt,), failure=None) for _ in range(20)))

    assert len(state.results) == 3
    assert state.newest is state.results[19]


def test_large_bodies_of_failed_results_do_not_either() -> None:
    state = EndpointState(make_endpoint())
    exchange = make_exchange(503, body=b"x" * 1_000_000)
    told(state, [make_result(attempts=(make_attempt(exchange=exchange),), failure=FAILED)] * 20)

    assert sum(result.size for _, result, _ in state.evidence.failing) <= 4_000_000
    assert state.result(19) is not None
    assert state.result(0) is None


def test_a_sample_is_what_remains_of_a_result() -> None:
    state = EndpointState(make_endpoint(interval=30.0))
    result = make_result(latency=0.25)
    state.record(result)

    assert state.samples[0] == Sample(NOW, result.outcome, 0.25, 200, 30.0, size=result.size)


def test_an_event_says_where_the_time_went() -> None:
    state = EndpointState(make_endpoint())
    for _ in range(5):
        state.record(make_result())
    attempt = make_attempt(duration=0.438, phases=make_phases(tls=0.412))
    slow = make_condition_result("latency < 300ms", "fail", "438ms")
    events = state.record(make_result(attempts=(attempt,), warnings=(slow,)))

    assert events[0].detail.endswith(" · +396ms, all in tls (median 16ms)")


def test_a_timeout_says_where_the_time_went() -> None:
    state = EndpointState(make_endpoint())
    for _ in range(5):
        state.record(make_result())
    late = make_failure("timeout", "no response byte within 5s")
    attempt = make_attempt(None, duration=5.0, phases=make_phases(wait=4.97, receive=None), failure=late)
    events = state.record(make_result(None, attempts=(attempt,), failure=late))

    assert events[0].detail == "no response byte within 5s · +4.96s, all in wait (median 12ms)"


def test_a_failed_result_is_compared_with_the_good_one_before_it_when_the_ring_has_lost_both() -> None:
    state = EndpointState(make_endpoint())
    good = make_result(200)
    told(state, [good, make_result(503), make_result(503)])
    state.results.clear()

    assert state.good_before(1) is good
    assert state.good_before(2) is good
    assert state.good_before(0) is None


def test_what_comes_next_is_compared_with_the_newest_good_one() -> None:
    state = EndpointState(make_endpoint())
    good = make_result(201)
    told(state, [make_result(200), good, make_result(503)])

    assert state.good_before(state.samples.end) is good


def test_what_our_own_loop_delayed_is_marked_and_does_not_count_as_usual() -> None:
    state = EndpointState(make_endpoint())
    late = make_attempt(duration=2.0, lag=1.9, phases=make_phases(wait=2.0))
    for _ in range(9):
        state.record(make_result(attempts=(late,)))

    assert all(sample.is_tainted for sample in state.samples)
    assert state.usual.median().wait is None


def test_the_newest_answer_is_known_whatever_it_was() -> None:
    state = EndpointState(make_endpoint())
    refused, busy = make_result(None), make_result(503)
    for result in (make_result(), busy, refused):
        state.record(result)

    assert state.answered is busy


def test_of_what_our_own_loop_delayed_it_is_not_said_where_the_time_went() -> None:
    state = EndpointState(make_endpoint())
    for _ in range(9):
        state.record(make_result())
    phases = make_phases(wait=2.0)

    def gone(lag: float) -> str | None:
        attempt = make_attempt(duration=2.0, phases=phases, lag=lag)
        return state.time_gone(make_result(attempts=(attempt,)))

    assert gone(0.0) is not None
    assert gone(1.9) is None


def test_a_result_too_large_for_the_ring_is_still_there_to_be_compared_with() -> None:
    state = EndpointState(make_endpoint())
    large = [
        make_result(attempts=(make_attempt(exchange=make_exchange(body=bytes([at]) * 3_000_000)),))
        for at in range(3)
    ]
    for result in large:
        state.record(result)

    assert len(state.results) == 1
    assert state.good_before(2) is large[1]
    assert state.good_before(3) is large[2]


def test_a_result_that_is_far_too_large_is_let_go() -> None:
    state = EndpointState(make_endpoint())
    state.limit_results(1_000)
    large = make_result(attempts=(make_attempt(exchange=make_exchange(body=bytes(5_000))),))
    for _ in range(2):
        state.record(large)

    assert state.good_before(1) is None
