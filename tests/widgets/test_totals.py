from __future__ import annotations

from tests.boards import make_board
from tests.factories import NOW, make_endpoint
from tui.model.board import Board
from tui.text.glyphs import ASCII, BRAILLE
from tui.widgets.totals import LARGE, started_text, totals_runs


def text(board: Board, *, ascii_only: bool = False) -> str:
    return "".join(piece for piece, _ in totals_runs(board, ASCII if ascii_only else BRAILLE))


def test_each_kind_of_health_that_there_is_has_a_count() -> None:
    assert text(make_board()) == "● 3  ▲ 1  ✗ 1  ◐ 1  ‖ 1"


def test_where_nothing_is_watched_nothing_is_counted() -> None:
    assert text(Board()) == ""


def test_while_a_large_board_starts_what_waits_is_told_by_that() -> None:
    board = Board([make_endpoint(f"e{number}") for number in range(LARGE + 1)])

    assert started_text(board) == "0 of 201 started"
    assert text(board) == "● 0"


def test_what_is_broken_is_in_the_colour_of_what_is_broken() -> None:
    assert ("✗ 1", "err-strong") in totals_runs(make_board(), BRAILLE)


def test_in_ascii_there_is_nothing_else() -> None:
    assert text(make_board(), ascii_only=True).isascii()


def test_a_pause_is_counted_as_a_pause() -> None:
    board = make_board()
    for state in board:
        state.pause(NOW)

    assert text(board) == "● 0  ‖ 7"
