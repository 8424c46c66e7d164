from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.boards import make_board
from tests.factories import NOW, make_result
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens.context import ViewState
from tui.widgets.board_rows import GroupRow, rows_of
from tui.widgets.shown_rows import ShownRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board


def check(board: Board, _view: ViewState, _shown: ShownRows) -> None:
    state = board["pricing"]
    assert isinstance(state, EndpointState)
    state.record(make_result(503, name="pricing", at=NOW))


def fold(_board: Board, view: ViewState, _shown: ShownRows) -> None:
    view.folded.add("checkout")


def pin(_board: Board, view: ViewState, _shown: ShownRows) -> None:
    view.pinned.add("pricing")


def only_problems(_board: Board, view: ViewState, _shown: ShownRows) -> None:
    view.problems_only = True


def sort(_board: Board, view: ViewState, _shown: ShownRows) -> None:
    view.sort = "name"


def narrow(_board: Board, _view: ViewState, shown: ShownRows) -> None:
    shown.matches = lambda state: isinstance(state, FeedState)


def remove(board: Board, _view: ViewState, _shown: ShownRows) -> None:
    board.remove("pricing")


@pytest.mark.parametrize("change", [check, fold, pin, only_problems, sort, narrow, remove])
def test_rows_are_made_anew_whenever_they_would_be_others(
    change: Callable[[Board, ViewState, ShownRows], None],
) -> None:
    board, view = make_board(), ViewState()
    shown = ShownRows(view)
    before = shown.rows(board, now=NOW)
    change(board, view, shown)
    after = shown.rows(board, now=NOW)

    assert after is not before
    assert after == rows_of(board, view, now=NOW, matches=shown.matches)


def test_rows_are_the_same_while_nothing_changes() -> None:
    board, shown = make_board(), ShownRows(ViewState())

    assert shown.rows(board, now=NOW) is shown.rows(board, now=NOW + 0.1)


def test_what_goes_by_the_time_is_looked_at_every_second() -> None:
    board, shown = make_board(), ShownRows(ViewState(sort="last"))
    now = float(int(NOW))

    assert shown.rows(board, now=now) is not shown.rows(board, now=now + 1)


def test_another_board_has_rows_of_its_own() -> None:
    board, shown = make_board(), ShownRows(ViewState())
    shown.rows(board, now=NOW)
    other = make_board()
    other.remove("pricing")

    assert len(shown.rows(other, now=NOW)) == len(shown.rows(board, now=NOW)) - 1


def test_states_are_those_of_the_rows_folded_or_not() -> None:
    board, shown = make_board(), ShownRows(ViewState(folded={"checkout"}))
    folded = shown.states(board, now=NOW)
    every = shown.states(board, now=NOW, is_folding=False)

    assert [state.name for state in every] == [state.name for state in board]
    assert len(every) - len(folded) == 3


def test_a_filter_unfolds_what_it_lets_through() -> None:
    board, shown = make_board(), ShownRows(ViewState(folded={"checkout"}))
    shown.matches = lambda state: state.name == "pricing"
    rows = shown.rows(board, now=NOW)

    assert shown.is_narrowed
    assert [row.name for row in rows] == ["checkout", "pricing"]
    assert not any(isinstance(row, GroupRow) and row.is_folded for row in rows)
