"""Picking: which sample a column of a chart is about."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.model.check import Outcome
from tui.text.columns import column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.model.endpoint_state import EndpointState

__all__ = ["SamplePicked", "sample_in", "sample_of"]


@dataclass
class SamplePicked(Message):
    """The sample of that number is to be shown."""

    name: str
    """The endpoint's."""
    number: int


def sample_in(state: EndpointState, column: int, width: int, *, now: float, span: float) -> int | None:
    """Return the number of the worst sample in a column, as that is what the column shows.

    An empty column belongs to the sample before it; `None`: there is none.
    """
    worst: tuple[bool, float, int] | None = None
    for number, at in _newest_first(state, now):
        found = column_of(at, width, now=now, span=span)
        if found is None or found < column:
            return worst[2] if worst is not None else number
        if found == column:
            sample = state.samples[number]
            rank = (sample.outcome is Outcome.DOWN, sample.latency or 0.0, number)
            worst = rank if worst is None else max(worst, rank)
    return worst[2] if worst is not None else None


def sample_of(state: EndpointState, at: float) -> int | None:
    """Return the number of the sample that began at just that moment."""
    samples = state.samples
    numbers = range(samples.start, samples.end)
    number = numbers.start + bisect_left(numbers, at, key=lambda each: samples[each].at)
    return number if number in samples and samples[number].at == at else None


def _newest_first(state: EndpointState, now: float) -> Iterator[tuple[int, float]]:
    samples = state.samples
    for number in range(samples.end - 1, samples.start - 1, -1):
        if samples[number].at <= now:
            yield number, samples[number].at
