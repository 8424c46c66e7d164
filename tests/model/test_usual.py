from __future__ import annotations

import pytest

from tests.factories import make_phases
from tui.model.phases import Phases
from tui.model.usual import UsualPhases, time_gone

USUAL = make_phases()


def usual_of(*phases: Phases) -> UsualPhases:
    usual = UsualPhases()
    for each in phases:
        usual.add(each)
    return usual


def test_the_median_is_of_each_phase_by_itself() -> None:
    usual = usual_of(*(Phases(wait=0.01 * n, receive=0.001 * (6 - n)) for n in range(1, 6)))

    assert usual.median().wait == pytest.approx(0.03, rel=1e-3)
    assert usual.median().receive == pytest.approx(0.003, rel=1e-3)


def test_a_phase_that_did_not_happen_is_not_counted_as_instant() -> None:
    usual = usual_of(
        *(Phases(connect=0.01, wait=0.1) for _ in range(5)), *(Phases(wait=0.1) for _ in range(90))
    )

    assert usual.median().connect == pytest.approx(0.01, rel=1e-3)
    assert usual.median().tls is None


def test_a_few_checks_are_no_habit() -> None:
    assert usual_of(*(USUAL for _ in range(4))).median() == Phases()


def test_old_checks_are_forgotten() -> None:
    usual = usual_of(*(Phases(wait=9.0) for _ in range(240)), *(Phases(wait=0.5) for _ in range(240)))

    assert usual.median().wait == 0.5


def test_one_more_check_changes_the_median() -> None:
    usual = usual_of(*(Phases(wait=0.5) for _ in range(5)))
    before = usual.median().wait
    for _ in range(20):
        usual.add(Phases(wait=1.0))

    assert (before, usual.median().wait) == (0.5, 1.0)


def test_one_phase_that_took_it_all_is_named_with_its_median() -> None:
    assert time_gone(make_phases(tls=0.428), USUAL) == "+412ms, all in tls (median 16ms)"


def test_a_phase_that_took_most_is_named_with_its_share() -> None:
    gone = time_gone(make_phases(tls=0.116, wait=0.072), USUAL)

    assert gone == "+160ms, 100ms of it in tls (median 16ms)"


def test_two_phases_share_what_none_took_alone() -> None:
    gone = time_gone(make_phases(dns=0.084, connect=0.088, wait=0.092), USUAL)

    assert gone == "+240ms, most in wait (median 12ms) and dns (median 4ms)"


def test_a_phase_that_usually_does_not_happen_says_so() -> None:
    gone = time_gone(make_phases(dns=0.9), Phases(send=0.001, wait=0.012, receive=0.001))

    assert gone == "+924ms, all in dns (usually none)"


def test_phases_that_a_timeout_never_came_to_count_neither_way() -> None:
    gone = time_gone(Phases(dns=0.004, connect=0.008, tls=5.0), USUAL)

    assert gone == "+4.98s, all in tls (median 16ms)"


@pytest.mark.parametrize(
    "phases", [USUAL, make_phases(wait=0.020), make_phases(wait=0.001), Phases(), Phases(queued=9.0)]
)
def test_what_is_about_as_usual_is_not_worth_a_sentence(phases: Phases) -> None:
    assert time_gone(phases, USUAL) is None


def test_without_a_habit_there_is_nothing_to_compare_with() -> None:
    assert time_gone(make_phases(tls=9.0), Phases()) is None


def test_what_took_a_day_is_no_error() -> None:
    assert usual_of(*[Phases(wait=86_400.0)] * 5).median().wait == pytest.approx(65_504.0)
