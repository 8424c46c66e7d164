"""The events of an endpoint: what a change of its health is told as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.event import Event, EventKind, event_of
from tui.model.flapping import Turn, window_of
from tui.model.health import Health
from tui.model.quantity import write_duration
from tui.model.turns import joined, rescued, turn, why

if TYPE_CHECKING:
    from tui.model.check import CheckResult, Sample
    from tui.model.endpoint_state import EndpointState

__all__ = ["calmed", "told"]


def told(state: EndpointState, was: Health, result: CheckResult, before: Sample | None) -> list[Event]:
    """Return what to tell of an endpoint whose health became what it is with a result.

    Args:
        state: The endpoint, which still knows since when it was down before.
        was: How it was before.
        result: What made the difference.
        before: The sample before the first that counts anew.
    """
    at = result.ended_at
    gone = state.time_gone(result)
    match state.health:
        case Health.DOWN if was is not Health.RECOVERING:
            event = event_of(state, at, EventKind.DOWN, turn(before, result), joined(why(result), gone))
        case Health.PENDING:
            event = event_of(state, at, EventKind.PENDING, turn(before, result), joined(why(result), gone))
        case Health.UP | Health.FLAKY | Health.DEGRADED if state.down_since is not None:
            lasted = at - state.down_since
            event = event_of(state, at, EventKind.RECOVERED, "recovered", duration=lasted)
        case Health.DEGRADED:
            failed = next((each for each in result.warnings if not each.passed), None)
            event = event_of(state, at, EventKind.DEGRADED, "degraded", joined(str(failed or ""), gone))
        case Health.FLAKY:
            event = event_of(state, at, EventKind.FLAKY, "flaky", rescued(result))
        case Health.UP if was in {Health.DEGRADED, Health.FLAKY, Health.PENDING}:
            event = event_of(state, at, EventKind.IMPROVED, "up", f"was {was}")
        case _:
            return []
    return [event]


def calmed(state: EndpointState, events: list[Event], at: float) -> list[Event]:
    """Return the events, or in their place the one that tells of all such changes together."""
    flapping, interval, since = state.flapping, state.endpoint.interval, state.flapping.since
    turn = flapping.look(at, changes=len(events), interval=interval)
    if turn is Turn.BEGAN:
        detail = f"{flapping.changes} changes in {write_duration(window_of(interval))}, quiet until it holds"
        return [event_of(state, at, EventKind.FLAPPING, "flapping", detail)]
    if turn is Turn.ENDED and since is not None:
        holds = f"no longer flapping, it is {state.health}"
        return [event_of(state, at, EventKind.STEADY, "steady", holds, duration=at - since)]
    return events if flapping.since is None else []
