from __future__ import annotations

from tests.factories import NOW, make_condition_result, make_feed, make_handshake
from tui.model.event import EventKind
from tui.model.feed_asserts import asserted
from tui.model.feed_state import FeedState
from tui.model.health import Health

PASS, FAIL = make_condition_result(), make_condition_result("rate > 1", "fail", "0.2")


def open_state() -> FeedState:
    state = FeedState(make_feed())
    state.connecting(NOW)
    state.opened(make_handshake(), NOW)
    return state


def test_an_assert_that_fails_degrades_a_feed_and_is_told_once() -> None:
    state = open_state()
    events = [*asserted(state, [PASS, FAIL], NOW), *asserted(state, [PASS, FAIL], NOW + 1)]

    assert state.health is Health.DEGRADED
    assert [(event.kind, event.detail) for event in events] == [(EventKind.DEGRADED, "rate > 1 — got 0.2")]


def test_when_all_are_met_again_it_is_up() -> None:
    state = open_state()
    asserted(state, [FAIL], NOW)
    events = asserted(state, [PASS], NOW + 1)

    assert state.health is Health.UP
    assert [event.kind for event in events] == [EventKind.IMPROVED]


def test_a_new_connection_begins_without_blame() -> None:
    state = open_state()
    asserted(state, [FAIL], NOW)
    state.opened(make_handshake(), NOW + 5)

    assert state.health is Health.UP


def test_when_there_are_too_many_marks_the_oldest_go() -> None:
    noticed = open_state().noticed
    for number in range(10_005):
        noticed.mark(number)

    assert min(noticed.marks) == 5
