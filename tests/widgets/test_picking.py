from __future__ import annotations

from tests.factories import NOW, make_endpoint, make_result
from tui.model.endpoint_state import EndpointState
from tui.widgets.picking import sample_in


def make_state(*ages: float, bad: tuple[int, ...] = ()) -> EndpointState:
    """Return an endpoint that was checked so many seconds ago; each check took longer than the one before."""
    state = EndpointState(make_endpoint())
    for number, age in enumerate(ages):
        status = 503 if number in bad else 200
        state.record(make_result(status, at=NOW - age, latency=0.1 * (number + 1)))
    return state


def pick(state: EndpointState, column: int) -> int | None:
    """Pick in a chart of ten columns of ten seconds each."""
    return sample_in(state, column, 10, now=NOW, span=100)


def test_the_newest_stands_in_the_last_column() -> None:
    assert pick(make_state(30, 20, 0), 9) == 2


def test_of_several_the_worst_is_picked() -> None:
    assert pick(make_state(19, 18, 17), 7) == 2
    assert pick(make_state(19, 18, 17, bad=(1,)), 7) == 1


def test_an_empty_column_belongs_to_the_sample_before_it() -> None:
    assert pick(make_state(95, 50, 0), 6) == 1


def test_before_the_first_sample_there_is_none() -> None:
    assert pick(make_state(20, 0), 2) is None
    assert pick(make_state(), 2) is None
