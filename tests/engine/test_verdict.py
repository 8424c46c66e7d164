from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, make_attempt, make_endpoint, make_exchange, make_failure, make_result
from tui.engine.verdict import judge
from tui.model.check import Outcome, Sample
from tui.model.condition import ConditionOutcome
from tui.model.conditions import evaluation
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint import Expect
from tui.model.failure import FailureKind
from tui.model.mask import Mask

if TYPE_CHECKING:
    from typing import Any

    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint


_MASK = Mask(["hunter22"])


def judged(result: CheckResult, endpoint: Endpoint, **around: Any) -> CheckResult:
    given: dict[str, Any] = {"history": (), "previous": None, "mask": Mask(), "now": NOW, **around}
    return asyncio.run(judge(result, endpoint, **given))


def test_a_good_response_stays_good() -> None:
    assert judged(make_result(200), make_endpoint()).failure is None


def test_an_unexpected_status_is_a_failure() -> None:
    result = judged(make_result(404, failure=None), make_endpoint(expect=Expect((range(200, 201),), "200")))

    assert str(result.failure) == "status: 404 Not Found, expected 200"


def test_the_status_is_the_reason_even_if_a_condition_fails_too() -> None:
    endpoint = make_endpoint(asserts=(parse_condition("status == 200"),))

    result = judged(make_result(404, failure=None), endpoint)

    assert result.failure is not None
    assert result.failure.kind is FailureKind.STATUS
    assert [each.outcome for each in result.conditions] == [ConditionOutcome.FAIL]


def test_the_first_condition_that_fails_is_the_reason() -> None:
    conditions = ('json $.status == "ok"', 'json $.status == "no"', "size > 1MB")
    endpoint = make_endpoint(asserts=tuple(map(parse_condition, conditions)))

    result = judged(make_result(200), endpoint)

    assert result.failure is not None
    assert result.failure.kind is FailureKind.CONDITION
    assert result.failure.message.startswith('json $.status == "no"')


def test_a_failure_tells_no_secret_and_cannot_speak_to_the_terminal() -> None:
    status = make_exchange(404, reason="hunter22 \x1b[2J")
    endpoint = make_endpoint(asserts=(parse_condition('body == "hunter22"'),))

    unexpected = judged(make_result(attempts=(make_attempt(exchange=status),)), make_endpoint(), mask=_MASK)
    unmet = judged(make_result(200), endpoint, mask=_MASK)

    assert str(unexpected.failure) == "status: 404 ••• \ufffd[2J, expected 2xx"
    assert str(unmet.failure).startswith('condition: body == "•••" — got')


def test_a_warning_is_no_failure() -> None:
    result = judged(make_result(200), make_endpoint(warns=(parse_condition("size > 1MB"),)))

    assert result.outcome is Outcome.DEGRADED


def test_a_response_that_broke_off_is_not_judged() -> None:
    attempt = make_attempt(200, failure=make_failure("timeout", "late"))
    endpoint = make_endpoint(asserts=(parse_condition("status == 200"),))

    result = judged(make_result(200, attempts=(attempt,), failure=attempt.failure), endpoint)

    assert result.failure == attempt.failure
    assert [each.outcome for each in result.conditions] == [ConditionOutcome.SKIPPED]


def test_conditions_can_look_back() -> None:
    history = [Sample(NOW - 60, Outcome.UP, 9.0, 200, 10.0)]
    endpoint = make_endpoint(asserts=(parse_condition("max latency < 1s over 10m"),))

    assert judged(make_result(200), endpoint).failure is None
    assert judged(make_result(200), endpoint, history=history).failure is not None


@pytest.mark.parametrize(("length", "is_off_the_loop"), [(1_000, False), (100_000, True)])
def test_a_long_body_is_parsed_off_the_loop(
    monkeypatch: pytest.MonkeyPatch, length: int, *, is_off_the_loop: bool
) -> None:
    threads: list[threading.Thread] = []

    def evaluate_all(*given: Any, **named: Any) -> Any:
        threads.append(threading.current_thread())
        return evaluation.evaluate_all(*given, **named)

    monkeypatch.setattr("tui.engine.verdict.evaluate_all", evaluate_all)
    attempt = make_attempt(200, exchange=make_exchange(200, body=b"x" * length))
    endpoint = make_endpoint(asserts=(parse_condition('body contains "x"'),))

    judged(make_result(200, attempts=(attempt,)), endpoint)

    assert (threads[0] is not threading.main_thread()) is is_off_the_loop
