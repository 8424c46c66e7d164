"""What filters and notifications can ask of the rows of the dashboard, rather than of one response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.model.conditions.check_facts import CheckFacts
from tui.model.conditions.facts import Facts, Missing, Several, Subject
from tui.model.endpoint_state import EndpointState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.board import Board, State
    from tui.model.event import Event
    from tui.model.feed_state import FeedState
    from tui.model.target import Target

__all__ = ["ChangeFacts", "EventFacts", "StateFacts"]

_USUAL_WINDOW = 5.0


class StateFacts(Facts):
    """An endpoint or a feed as a row: what it is called, how it is, and its newest result."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._newest: CheckFacts | None = None

    def value(self, subject: Subject, *, now: float) -> object:
        state = self.state
        match subject.name:
            case "name" | "group" | "tag" | "url" | "text":
                return _of_target(_target_of(state), subject.name)
            case "state":
                return _words(state)
            case _:
                pass
        if isinstance(state, EndpointState):
            return self._check(state).value(_renamed(subject), now=now)
        return _of_feed(state, subject.name, now)

    def rate(self, seconds: float | None, *, now: float) -> float:
        if isinstance(self.state, EndpointState):
            msg = "an endpoint has no rate"
            raise Missing(msg)
        return self.state.rates.rate(now, max(1, round(seconds or _USUAL_WINDOW)))

    def recent(self, subject: Subject, seconds: float, *, now: float) -> Sequence[float]:
        if isinstance(self.state, EndpointState):
            return self._check(self.state).recent(subject, seconds, now=now)
        msg = f"no past of {subject}"
        raise Missing(msg)

    def _check(self, state: EndpointState) -> CheckFacts:
        newest = state.newest
        if newest is None:
            msg = "not checked yet"
            raise Missing(msg)
        if self._newest is None or self._newest.result is not newest:
            self._newest = CheckFacts(newest, history=state.samples)
        return self._newest


class EventFacts(Facts):
    """A line of the event log, and the group of what it is about."""

    def __init__(self, event: Event, board: Board) -> None:
        self.event = event
        self.board = board

    def value(self, subject: Subject, *, now: float) -> object:
        event, value = self.event, None
        match subject.name:
            case "text":
                value = f"{event.source} {event.kind} {event.what} {event.detail}"
            case "name":
                value = event.source
            case "group" if event.source in self.board:
                value = _target_of(self.board[event.source]).group
            case "type":
                value = str(event.kind)
            case "why":
                value = event.detail
            case "age":
                return now - event.at
            case "state" if event.health is not None:
                value = str(event.health)
            case _:
                pass
        if value is None:
            msg = f"an event has no {subject}"
            raise Missing(msg)
        return value


@dataclass(frozen=True, kw_only=True)
class ChangeFacts(Facts):
    """A change of health, as the rules of notification see it."""

    name: str
    state: str
    """The health now."""
    was: str
    """The health before."""
    group: str = ""
    tags: tuple[str, ...] = ()
    why: str = ""

    def value(self, subject: Subject, *, now: float) -> object:
        del now
        match subject.name:
            case "name":
                return self.name
            case "group":
                return self.group
            case "tag":
                return Several(self.tags)
            case "state":
                return str(self.state)
            case "was":
                return str(self.was)
            case "why":
                return self.why
            case _:
                msg = f"a change of health has no {subject}"
                raise Missing(msg)


def _target_of(state: State) -> Target:
    return state.endpoint if isinstance(state, EndpointState) else state.feed


def _of_target(target: Target, name: str) -> object:
    match name:
        case "name":
            return target.name
        case "group":
            return target.group
        case "tag":
            return Several(target.tags)
        case "url":
            return target.url
        case _:
            return " ".join((target.name, target.group, target.url, *target.tags))


def _words(state: State) -> object:
    """Return the words for how it is: a feed has one for its health and one for its connection."""
    if isinstance(state, EndpointState):
        return str(state.health)
    return Several((str(state.health), str(state.state)))


def _renamed(subject: Subject) -> Subject:
    return Subject("error") if subject.name == "why" else subject


def _of_feed(state: FeedState, name: str, now: float) -> object:
    value: object = None
    match name:
        case "error" | "why" if state.failure is not None:
            value = str(state.failure)
        case "rtt":
            value = state.rtt
        case "age" if state.last_at is not None:
            value = now - state.last_at
        case "latency" if state.handshake is not None:
            value = state.handshake.duration
        case "status" if state.handshake is not None:
            value = state.handshake.status
    if value is None:
        msg = f"no {name} of this feed"
        raise Missing(msg)
    return value
