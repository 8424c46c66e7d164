"""Filters: what is typed behind `/`, as a test of what a list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.conditions.query import parse_query
from tui.model.conditions.state_facts import EventFacts, StateFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board, State
    from tui.model.conditions.query import Query
    from tui.model.event import Event

__all__ = ["event_filter", "state_filter"]


def state_filter(text: str, *, now: Callable[[], float]) -> Callable[[State], bool] | None:
    """Return the test that endpoints and feeds must pass; `None`: nothing was typed."""
    query = parse_query(text)
    return None if query.is_empty else _StateTest(query, now)


def event_filter(text: str, *, board: Board, now: Callable[[], float]) -> Callable[[Event], bool] | None:
    """Return the test that events must pass; `None`: nothing was typed."""
    query = parse_query(text)
    return None if query.is_empty else lambda event: query.matches(EventFacts(event, board), now=now())


class _StateTest:
    """A test that is made again only of what has changed since, or once a second: conditions are slow."""

    def __init__(self, query: Query, now: Callable[[], float]) -> None:
        self._query = query
        self._now = now
        self._found: dict[str, tuple[object, bool]] = {}

    def __call__(self, state: State) -> bool:
        now = self._now()
        asked = state, state.revision, int(now)
        found = self._found.get(state.name)
        if found is None or found[0] != asked:
            found = self._found[state.name] = asked, self._query.matches(StateFacts(state), now=now)
        return found[1]
