from __future__ import annotations

import gc

import pytest

from tests.factories import make_attempt, make_condition_result, make_exchange, make_failure, make_result
from tui.model.check import CheckResult, Outcome
from tui.model.phases import Phases

WARNED = (make_condition_result("latency < 10ms", "fail", "42ms"),)


def test_the_last_attempt_decides_the_check() -> None:
    attempts = (make_attempt(503), make_attempt(200, number=2, at=1_700_000_001.0, duration=0.5))
    result = make_result(attempts=attempts, failure=None)

    assert (result.status, result.latency, result.ended_at) == (200, 0.5, 1_700_000_001.5)


def test_the_garbage_collector_passes_over_what_is_kept_in_thousands() -> None:
    result = make_result(conditions=WARNED, attempts=(make_attempt(), make_attempt(None, number=2)))
    parts = (result, result.attempts[0], result.attempts[0].exchange, result.attempts[1].failure, *WARNED)

    assert [part for part in parts if gc.is_tracked(part)] == []


def test_without_a_response_there_is_no_latency() -> None:
    result = make_result(None)

    assert (result.latency, result.status, result.exchange) == (None, None, None)


def test_a_check_that_never_made_a_request_ended_when_it_began() -> None:
    result = CheckResult(name="orders", started_at=5.0, failure=make_failure("url", "no host"))

    assert (result.ended_at, result.phases, result.latency) == (5.0, Phases(), None)


def test_a_good_check_is_flaky_after_a_second_attempt() -> None:
    result = make_result(attempts=(make_attempt(503), make_attempt(200, number=2)), failure=None)

    assert result.outcome is Outcome.FLAKY


def test_a_warning_weighs_more_than_a_retry() -> None:
    attempts = (make_attempt(503), make_attempt(200, number=2))
    result = make_result(attempts=attempts, failure=None, warnings=WARNED)

    assert result.outcome is Outcome.DEGRADED


def test_a_failure_weighs_more_than_a_warning() -> None:
    assert make_result(503, warnings=WARNED).outcome is Outcome.DOWN


@pytest.mark.parametrize("outcome", ["pass", "skipped"])
def test_a_warning_that_is_met_or_not_evaluated_changes_nothing(outcome: str) -> None:
    result = make_result(warnings=(make_condition_result(outcome=outcome),))

    assert result.outcome is Outcome.UP


def test_only_down_is_not_good() -> None:
    assert [outcome for outcome in Outcome if not outcome.is_good] == [Outcome.DOWN]


def test_the_bodies_of_all_attempts_are_kept_in_memory() -> None:
    attempts = tuple(
        make_attempt(number=number, exchange=make_exchange(503, body=b"x" * 100)) for number in (1, 2)
    )

    assert make_result(attempts=(*attempts, make_attempt(None))).size == 200


def test_a_header_is_found_whatever_its_case_and_the_first_of_several_counts() -> None:
    exchange = make_exchange(headers=(("X-A", "1"), ("x-a", "2")))

    assert (exchange.header("x-A"), exchange.header("x-b")) == ("1", None)


def test_a_body_is_not_printed() -> None:
    assert "hunter22" not in repr(make_exchange(body=b"hunter22"))


@pytest.mark.parametrize(
    ("latency", "lag", "expected"),
    [(0.02, 0.0, False), (0.02, 0.029, False), (0.02, 0.03, True), (1.0, 0.09, False), (1.0, 0.1, True)],
)
def test_a_late_loop_taints_what_it_is_a_notable_share_of(
    latency: float, lag: float, *, expected: bool
) -> None:
    result = make_result(attempts=(make_attempt(duration=latency, lag=lag),))

    assert result.is_tainted is expected


def test_without_a_latency_there_is_nothing_to_taint() -> None:
    assert not make_result(attempts=(make_attempt(None, lag=5.0),)).is_tainted
