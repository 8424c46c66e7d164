"""Columns: a window of time cut into as many values as a chart is wide."""

from __future__ import annotations

import math
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from tui.model.check import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.model.check import Sample
    from tui.model.feed_state import FeedState
    from tui.model.ring import Ring

__all__ = [
    "PATIENCE",
    "Mark",
    "Value",
    "column_of",
    "highest",
    "latency_columns",
    "rate_at",
    "rate_columns",
    "rates",
    "recent",
]


class Mark(Enum):
    """What a column shows in place of a number."""

    FAILED = "failed"
    PAUSED = "paused"


Value = float | Mark | None
"""What one column shows; `None`: nothing is known."""

_MOMENT = 1.0
"""Seconds without a connection that nobody need see: to connect again takes some time."""
_SHARE = 0.1
"""How much of a long column: one that stands for minutes would hardly ever be without a cross."""
_STEPS = 150
"""How many steps of whole seconds a window of a feed is cut into: about as many as a chart has columns."""
_CLOSE = 1e-6
"""Seconds by which an edge of a column may miss the second that it is meant to be."""
PATIENCE = 1.5
"""A sample speaks for one and a half of its intervals: the next check takes time as well."""


def recent(samples: Ring[Sample], since: float) -> list[Sample]:
    """Return the samples that started at `since` or later, without looking at all the others."""
    low, high = samples.start, samples.end
    while low < high:
        middle = (low + high) // 2
        if samples[middle].at < since:
            low = middle + 1
        else:
            high = middle
    return samples.tail(samples.end - low)


def latency_columns(
    samples: Iterable[Sample], width: int, *, now: float, span: float, marks: bool = True
) -> list[Value]:
    """Cut the last `span` seconds into `width` columns of the worst that happened in each.

    The columns stand on a grid of their own, so that old ones do not flicker
    as time goes on. A sample fills the columns until the next one, but not for
    longer than it speaks for. Without `marks` a check that failed is worth how
    long its answer took, and nothing if there was none.
    """
    values: list[Value] = [None] * max(0, width)
    known = list(samples)
    for index, sample in enumerate(known):
        until = sample.at + sample.span * PATIENCE
        if index + 1 < len(known):
            until = min(until, known[index + 1].at)
        first = column_of(sample.at, width, now=now, span=span)
        last = column_of(min(until, now), width, now=now, span=span)
        if first is None or last is None:
            continue
        value = _shown(sample, marks=marks)
        for column in range(max(0, first), min(max(first, last), width - 1) + 1):
            if column == first or column < last or until > now:
                values[column] = _worse(values[column], value)
    return values


def rates(state: FeedState, *, now: float, span: float) -> list[float]:
    """Return how many messages a second came in each step of the last `span` seconds, the oldest first.

    The steps are whole seconds on a grid of their own: neither how much room there is to draw them nor with
    which characters changes what the busiest of them was. Seconds of the newest that are still to come are
    taken to be as the step before it was.
    """
    step, first = _steps(now, span)
    counts = state.rates.window(now, math.floor(now) - first * step)
    found: list[float] = []
    for start in range(0, math.floor(now / step + 1 - first) * step, step):
        inside = counts[start : start + step]
        before = found[-1] if found else sum(inside) / max(1, len(inside))
        found.append((sum(inside) + (step - len(inside)) * before) / step)
    return found


