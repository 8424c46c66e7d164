"""Picture: a board as it was at one moment, while the board itself goes on."""

from __future__ import annotations

from copy import copy, deepcopy
from typing import TYPE_CHECKING

from tui.model.board import Board
from tui.model.endpoint_state import EndpointState

if TYPE_CHECKING:
    from tui.model.board import State

__all__ = ["arrived_since", "picture_of"]


def picture_of(board: Board) -> Board:
    """Return a board that stays as this one is now; what never changes is shared by both."""
    picture = Board(title=board.title, mask=board.mask)
    for state in board:
        picture.add(_still(state))
    picture.events = board.events.copy()
    picture.seen_events = board.seen_events
    return picture


def arrived_since(picture: Board, board: Board) -> int:
    """Return how many results and rows came to the board since the picture was made."""
    return _recorded(board, picture) - _recorded(picture, board)


def _recorded(board: Board, of: Board) -> int:
    """Count what was ever recorded for the states that both have."""
    states = (state for state in board if state.name in of)
    return sum(state.samples.end if isinstance(state, EndpointState) else state.rows.end for state in states)


def _still(state: State) -> State:
    still = copy(state)
    if isinstance(still, EndpointState):
        still.samples, still.results = still.samples.copy(), still.results.copy()
        still.evidence, still.usual = still.evidence.copy(), deepcopy(still.usual)
        still.flapping = deepcopy(still.flapping)
    else:
        still.rows, still.rates = still.rows.copy(), deepcopy(still.rates)
        still.open_spans, still.paused_spans = deepcopy(still.open_spans), deepcopy(still.paused_spans)
        still.asides, still.remarks = deepcopy(still.asides), deepcopy(still.remarks)
        still.noticed = copy(still.noticed)
    return still
