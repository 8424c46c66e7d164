from __future__ import annotations

import pytest

from tests.boards import make_board
from tests.factories import NOW
from tui.screens.filters import event_filter, state_filter


def states(text: str) -> list[str]:
    test = state_filter(text, now=lambda: NOW)
    return [state.name for state in make_board() if test is None or test(state)]


def events(text: str) -> int:
    test = event_filter(text, now=lambda: NOW)
    return sum(test is None or test(event) for event in make_board().events)


def test_nothing_typed_lets_everything_through() -> None:
    assert state_filter("  ", now=lambda: NOW) is None
    assert event_filter("", now=lambda: NOW) is None


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


@pytest.mark.parametrize(("text", "count"), [("closed", 1), ("presence", 2), ("nothing-like-it", 0)])
def test_words_narrow_the_events(text: str, count: int) -> None:
    assert events(text) == count