def rate_columns(
    state: FeedState, width: int, *, now: float, span: float, parts: int = 1, marks: bool = True
) -> list[Value]:
    """Cut the last `span` seconds of a feed into `width` columns of messages a second.

    The columns stand on the grid of `column_of`, so that old ones do not flicker as time goes on and
    each is where its moment is marked; every one is cut into `parts`, of which those to come are not
    known. Each is as high as the busiest step of `rates` that is in it, if only in part.
    A column failed in which there was no connection for more than a second and a tenth of it,
    or for most of it, unless somebody wanted it so. Without `marks` it is worth what came in it all
    the same, and nothing if that was nothing.
    """
    if width <= 0 or not math.isfinite(now) or not 1 <= span <= state.rates.capacity:
        return [None] * max(0, width * parts)
    length = span / width
    start = (math.floor(now / length) - width + 1) * length
    edges = [start + index * length / parts for index in range(width * parts + 1)]
    step, first = _steps(now, span)
    found = rates(state, now=now, span=span)
    values: list[Value] = []
    for index, (low, high) in enumerate(pairwise(edges)):
        if low + _CLOSE >= now:
            values.append(values[-1] if values and low - _CLOSE <= now else None)
            continue
        # What began before the first column ends in it, and may be the peak that is told beside the chart.
        begin = math.floor(low / step + _CLOSE) - first if index else 0
        inside = found[max(0, begin) : math.ceil(high / step - _CLOSE) - first]
        values.append(_feed_value(state, max(inside, default=0.0), low, min(high, now), marks=marks))
    return values


def rate_at(
    state: FeedState, at: float, width: int, *, now: float, span: float, parts: int
) -> tuple[float | None, Mark | None]:
    """Return what is drawn of a feed where a moment is: the highest rate, and what it is marked with."""
    column = column_of(at, width, now=now, span=span)
    if column is None or not 0 <= column < width:
        return None, None
    inside = slice(column * parts, (column + 1) * parts)
    drawn, marked = (
        rate_columns(state, width, now=now, span=span, parts=parts, marks=marks)[inside]
        for marks in (False, True)
    )
    return highest(drawn), next((value for value in marked if isinstance(value, Mark)), None)


def highest(values: Iterable[Value]) -> float | None:
    """Return the largest of the values that are numbers; `None`: there is none."""
    return max((value for value in values if isinstance(value, int | float)), default=None)


def column_of(at: float, width: int, *, now: float, span: float, parts: int = 1) -> int | None:
    """Return the column that an instant is in, the newest at the right; it may be outside.

    Where each column is cut into `parts`, it is the number of the part: what a column is
    about does not depend on how finely it is drawn.
    """
    step = span / width if width > 0 and span > 0 else 0.0
    if step <= 0 or not (math.isfinite(at / step) and math.isfinite(now / step)):
        return None
    column = math.floor(at / step)
    part = math.floor((at / step - column) * parts)
    return (column - math.floor(now / step) + width - 1) * parts + part


def _shown(sample: Sample, *, marks: bool) -> Value:
    if not sample.is_counted:
        return None
    if marks and (sample.outcome is Outcome.DOWN or sample.latency is None):
        return Mark.FAILED
    return sample.latency if sample.latency is not None and math.isfinite(sample.latency) else None


def _worse(one: Value, other: Value) -> Value:
    """Return the one of two values that nobody should miss."""
    if isinstance(one, Mark) or other is None:
        return one
    if isinstance(other, Mark) or one is None:
        return other
    return max(one, other)


def _steps(now: float, span: float) -> tuple[int, int]:
    """Return how many seconds each step of a window has, and the number of its first on their grid."""
    step = max(1, round(span / _STEPS))
    return step, math.floor(now / step) - math.ceil(span / step) + 1


def _feed_value(state: FeedState, rate: float, start: float, end: float, *, marks: bool) -> Value:
    """Return the rate, or what nobody should miss: there was no connection for some time."""
    if state.known_at is None or end <= state.known_at:
        return None
    mark = _feed_mark(state, max(start, state.known_at), end)
    if mark is None:
        return rate
    return mark if marks else rate or None


def _feed_mark(state: FeedState, start: float, end: float) -> Mark | None:
    held, paused = (spans.within(start, end) for spans in (state.open_spans, state.paused_spans))
    length = end - start
    if length - held - paused > max(min(_MOMENT, length / 2), length * _SHARE):
        return Mark.FAILED
    return Mark.PAUSED if paused > held else None
