from __future__ import annotations

import pytest

from tests.boards import make_board
from tests.factories import NOW, make_endpoint
from tui.model.board import Board
from tui.screens.context import Context, ViewState
from tui.screens.overview_header import overview_header


def header(
    width: int, board: Board | None = None, *, chips: bool = False, shows_cards: bool = False
) -> tuple[str, str, str]:
    """Return the words of the three parts."""
    board = make_board() if board is None else board
    context = Context(
        board=board,
        now=lambda: NOW,
        view=ViewState(),
        remember=lambda *_: None,
        source="prod.toml",
    )
    marks = [("● rec", "err-strong")] if chips else []
    left, middle, right = (
        "".join(text for text, _ in part)
        for part in overview_header(context, board, marks, width, shows_cards=shows_cards)
    )
    return left, middle, right


@pytest.mark.parametrize("width", [20, 59, 60, 99, 100, 300])
def test_the_title_and_the_date_stand_there_as_soon_as_there_is_room(width: int) -> None:
    left, _, right = header(width)

    assert ("prod.toml" in left) is (width >= 60)
    assert ("2023-11-14" in right) is (width >= 100)
    assert "22:13:20" in right


def test_what_is_unusual_comes_before_the_title() -> None:
    assert header(80, chips=True)[0] == "asyncdash  ● rec"
    assert header(100, chips=True)[0] == "asyncdash  prod.toml  ● rec"


def test_while_many_start_it_says_how_far_that_has_come_and_leaves_the_title_out_sooner() -> None:
    board = Board([make_endpoint(f"item-{number}") for number in range(1_000)], title="shop")

    assert header(79, board)[0] == "asyncdash  0 of 1,000 started"
    assert header(80, board)[0] == "asyncdash  shop  0 of 1,000 started"


def test_cards_say_how_far_they_look_back() -> None:
    assert header(100, shows_cards=True)[0] == "asyncdash  prod.toml  cards  5m"


def test_the_middle_counts_what_is_up_and_what_is_not() -> None:
    assert "✗ 1" in header(100)[1]
