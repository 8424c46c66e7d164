from __future__ import annotations

import pytest

from tests.boards import make_board
from tests.factories import NOW, make_endpoint, make_result
from tui.model.endpoint_state import EndpointState
from tui.screens.filters import event_filter, state_filter


def states(text: str) -> list[str]:
    test = state_filter(text, now=lambda: NOW)
    return [state.name for state in make_board() if test is None or test(state)]


def events(text: str) -> int:
    board = make_board()
    test = event_filter(text, board=board, now=lambda: NOW)
    return sum(test is None or test(event) for event in board.events)


def test_nothing_typed_lets_everything_through() -> None:
    assert state_filter("  ", now=lambda: NOW) is None
    assert event_filter("", board=make_board(), now=lambda: NOW) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pric", ["pricing"]),
        ("PRIC", []),
        ("!streams !platform", ["payments-capture", "cart-api", "pricing"]),
        ("/^pri.*g/", ["pricing"]),
        ("state:down", ["payments-capture"]),
        ("state:paused", ["image-resize"]),
        ("group:streams", ["trades", "presence"]),
        ("status:>=500", ["payments-capture"]),
        ("group:checkout state:degraded", ["cart-api"]),
    ],
)
def test_words_patterns_and_conditions_narrow_the_board(text: str, names: list[str]) -> None:
    assert states(text) == names


@pytest.mark.parametrize(
    ("text", "count"), [("closed", 1), ("presence", 2), ("group:streams", 3), ("nothing-like-it", 0)]
)
def test_words_narrow_the_events(text: str, count: int) -> None:
    assert events(text) == count


def test_what_has_changed_is_asked_again() -> None:
    state = EndpointState(make_endpoint("orders"))
    test = state_filter("state:down", now=lambda: NOW)
    assert test is not None
    was_down = test(state)
    for number in range(3):
        state.record(make_result(503, at=NOW + number))

    assert not was_down
    assert test(state)


def test_what_goes_by_the_time_is_asked_again_in_the_next_second() -> None:
    moment = NOW
    board = make_board()
    test = state_filter("age > 5s", now=lambda: moment)
    assert test is not None
    was_old = test(board["trades"])
    moment += 10

    assert not was_old
    assert test(board["trades"])
