"""Filters: what is typed behind `/`, as a test of what a list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.conditions.query import parse_query
from tui.model.conditions.state_facts import EventFacts, StateFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import State
    from tui.model.event import Event

__all__ = ["event_filter", "state_filter"]


def state_filter(text: str, *, now: Callable[[], float]) -> Callable[[State], bool] | None:
    """Return the test that endpoints and feeds must pass; `None`: nothing was typed."""
    query = parse_query(text)
    return None if query.is_empty else lambda state: query.matches(StateFacts(state), now=now())


def event_filter(text: str, *, now: Callable[[], float]) -> Callable[[Event], bool] | None:
    """Return the test that events must pass; `None`: nothing was typed."""
    query = parse_query(text)
    return None if query.is_empty else lambda event: query.matches(EventFacts(event), now=now())
