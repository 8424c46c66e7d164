"""The asserts of a feed: what came of them, and when that is worth telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.event import Event, EventKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.condition import ConditionResult
    from tui.model.feed_state import FeedState

__all__ = ["asserted"]


def asserted(state: FeedState, results: Sequence[ConditionResult], at: float) -> list[Event]:
    """Note what came of a feed's asserts, and tell when that has changed."""
    noticed = state.noticed
    were_failing, noticed.failing = noticed.failing, tuple(each for each in results if not each.passed)
    state.revision += 1
    if bool(were_failing) == bool(noticed.failing):
        return []
    kind = EventKind.DEGRADED if noticed.failing else EventKind.IMPROVED
    what = "assert failed" if noticed.failing else "asserts met"
    detail = str(noticed.failing[0]) if noticed.failing else ""
    return [Event(at=at, source=state.name, kind=kind, what=what, detail=detail, health=state.health)]
