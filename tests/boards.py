"""A board with a bit of everything on it, always the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tests.factories import (
    NOW,
    make_close,
    make_condition_result,
    make_endpoint,
    make_failure,
    make_feed,
    make_handshake,
    make_message,
    make_result,
)
from tui.config.config import Config
from tui.model.board import Board
from tui.model.condition import ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint_state import EndpointState

if TYPE_CHECKING:
    from tui.model.event import Event
    from tui.model.feed_state import FeedState

__all__ = ["GROUPS", "fill", "make_board", "make_config"]

GROUPS = {
    "checkout": ("payments-capture", "cart-api", "pricing"),
    "platform": ("auth-token", "image-resize"),
    "streams": ("trades", "presence"),
}
_CHECKS = 24
_INTERVAL = 10.0


def make_config(**changes: object) -> Config:
    """Return a configuration of five endpoints and two feeds in three groups."""
    limit = parse_condition("latency < 600ms", ConditionScope.ENDPOINT)
    endpoints = tuple(
        make_endpoint(name, group=group, warns=(limit,))
        for group, names in GROUPS.items()
        if group != "streams"
        for name in names
    )
    feeds = tuple(make_feed(name, group="streams") for name in GROUPS["streams"])
    return replace(Config(title="prod.toml", endpoints=endpoints, feeds=feeds), **changes)


def make_board() -> Board:
    """Return a filled board: one endpoint down, one slow, one paused, one feed lost."""
    config = make_config()
    board = Board(config.endpoints, config.feeds, title=config.title)
    fill(board)
    return board


def fill(board: Board) -> None:
    """Record the last four minutes before `NOW`."""
    events: list[Event] = []
    for state in board:
        events += _check(state) if isinstance(state, EndpointState) else _stream(state)
    for event in sorted(events, key=lambda event: event.at):
        board.tell(event)


def _check(state: EndpointState) -> list[Event]:
    events: list[Event] = []
    for number in range(_CHECKS):
        at = NOW - (_CHECKS - number) * _INTERVAL
        latency = 0.03 + 0.002 * (number % 5)
        status = 503 if state.name == "payments-capture" and number > 19 else 200
        result = make_result(status, name=state.name, at=at, latency=latency)
        if state.name == "cart-api" and number > 15:
            slow = make_condition_result("latency < 600ms", "fail", "812ms")
            result = replace(make_result(200, name=state.name, at=at, latency=0.812), warnings=(slow,))
        events += state.record(result)
    state.scheduled(NOW + 4)
    if state.name == "image-resize":
        events += state.pause(NOW - 30)
    return events


def _stream(state: FeedState) -> list[Event]:
    state.connecting(NOW - 240)
    events = state.opened(make_handshake(), NOW - 240)
    for number in range(120):
        text = f'{{"type":"order.created","id":{88_000 + number}}}'
        state.record(make_message(text, at=NOW - 120 + number))
    state.ponged(0.018)
    if state.name == "presence":
        events += state.closed(make_close(1006), NOW - 3)
        state.connecting(NOW - 2)
        state.rejected(make_failure(), NOW - 2)
        state.waiting(4, NOW)
    return events
