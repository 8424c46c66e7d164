from __future__ import annotations

from typing import TYPE_CHECKING

from tests.clock import ManualClock
from tests.factories import make_endpoint
from tui.engine.teller import Teller
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState

if TYPE_CHECKING:
    from tui.model.event import Event


def make_teller(board: Board) -> tuple[Teller, list[Event]]:
    told: list[Event] = []
    return Teller(board, on_event=told.append, changed=lambda: None, clock=ManualClock()), told


def test_events_of_what_is_gone_are_told_to_nobody() -> None:
    board = Board([make_endpoint("orders")])
    teller, told = make_teller(board)
    gone = EndpointState(make_endpoint("orders"))
    teller.tell(gone, gone.pause(1.0))

    assert told == list(board.events) == []


def test_a_bug_that_repeats_itself_is_told_once_until_it_is_forgiven() -> None:
    teller, told = make_teller(Board([make_endpoint("orders")]))
    teller.report("orders", KeyError("price"))
    teller.report("orders", KeyError("price"))
    teller.forgive("orders")
    teller.report("orders", KeyError("price"))

    assert [event.source for event in told] == ["orders", "orders"]


def test_a_bug_of_no_endpoint_is_our_own() -> None:
    teller, told = make_teller(Board())
    teller.report("checks", KeyError("price"))

    assert told[0].source == "asyncdash"
