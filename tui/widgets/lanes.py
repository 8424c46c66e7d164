"""Lanes: what several feeds brought and several endpoints answered, in one order of time."""

from __future__ import annotations

from heapq import merge
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from tui.model.endpoint_state import EndpointState
from tui.model.message_type import TypeReader
from tui.widgets.row_index import Everything, Matches, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.model.board import State
    from tui.model.check import CheckResult, Sample
    from tui.model.message import Row
    from tui.widgets.row_index import RowIndex, Rows

__all__ = ["Checked", "Lane", "Lanes", "Spot"]


class Spot(NamedTuple):
    """Where something stands in the order of time; what came at once goes by name."""

    at: float
    """Seconds since the epoch."""
    name: str
    """Of the feed or endpoint; "" comes before all of them."""
    number: int
    """Of the row or sample."""


class Checked(Struct, frozen=True):
    """One check of an endpoint."""

    sample: Sample
    result: CheckResult | None
    """`None`: it was too long ago for all of it to be kept."""

    @property
    def at(self) -> float:
        """When it started, in seconds since the epoch: its cause is what came before that."""
        return self.sample.at


class _Checks:
    """The checks of an endpoint as rows, under the numbers of their samples."""

    def __init__(self, state: EndpointState, samples: Rows[Sample] | None = None) -> None:
        self._state = state
        self._samples = samples or state.samples

    @property
    def start(self) -> int:
        return self._samples.start

    @property
    def end(self) -> int:
        return self._samples.end

    def __getitem__(self, number: int, /) -> Checked:
        return Checked(self._samples[number], self._state.result(number))


class Lane:
    """The rows of one feed, or the checks of one endpoint."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.name = state.name
        self.reader = TypeReader(None if isinstance(state, EndpointState) else state.feed.type_path)
        self.rows = _rows_of(state)
        self.index: RowIndex[Row | Checked] = Everything(self.rows)

    def __getitem__(self, number: int) -> Row | Checked:
        return self.rows[number]

    def ordinal(self, number: int) -> int | None:
        """Return which of the messages of a feed a row is, from 1 on; `None`: it is no message."""
        return None if isinstance(self.state, EndpointState) else self.state.ordinal(number)

    def show_only(self, test: Callable[[Row | Checked], bool] | None) -> None:
        """Show only what passes; the newest is looked at first."""
        self.index = Everything(self.rows) if test is None else Matches(self.rows, test, self.rows.end)

    def freeze(self, *, is_frozen: bool) -> None:
        """Keep what there is as it is, or go on."""
        self.rows = self.index.rows = _rows_of(self.state, is_frozen=is_frozen)

    def before(self, spot: Spot | None) -> Iterator[Spot]:
        """Give the spots before one, the newest first; `None`: all of them."""
        last = self.index.high if spot is None else self._cut(spot)
        return (self._spot(ordinal) for ordinal in range(last - 1, self.index.low - 1, -1))

    def since(self, spot: Spot) -> Iterator[Spot]:
        """Give the spots from one on, itself included, the oldest first."""
        return (self._spot(ordinal) for ordinal in range(self._cut(spot), self.index.high))

    def _spot(self, ordinal: int) -> Spot:
        number = self.index.number(ordinal)
        return Spot(self.rows[number].at, self.name, number)

    def _cut(self, spot: Spot) -> int:
        """Return the ordinal of the first that is not before a spot."""
        low, high = self.index.low, self.index.high
        if spot.name == self.name:  # the clock may have been set back, numbers only rise
            return max(low, min(high, self.index.ordinal(spot.number)))
        while low < high:
            middle = (low + high) // 2
            if self._spot(middle) < spot:
                low = middle + 1
            else:
                high = middle
        return low


class Lanes:
    """Several lanes as one: however much they hold, only what is asked for is put in order."""

    def __init__(self, lanes: Sequence[Lane], *, clock: Callable[[], float] = perf_counter) -> None:
        self.lanes = {lane.name: lane for lane in lanes}
        self._clock = clock

    def __getitem__(self, spot: Spot) -> Row | Checked | None:
        """Return what stands there; `None`: it has gone."""
        lane = self.lanes.get(spot.name)
        return lane[spot.number] if lane and lane.rows.start <= spot.number < lane.rows.end else None

    @property
    def shown(self) -> int:
        """How many are in the list."""
        return sum(lane.index.high - lane.index.low for lane in self.lanes.values())

    @property
    def held(self) -> int:
        """How many there are in memory."""
        return sum(lane.rows.end - lane.rows.start for lane in self.lanes.values())

    def before(self, spot: Spot | None) -> Iterator[Spot]:
        """Give the spots before one, the newest first; `None`: all of them."""
        return merge(*(lane.before(spot) for lane in self.lanes.values()), reverse=True)

    def since(self, spot: Spot) -> Iterator[Spot]:
        """Give the spots from one on, itself included, the oldest first."""
        return merge(*(lane.since(spot) for lane in self.lanes.values()))

    def advance(self, budget: float) -> bool:
        """Look for matches for about so many seconds. Return whether all have been found.

        Every lane has its share; what is left of all of them is for those that need more.
        """
        until = self._clock() + budget
        share = budget / max(1, len(self.lanes))
        undone = [lane for lane in self.lanes.values() if not lane.index.advance(share)]
        left = max(0.0, until - self._clock()) / max(1, len(undone))
        undone = [lane for lane in undone if not lane.index.advance(left)]
        return not undone


def _rows_of(state: State, *, is_frozen: bool = False) -> Rows[Row | Checked]:
    if isinstance(state, EndpointState):
        return _Checks(state, Snapshot(state.samples) if is_frozen else None)
    rows: Rows[Row] = Snapshot(state.rows) if is_frozen else state.rows
    return rows
