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


def latency_columns(samples: Iterable[Sample], width: int, *, now: float, span: float) -> list[Value]:
    """Cut the last `span` seconds into `width` columns of the worst that happened in each.

    The columns stand on a grid of their own, so that old ones do not flicker
    as time goes on. A sample fills the columns until the next one, but not for
    longer than it speaks for.
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
        value = _shown(sample)
        for column in range(max(0, first), min(max(first, last), width - 1) + 1):
            if column == first or column < last or until > now:
                values[column] = _worse(values[column], value)
    return values


def rate_columns(state: FeedState, width: int, *, now: float, span: float, parts: int = 1) -> list[Value]:
    """Cut the last `span` seconds of a feed into `width` columns of messages a second.

    The columns stand on the grid of `column_of`, so that old ones do not flicker as time goes on and
    each is where its moment is marked; every one is cut into `parts`, of which those to come are not
    known. All of them count equally many whole seconds, so that a message is as high wherever it is;
    seconds of the newest that are still to come are taken to be as the part before it was.
    A column failed in which there was no connection for more than a second and a tenth of it,
    or for most of it, unless somebody wanted it so; one in which no whole second began is as the one
    before.
    """
    if width <= 0 or not math.isfinite(now) or not 1 <= span <= state.rates.capacity:
        return [None] * max(0, width * parts)
    step = span / width
    start = (math.floor(now / step) - width + 1) * step
    begin = math.floor(start)
    counts = state.rates.window(now, math.floor(now) - begin)
    edges = [start + index * step / parts for index in range(width * parts + 1)]
    whole = max(1, math.floor(step / parts + _CLOSE))
    values: list[Value] = []
    for low, high in pairwise(edges):
        inside = counts[math.ceil(low - begin - _CLOSE) : math.ceil(high - begin - _CLOSE)]
        before = values[-1] if values else None
        if inside:
            rate = _rate(inside, whole, before)
            values.append(_feed_value(state, rate, low, min(high, now)))
        else:
            values.append(before if low - _CLOSE <= now else None)
    return values


def rate_at(state: FeedState, at: float, width: int, *, now: float, span: float, parts: int) -> Value:
    """Return what is drawn of a feed where a moment is: the highest rate, else why there is none."""
    column = column_of(at, width, now=now, span=span)
    if column is None or not 0 <= column < width:
        return None
    drawn = rate_columns(state, width, now=now, span=span, parts=parts)[column * parts : (column + 1) * parts]
    peak = highest(drawn)
    return peak if peak is not None else next((value for value in drawn if value is not None), None)


def highest(values: Iterable[Value]) -> float | None:
    """Return the largest of the values that are numbers; `None`: there is none."""
    return max((value for value in values if isinstance(value, int | float)), default=None)


def column_of(at: float, width: int, *, now: float, span: float) -> int | None:
    """Return the column that an instant is in, the newest at the right; it may be outside."""
    step = span / width if width > 0 and span > 0 else 0.0
    if step <= 0 or not (math.isfinite(at / step) and math.isfinite(now / step)):
        return None
    return math.floor(at / step) - math.floor(now / step) + width - 1


def _shown(sample: Sample) -> Value:
    if not sample.is_counted:
        return None
    if sample.outcome is Outcome.DOWN or sample.latency is None:
        return Mark.FAILED
    return sample.latency if math.isfinite(sample.latency) else None


def _worse(one: Value, other: Value) -> Value:
    """Return the one of two values that nobody should miss."""
    if isinstance(one, Mark) or other is None:
        return one
    if isinstance(other, Mark) or one is None:
        return other
    return max(one, other)


def _rate(counts: list[int], whole: int, before: Value) -> float:
    """Return how many a second there were in so many whole seconds: of one more, the busier part counts."""
    missing = whole - len(counts)
    if missing <= 0:
        return max(sum(counts[:whole]), sum(counts[-whole:])) / whole
    if isinstance(before, int | float):
        return (sum(counts) + missing * before) / whole
    return sum(counts) / len(counts)


def _feed_value(state: FeedState, rate: float, start: float, end: float) -> Value:
    """Return the rate, or what nobody should miss: there was no connection for some time."""
    if state.known_at is None or end <= state.known_at:
        return None
    start = max(start, state.known_at)
    held, paused = (spans.within(start, end) for spans in (state.open_spans, state.paused_spans))
    length = end - start
    if length - held - paused > max(min(_MOMENT, length / 2), length * _SHARE):
        return Mark.FAILED
    return Mark.PAUSED if paused > held else rate
