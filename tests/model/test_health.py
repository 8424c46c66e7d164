from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.check import Outcome
from tui.model.health import Health, is_confirmed, next_health

if TYPE_CHECKING:
    from collections.abc import Sequence

outcomes = st.lists(st.sampled_from(Outcome), min_size=1, max_size=30)
thresholds = st.integers(min_value=1, max_value=5)


def lived_through(outcomes: Sequence[Outcome], *, down_after: int = 1, up_after: int = 1) -> list[Health]:
    """Return the health after each outcome, from nothing known."""
    health, history = Health.UNKNOWN, []
    for end in range(1, len(outcomes) + 1):
        health = next_health(health, outcomes[:end], down_after=down_after, up_after=up_after)
        history.append(health)
    return history


@given(outcomes, thresholds, thresholds)
def test_a_bad_check_never_looks_up_and_a_good_one_never_looks_down(
    outcomes: list[Outcome], down_after: int, up_after: int
) -> None:
    history = lived_through(outcomes, down_after=down_after, up_after=up_after)

    for outcome, health in zip(outcomes, history, strict=True):
        allowed = {Health.RECOVERING} if outcome.is_good else {Health.PENDING, Health.DOWN}
        assert health in allowed or (outcome.is_good and health.is_up)


@given(outcomes, thresholds, thresholds)
def test_it_goes_down_only_after_enough_bad_checks_in_a_row(
    outcomes: list[Outcome], down_after: int, up_after: int
) -> None:
    history = lived_through(outcomes, down_after=down_after, up_after=up_after)

    for end, (before, after) in enumerate(zip([Health.UNKNOWN, *history], history, strict=False), start=1):
        if after is Health.DOWN and before not in {Health.DOWN, Health.RECOVERING}:
            assert not any(outcome.is_good for outcome in outcomes[end - down_after : end])


@given(outcomes)
def test_without_thresholds_the_newest_check_decides(outcomes: list[Outcome]) -> None:
    assert str(lived_through(outcomes)[-1]) == str(outcomes[-1])


def test_one_bad_check_is_pending_when_two_are_needed() -> None:
    history = lived_through([Outcome.UP, Outcome.DOWN, Outcome.DOWN], down_after=2)

    assert history == [Health.UP, Health.PENDING, Health.DOWN]


def test_one_good_check_is_recovering_when_two_are_needed() -> None:
    history = lived_through([Outcome.DOWN, Outcome.UP, Outcome.FLAKY], up_after=2)

    assert history == [Health.DOWN, Health.RECOVERING, Health.FLAKY]


def test_a_relapse_while_recovering_is_down_at_once() -> None:
    history = lived_through([Outcome.DOWN, Outcome.DOWN, Outcome.UP, Outcome.DOWN], down_after=2, up_after=2)

    assert history[2:] == [Health.RECOVERING, Health.DOWN]


def test_the_first_good_check_is_enough_to_know_that_it_is_up() -> None:
    assert lived_through([Outcome.UP], up_after=5) == [Health.UP]


@pytest.mark.parametrize("health", Health)
def test_nothing_is_both_plainly_up_and_in_trouble(health: Health) -> None:
    assert not (health.is_up and health.is_problem) or health in {Health.FLAKY, Health.DEGRADED}


@given(st.sampled_from([*Health]), outcomes, thresholds, thresholds)
def test_an_outcome_that_confirms_the_health_changes_nothing(
    health: Health, history: list[Outcome], down_after: int, up_after: int
) -> None:
    after = next_health(health, history, down_after=down_after, up_after=up_after)

    assert after is health or not is_confirmed(health, history[-1])
