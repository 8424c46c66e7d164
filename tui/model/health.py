"""Health: how something is, and the rule by which checks change it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tui.model.check import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Health", "is_confirmed", "next_health"]


class Health(StrEnum):
    """How an endpoint or a feed is."""

    UNKNOWN = "unknown"
    """No result yet."""
    UP = "up"
    """All is well."""
    FLAKY = "flaky"
    """Up, but only after a retry."""
    DEGRADED = "degraded"
    """Up, but a `warn` condition failed, or the feed is silent."""
    PENDING = "pending"
    """Bad, but not for long enough to be down; for a feed: connecting."""
    DOWN = "down"
    """Bad; of a feed: without a connection."""
    RECOVERING = "recovering"
    """Good again, but not for long enough to be up."""
    PAUSED = "paused"
    """Not watched for now, because somebody wished so."""

    __hash__ = str.__hash__  # an enum's own is written in Python

    @property
    def is_up(self) -> bool:
        """Does it count as up?"""
        return self in _WORKING

    @property
    def is_blamed(self) -> bool:
        """Is it known to be down, or only just back?"""
        return self in _BLAMED

    @property
    def is_problem(self) -> bool:
        """Should somebody look at it?"""
        return self in _PROBLEMS


_WORKING = {Health.UP, Health.FLAKY, Health.DEGRADED}
_BLAMED = {Health.DOWN, Health.RECOVERING}
_PROBLEMS = {Health.FLAKY, Health.DEGRADED, Health.PENDING, *_BLAMED}
_SAME: Final = {outcome: Health(outcome.value) for outcome in Outcome}


def is_confirmed(health: Health, outcome: Outcome) -> bool:
    """Does an outcome say no more than what the health says already?"""
    return _SAME[outcome] is health


def next_health(
    health: Health, outcomes: Sequence[Outcome], *, down_after: int = 1, up_after: int = 1
) -> Health:
    """Return the health after `outcomes`, the newest last.

    It takes `down_after` bad checks in a row to be down and `up_after` good
    ones to be up again, so that one lost packet does not page anybody. What was
    never known is known at the first check.
    """
    newest, is_blamed = outcomes[-1], health.is_blamed
    if newest.is_good:
        is_back = not is_blamed or _run_length(outcomes) >= up_after
        return _SAME[newest] if is_back else Health.RECOVERING
    is_down = is_blamed or _run_length(outcomes) >= down_after
    return Health.DOWN if is_down else Health.PENDING


def _run_length(outcomes: Sequence[Outcome]) -> int:
    """Return how many of the newest outcomes are as good, or as bad, as the last."""
    wanted = outcomes[-1].is_good
    length = 0
    for outcome in reversed(outcomes):
        if outcome.is_good is not wanted:
            break
        length += 1
    return length
