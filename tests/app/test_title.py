from __future__ import annotations

from tests.boards import make_board
from tests.factories import NOW
from tui.app.title import title_of
from tui.model.board import Board
from tui.terminal.driver import title_sequence


def test_what_is_broken_comes_first() -> None:
    assert title_of(make_board()) == "✗1 ▲1 asyncdash prod.toml"


def test_when_all_is_well_there_is_only_the_name() -> None:
    board = make_board()
    for state in board:
        state.pause(NOW)

    assert title_of(board) == "asyncdash prod.toml"


def test_our_own_name_stands_there_once() -> None:
    assert title_of(Board(title="asyncdash")) == "asyncdash"


def test_a_hostile_title_cannot_end_the_sequence() -> None:
    sequence = title_sequence(title_of(Board(title="x\x07\x1b]52;c;eA==\x07" + "y" * 300)))

    assert sequence.count("\x07") == 1
    assert sequence.count("\x1b") == 1
    assert len(sequence) < 110
