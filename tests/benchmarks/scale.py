"""Scale: what ten times as many endpoints and feeds cost, without a network."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from tests.benchmarks.row import Row, Series
from tests.factories import NOW, make_endpoint, make_feed, make_result
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.message import Direction, FeedMessage, Opcode
from tui.screens.context import ViewState
from tui.widgets.board_rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["measure"]

_ROUNDS = 5
_LINEAR = 1.15
"""As much as the caches of a processor make of ten times the memory."""
_PAYLOAD = b'{"type": "trade", "symbol": "EURUSD", "price": 1.0842, "size": 100}'
_RATE = 500
_INTERVAL = 30.0
_PAINTS = 20


def measure() -> Iterable[Row]:
    """Let boards of both sizes live through one second, as fast as they can."""
    small, large = _costs(_endpoints, 1_000, 10_000, after=round(_INTERVAL))
    yield large.held_against(
        small, "10,000 endpoints at 30 s: CPU of a second, each", name="of 1,000", at_most=_LINEAR
    )
    yield _whole(large, 10_000, "10,000 endpoints at 30 s: recording and 20 repaints, CPU of a second")
    small, large = _costs(_feeds, 10, 100, after=1)
    yield large.held_against(
        small, "100 feeds at 500 msg/s: CPU of a second, each", name="of 10", at_most=_LINEAR
    )
    yield _whole(large, 100, "100 feeds at 500 msg/s: taking them in, CPU of a second")


def _whole(each: Series, count: int, what: str) -> Row:
    return Series([value * count for value in each.values], _millis).alone(what)


def _costs(
    make: Callable[[int], Callable[[], None]], few: int, many: int, *, after: int
) -> tuple[Series, Series]:
    """Return what one of few and what one of many costs in a second, measured in turns.

    It is one of the seconds after so many, in which each of them has begun: the
    first check of an endpoint costs twice as much as any other, and a thousand
    have it behind them long before ten thousand.
    """
    boards = {count: make(count) for count in (few, many)}
    costs: dict[int, list[float]] = {few: [], many: []}
    gc.freeze()  # as the dashboard does with what is there from the start
    for live in boards.values():
        for _ in range(after):
            live()
    for _ in range(_ROUNDS):
        for count, live in boards.items():
            began = time.process_time()
            for _ in range(many // count):
                live()
            costs[count].append((time.process_time() - began) / many)
    return Series(costs[few], _micros), Series(costs[many], _micros)


def _endpoints(count: int) -> Callable[[], None]:
    """Return a second in the life of a board: a thirtieth of it is checked, and it is painted 20 times."""
    states = [
        EndpointState(make_endpoint(name=f"service-{number:05}", group=f"{number // 50}"))
        for number in range(count)
    ]
    board = Board(title="large")
    for state in states:
        board.add(state)
    view = ViewState()
    moment = NOW
    turn = 0

    def live() -> None:
        nonlocal moment, turn
        share = round(count / _INTERVAL)
        for state in (states[(turn + each) % count] for each in range(share)):
            state.record(make_result(at=moment))
        turn, moment = turn + share, moment + 1.0
        for _ in range(_PAINTS):
            rows_of(board, view, now=moment)

    return live


def _feeds(count: int) -> Callable[[], None]:
    """Return a second in the life of that many feeds."""
    states = [FeedState(make_feed(name=f"feed-{number:03}")) for number in range(count)]
    moment = round(NOW * 1e9)

    def live() -> None:
        nonlocal moment
        for number in range(_RATE):
            message = FeedMessage(moment + number * 2_000_000, Direction.RECEIVED, Opcode.TEXT, _PAYLOAD)
            for state in states:
                state.record(message)
        moment += 1_000_000_000

    return live


def _micros(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs"


def _millis(seconds: float) -> str:
    return f"{seconds * 1e3:.0f} ms"
