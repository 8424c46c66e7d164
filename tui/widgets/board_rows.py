"""BoardRows: which rows the overview shows, and in which order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from msgspec import Struct

from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.model.stats import latencies, percentile
from tui.text.charts import recent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from tui.model.board import Board, State

__all__ = ["COLUMNS", "BoardRow", "GroupRow", "RowChoice", "StateRow", "group_of", "rows_of", "sort_value"]

COLUMNS = ("name", "state", "last", "p95", "up", "next")
"""What rows can be sorted by, in the order in which `s` goes through them."""

_WORST_FIRST = (
    Health.DOWN,
    Health.PENDING,
    Health.RECOVERING,
    Health.DEGRADED,
    Health.FLAKY,
    Health.UNKNOWN,
    Health.PAUSED,
    Health.UP,
)


class RowChoice(Protocol):
    """What the user chose to see of the board."""

    problems_only: bool
    sort: str | None
    reverse: bool
    window: int

    @property
    def folded(self) -> Collection[str]:
        """The groups whose rows are hidden."""

    @property
    def pinned(self) -> Collection[str]:
        """The names that stand at the top."""


class GroupRow(Struct, frozen=True):
    """The head of a group."""

    name: str
    """As in the configuration; "": of those that name no group."""
    rows: Sequence[StateRow]
    """Those of its items, hidden or not."""
    is_folded: bool

    @property
    def count(self) -> int:
        """How many items it has."""
        return len(self.rows)

    @property
    def healths(self) -> Mapping[Health, int]:
        """How its items do."""
        return Counter([row.state.health for row in self.rows])


class StateRow(Struct, frozen=True):
    """One endpoint or feed."""

    state: State

    @property
    def name(self) -> str:
        """The name of what the row shows."""
        return self.state.name


BoardRow = GroupRow | StateRow


def rows_of(
    board: Board,
    choice: RowChoice,
    *,
    now: float,
    matches: Callable[[State], bool] | None = None,
    is_folding: bool = True,
) -> list[BoardRow]:
    """Return the rows to show, in groups unless the board is sorted.

    Nothing that somebody looks for is hidden in a folded group: problems only
    and a filter unfold them all.

    Args:
        board: What is watched.
        choice: What the user chose to see of it.
        now: The time, for what is sorted by.
        matches: The filter; `None`: there is none.
        is_folding: Are the rows of folded groups left out?
    """
    is_folding = is_folding and not choice.problems_only and matches is None
    groups = _state_rows(board)
    if choice.problems_only or matches is not None:
        groups = {
            name: [row for row in members if _is_shown(row.state, choice, matches)]
            for name, members in groups.items()
        }
    if choice.sort is not None:
        column, window = choice.sort, choice.window
        found = [row for members in groups.values() for row in members]
        found.sort(key=lambda row: sort_value(row.state, column, now, window), reverse=choice.reverse)
        return [*_pinned_first(found, choice)]
    rows: list[BoardRow] = []
    for name, members in groups.items():
        if not members:
            continue
        if len(groups) > 1 or name:
            rows.append(GroupRow(name, members, is_folding and name in choice.folded))
        if not is_folding or name not in choice.folded:
            rows += _pinned_first(members, choice)
    return rows


def sort_value(state: State, column: str, now: float, window: int) -> tuple[int, float, str]:
    """Return what a row is sorted by; what has no value comes last."""
    value: float | None
    match column:
        case "state":
            value = _WORST_FIRST.index(state.health)
        case "last" if isinstance(state, EndpointState):
            value = state.samples.newest.latency if state.samples.newest else None
        case "last":
            value = state.rates.rate(now) if isinstance(state, FeedState) else None
        case "p95" if isinstance(state, EndpointState):
            samples = recent(state.samples, now - window)
            value = percentile(sorted(latencies(samples)), 95)
        case "p95":
            value = state.rtt if isinstance(state, FeedState) else None
        case "next":
            value = state.next_at
        case _:
            value = 0.0
    return (0, value, state.name) if value is not None else (1, 0.0, state.name)


def group_of(state: State) -> str:
    """Return the group's name of an endpoint or a feed."""
    return state.endpoint.group if isinstance(state, EndpointState) else state.feed.group


def _is_shown(state: State, choice: RowChoice, matches: Callable[[State], bool] | None) -> bool:
    if choice.problems_only and not state.health.is_problem:
        return False
    return matches is None or matches(state)


def _state_rows(board: Board) -> Mapping[str, Sequence[StateRow]]:
    """Return the rows of each group, which are made anew only when the groups are."""
    groups = board.groups()
    known = _KNOWN.get(board)
    if known is None or known[0] is not groups:
        rows = {name: [StateRow(state) for state in states] for name, states in groups.items()}
        known = _KNOWN[board] = (groups, rows)
    return known[1]


def _pinned_first(rows: Sequence[StateRow], choice: RowChoice) -> Sequence[StateRow]:
    return sorted(rows, key=lambda row: row.name not in choice.pinned) if choice.pinned else rows


_KNOWN: WeakKeyDictionary[Board, tuple[Mapping[str, Sequence[State]], Mapping[str, Sequence[StateRow]]]] = (
    WeakKeyDictionary()
)
