from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import NOW, make_attempt, make_exchange, make_result
from tui.model.evidence import Evidence

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def evidence_of(*results: CheckResult, weight: int = 1_000) -> Evidence:
    evidence = Evidence()
    for number, result in enumerate(results):
        evidence.add(number, result, weight, is_good=result.outcome.is_good)
    return evidence


GOOD, BETTER, BAD = make_result(), make_result(at=NOW + 10), make_result(503, at=NOW + 20)


def test_a_good_result_is_kept_with_the_good_one_before_it() -> None:
    evidence = evidence_of(GOOD, BETTER)

    assert evidence.newest_good is BETTER
    assert evidence.good_before(1, BETTER) is GOOD
    assert evidence.good_before(0, GOOD) is None


def test_a_bad_result_is_kept_with_the_good_one_before_it() -> None:
    evidence = evidence_of(GOOD, BAD, BETTER)

    assert evidence.result(1) is BAD
    assert evidence.good_before(1, BAD) is GOOD


def test_a_good_result_that_several_bad_ones_follow_weighs_once() -> None:
    evidence = evidence_of(GOOD, BAD, BAD, BAD)

    assert evidence.failing.size == 4_000


def test_of_a_good_result_without_a_response_nothing_is_kept() -> None:
    evidence = evidence_of(GOOD, make_result(None, failure=None))

    assert evidence.newest_good is GOOD


def test_what_is_far_too_large_is_not_kept_beside_the_newest() -> None:
    large = make_result(attempts=(make_attempt(exchange=make_exchange(body=b"x")),))
    evidence = evidence_of(large, BETTER, weight=100_000_000)

    assert evidence.newest_good is BETTER
    assert evidence.good_before(1, BETTER) is None


def test_the_past_knows_nothing_of_what_came_later() -> None:
    evidence = evidence_of(GOOD, BAD, BETTER)
    past = evidence.until(1, GOOD)

    assert (past.newest_good, past.result(1)) == (GOOD, None)
    assert past.good_before(0, GOOD) is None
    assert evidence.result(1) is BAD


def test_a_copy_goes_its_own_way() -> None:
    evidence = evidence_of(GOOD)
    copied = evidence.copy()
    evidence.add(1, BAD, 1_000, is_good=False)

    assert copied.result(1) is None
