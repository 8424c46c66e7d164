"""Past: a board as it was at a moment, read out of what is kept of it while it goes on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from copy import copy
from typing import TYPE_CHECKING, TypeVar

from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.flapping import Flapping
from tui.model.health import Health
from tui.model.message import Direction, FeedMessage, Opcode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import State
    from tui.model.feed_facts import FeedFacts
    from tui.model.noticed import Noticed
    from tui.model.ring import Ring

__all__ = ["board_at", "earlier", "later", "number_at", "oldest", "state_at"]

Item = TypeVar("Item")

_THOUSAND = 1_000
_PATIENCE = 2
"""Intervals after which the next check of an endpoint does not come any more."""


def board_at(board: Board, at: float) -> Board:
    """Return the board as it was at that moment; it copies nothing, and what memory let go has gone from it.

    It stands for that moment for as long as it is looked at: what arrives later is not in it.
    """
    past = Board(title=board.title, mask=board.mask)
    for state in board:
        past.add(state_at(state, at))
    past.events = board.events.until(_first_after(board.events, at, lambda event: event.at))
    past.seen_events = min(board.seen_events, past.events.end)
    return past


def state_at(state: State, at: float) -> State:
    """Return an endpoint or a feed as it was at that moment."""
    past = _endpoint_at(state, at) if isinstance(state, EndpointState) else _feed_at(state, at)
    # Pictures are kept by the revision of what they show: two moments must never have the same.
    past.revision = round(at * _THOUSAND)
    return past


def number_at(state: State, at: float) -> int | None:
    """Return the number of the newest sample or row at that moment; `None`: there is none."""
    if isinstance(state, EndpointState):
        number = _samples_until(state, at) - 1
        return number if number in state.samples else None
    number = _first_after(state.rows, at, lambda row: row.at) - 1
    return number if number in state.rows else None


def earlier(state: State | None, at: float, step: float) -> float:
    """Return a moment at least `step` seconds before: of an endpoint, when its newest check then was over.

    One that was paused for long is no measure: then it is just the step.
    """
    before = at - step
    if not isinstance(state, EndpointState):
        return before
    number = _samples_until(state, before) - 1
    found = _known_at(state, number) if number in state.samples else before
    return found if found >= before - _PATIENCE * state.endpoint.interval else before


def later(state: State | None, at: float, step: float) -> float:
    """Return a moment at least `step` seconds later: of an endpoint, when its next check was over."""
    if not isinstance(state, EndpointState):
        return at + step
    interval = state.endpoint.interval
    after, otherwise = at + step, at + max(step, interval)
    numbers = range(state.samples.start, state.samples.end)
    number = numbers.start + bisect_left(numbers, after, key=lambda each: _known_at(state, each))
    found = _known_at(state, number) if number in state.samples else otherwise
    return found if found <= after + _PATIENCE * interval else otherwise


def oldest(board: Board) -> float | None:
    """Return the earliest moment of which anything is kept; `None`: there is nothing yet."""
    moments = [moment for state in board if (moment := _begins(state)) is not None]
    moments += [event.at for event in board.events.since(board.events.start)[:1]]
    return min(moments, default=None)


def _begins(state: State) -> float | None:
    if isinstance(state, EndpointState):
        return _known_at(state, state.samples.start) if len(state.samples) else None
    return state.rows[state.rows.start].at if len(state.rows) else state.started_at


def _endpoint_at(state: EndpointState, at: float) -> EndpointState:
    past = copy(state)
    end = _samples_until(state, at)
    past.samples, past.results = state.samples.until(end), state.results.until(end)
    past.evidence = state.evidence.until(end, state.good_before(end))
    known = state.healths.at(at)
    unknown = Health.UNKNOWN if state.endpoint.enabled else Health.PAUSED
    past.since, past.health = known if known is not None else (None, unknown)
    past.checking_since, past.next_at = _doing(state, end, at)
    past.burst_until = None
    if state.flapping.since is not None and state.flapping.since > at:
        past.flapping = Flapping()
    return past


def _doing(state: EndpointState, end: int, at: float) -> tuple[float | None, float | None]:
    """Return since when a check was running, and when the next one was due."""
    started_at = state.samples[end].at if end in state.samples else state.checking_since
    if started_at is None:
        return None, state.next_at
    return (started_at, None) if started_at <= at else (None, started_at)


def _samples_until(state: EndpointState, at: float) -> int:
    """Return the number of the first sample that was not known yet."""
    numbers = range(state.samples.start, state.samples.end)
    return numbers.start + bisect_right(numbers, at, key=lambda number: _known_at(state, number))


def _known_at(state: EndpointState, number: int) -> float:
    """Return when a check was over; of one whose result has gone, its latency is the best that is known."""
    if number in state.results:
        return state.results[number].ended_at
    sample = state.samples[number]
    return sample.at + (sample.latency or 0.0)


def _feed_at(state: FeedState, at: float) -> FeedState:
    past = FeedState(state.feed)
    past.noticed = _noticed(state.noticed)
    known = state.facts.at(at)
    if known is not None:
        _restore(past, known[1])
    past.rtt = rtt[1] if (rtt := state.rtts.at(at)) is not None else None
    end = _first_after(state.rows, at, lambda row: row.at)
    past.rows, past.rates = state.rows.until(end), state.rates
    past.asides, past.remarks = state.asides, state.remarks
    past.last_at = _last_at(past)
    past.is_silent &= known is not None and (past.last_at is None or past.last_at <= known[0])
    past.open_spans, past.paused_spans = state.open_spans.until(at), state.paused_spans.until(at)
    past.started_at = _reached(state.started_at, at)
    past.known_at = _reached(state.known_at, at)
    return past


def _restore(state: FeedState, facts: FeedFacts) -> None:
    """Let a feed be as it was."""
    state.state, state.is_paused = facts.state, facts.is_paused
    state.connection, state.attempt = facts.connection, facts.attempt
    state.since, state.next_at = facts.since, facts.next_at
    state.handshake, state.close, state.failure = facts.handshake, facts.close, facts.failure
    state.is_silent, state.noticed.failing = facts.is_silent, facts.failing
    state.received, state.received_bytes = facts.traffic.received, facts.traffic.received_bytes
    state.sent, state.sent_bytes = facts.traffic.sent, facts.traffic.sent_bytes


def _reached(moment: float | None, at: float) -> float | None:
    """Return a moment, unless it was still to come."""
    return moment if moment is not None and moment <= at else None


def _noticed(noticed: Noticed) -> Noticed:
    """Return what was seen in the rows, by their numbers; the asserts that failed are put in later."""
    past = copy(noticed)
    past.failing = ()
    return past


def _last_at(state: FeedState) -> float | None:
    """Return when the last message of those that are kept came."""
    for row in reversed(state.rows):
        if (
            isinstance(row, FeedMessage)
            and row.direction is Direction.RECEIVED
            and row.opcode <= Opcode.BINARY
        ):
            return row.at
    return None


def _first_after(ring: Ring[Item], limit: float, key: Callable[[Item], float]) -> int:
    """Return the number of the first item that is beyond the limit."""
    numbers = range(ring.start, ring.end)
    return numbers.start + bisect_right(numbers, limit, key=lambda number: key(ring[number]))
