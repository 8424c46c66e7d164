from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import NOW, make_endpoint, make_result
from tui.model.endpoint_state import EndpointState
from tui.model.event import EventKind
from tui.model.flapping import Flapping, Turn, window_of
from tui.model.health import Health

if TYPE_CHECKING:
    from tui.model.event import Event


def told(state: EndpointState, outcomes: str, *, start: float = 0.0, step: float = 10.0) -> list[Event]:
    """Record a check every `step` seconds, one for each letter: "u" is up, "d" down."""
    events: list[Event] = []
    for number, letter in enumerate(outcomes):
        at = NOW + start + step * number
        events += state.record(make_result(200 if letter == "u" else 503, at=at))
    return events


def test_a_storm_of_changes_is_told_once() -> None:
    state = EndpointState(make_endpoint())
    events = told(state, "u" + "du" * 20)

    assert [event.kind for event in events].count(EventKind.FLAPPING) == 1
    assert len(events) == 7
    assert events[-1].detail == "7 changes in 10m, quiet until it holds"
    assert state.flapping.since is not None


def test_while_it_flaps_its_health_is_still_the_truth() -> None:
    state = EndpointState(make_endpoint())
    told(state, "u" + "du" * 20 + "d")

    assert state.health is Health.DOWN


def test_once_it_holds_that_is_told() -> None:
    state = EndpointState(make_endpoint())
    told(state, "u" + "du" * 5)
    events = told(state, "u" * 70, start=200)

    assert [event.kind for event in events] == [EventKind.STEADY]
    assert events[0].detail == "no longer flapping, it is up"
    assert state.flapping.since is None


def test_it_can_end_in_an_outage() -> None:
    state = EndpointState(make_endpoint())
    told(state, "u" + "du" * 5)
    events = told(state, "d" * 70, start=200)

    assert events[-1].detail == "no longer flapping, it is down"
    assert events[-1].health is Health.DOWN


def test_changes_that_are_far_apart_are_told_one_by_one() -> None:
    state = EndpointState(make_endpoint())
    events = told(state, "u" + "du" * 10, step=300)

    assert len(events) == 20


def test_the_window_is_wider_where_checks_are_rare() -> None:
    assert window_of(10.0) == 600.0
    assert window_of(300.0) == 6_000.0


def test_it_needs_one_change_too_many_to_begin_and_few_to_end() -> None:
    flapping = Flapping()
    turns = [flapping.look(float(at), changes=1, interval=10.0) for at in range(7)]
    end = flapping.look(605.5, changes=0, interval=10.0)

    assert turns == [None] * 6 + [Turn.BEGAN]
    assert end is Turn.ENDED
