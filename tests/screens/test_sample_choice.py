from __future__ import annotations

from tests.factories import NOW, make_endpoint, make_result
from tui.model.endpoint_state import EndpointState
from tui.screens.sample_choice import SampleChoice
from tui.widgets.advice import NOTHING_YET


def make_state(*statuses: int | None) -> EndpointState:
    state = EndpointState(make_endpoint())
    for index, status in enumerate(statuses):
        state.record(make_result(status, at=NOW + index))
    return state


def test_live_it_goes_along_with_the_newest() -> None:
    state = make_state(200)
    choice = SampleChoice(state)
    first = choice.result()
    state.record(make_result(503, at=NOW + 9))

    assert choice.is_live
    assert (first and first.status, choice.result() and choice.number) == (200, 1)


def test_a_chosen_sample_stays_when_others_come() -> None:
    state = make_state(200, 201)
    choice = SampleChoice(state, 0)
    state.record(make_result(503, at=NOW + 9))
    result = choice.result()

    assert result is not None
    assert (result.status, choice.at) == (200, NOW)


def test_a_number_that_never_was_is_live() -> None:
    assert SampleChoice(make_state(200), 7).selected is None


def test_a_step_beyond_the_newest_is_live_again() -> None:
    choice = SampleChoice(make_state(200, 201, 202), 1)

    assert choice.step(1)
    assert choice.selected is None


def test_there_is_no_step_before_the_oldest() -> None:
    choice = SampleChoice(make_state(200, 201), 0)

    assert not choice.step(-1)
    assert choice.number == 0


def test_the_result_that_is_looked_at_stays_when_memory_lets_it_go() -> None:
    state = make_state(200, 201)
    choice = SampleChoice(state, 0)
    kept = choice.result()
    state.results.clear()

    assert choice.result() is kept


def test_a_result_that_has_gone_is_said_to_have_gone() -> None:
    state = make_state(200, 201)
    state.results.clear()
    choice = SampleChoice(state, 0)

    assert choice.result() is None
    assert "no longer kept" in choice.otherwise()


def test_a_failing_result_is_still_there() -> None:
    state = make_state(503, 200)
    state.results.clear()
    result = SampleChoice(state, 0).result()

    assert result is not None
    assert result.status == 503


def test_it_is_compared_with_the_good_response_before() -> None:
    choice = SampleChoice(make_state(200, 503, None, 201))
    before = choice.baseline()

    assert before is not None
    assert before.status == 200


def test_a_mark_is_what_it_is_compared_with_until_it_is_taken_away() -> None:
    choice = SampleChoice(make_state(200, 503, 200), 1)
    marked = choice.mark()
    choice.choose(None)
    compared = choice.baseline()
    choice.choose(1)

    assert compared is marked
    assert choice.mark() is None
    assert choice.marked is None


def test_a_frozen_view_knows_nothing_of_what_comes() -> None:
    state = make_state(200)
    choice = SampleChoice(state)
    choice.freeze(is_frozen=True)
    state.record(make_result(503, at=NOW + 9))
    frozen = choice.number
    choice.freeze(is_frozen=False)

    assert (frozen, choice.number) == (0, 1)


def test_before_the_first_check_it_says_so() -> None:
    choice = SampleChoice(make_state())

    assert choice.result() is None
    assert choice.otherwise() == NOTHING_YET
