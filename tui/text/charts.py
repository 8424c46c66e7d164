"""Charts in plain characters, each piece with the tag of its colour; any input draws something.

The tags are "series", "series-warn" (above the threshold), "series-err" (failed),
"series-none" (where nothing is known) and "muted" (axes); "band" is what is shaded.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, TypeGuard

from tui.model.check import Outcome
from tui.text.bars import bars, histogram, waterfall
from tui.text.canvas import GUTTER, Plot, framed, nice_ceiling
from tui.text.columns import (
    PATIENCE,
    Mark,
    Value,
    column_of,
    highest,
    latency_columns,
    rate_columns,
    recent,
)
from tui.text.glyphs import BRAILLE, Glyphs, Line, Piece, merge
from tui.text.units import duration, rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.model.check import Sample

__all__ = [
    "NARROW",
    "Glyphs",
    "Line",
    "Mark",
    "Piece",
    "Value",
    "bars",
    "chart_columns",
    "histogram",
    "latency_chart",
    "latency_columns",
    "rate_chart",
    "rate_columns",
    "recent",
    "sparkline",
    "waterfall",
]

_HEADROOM = 1.15
_LARGEST = 1e9
_LARGER_UNIT = re.compile("(?<=[dhm])")
NARROW = 16
"""Cells below which a chart has no axis."""


def sparkline(
    values: Sequence[Value],
    width: int,
    *,
    threshold: float | None = None,
    ceiling: float | None = None,
    tags: Sequence[str] = (),
    glyphs: Glyphs = BRAILLE,
) -> Line:
    """Draw the newest values at the right edge of `width` cells.

    The scale goes from 0 to `ceiling`, which is the larger of the largest value
    and a little more than the threshold unless it is given. So do the tags of
    `tags`: one for each value, "" for the one that it has by itself.
    """
    shown = list(values[-width:]) if width > 0 else []
    top = ceiling or _ceiling((value for value in shown if isinstance(value, int | float)), threshold)
    pieces = [_spark(value, top, threshold, glyphs) for value in shown]
    if tags:
        wanted = tags[-len(pieces) :] if pieces else ()
        pieces = [(text, tag or own) for (text, own), tag in zip(pieces, wanted, strict=True)]
    return merge([(glyphs.nothing, "series-none")] * (max(0, width) - len(shown)) + pieces)


def latency_chart(
    samples: Sequence[Sample],
    *,
    width: int,
    height: int,
    now: float,
    span: float,
    threshold: float | None = None,
    band: tuple[float, float] | None = None,
    glyphs: Glyphs = BRAILLE,
) -> list[Line]:
    """Draw the latencies of the last `span` seconds; nothing joins what nobody watched.

    A failed check is a cross on the ground, below how long its answer took if it had one; a threshold
    is a dashed line, and what lies between the two values of `band` is shaded.
    """
    shown = [sample.latency for sample in samples if sample.is_counted and sample.at >= now - span]
    top = nice_ceiling(_ceiling(shown, threshold))
    limit = threshold if _is_number(threshold) else None
    plot = Plot(_inner(width), max(0, height), ceiling=top, threshold=limit, glyphs=glyphs)
    if band is not None:
        plot.shade(*band)
    if glyphs.dots > 1:
        _draw_line(plot, samples, now=now, span=span)
    else:
        _draw_columns(plot, latency_columns(samples, plot.columns, now=now, span=span, marks=False))
        _draw_failures(plot, latency_columns(samples, plot.columns, now=now, span=span))
    labels = {height - 1: ("0", "muted"), 0: (_label(top), "muted")}
    if limit is not None and 0 < plot.row_of(limit) < height - 1:
        labels[plot.row_of(limit)] = (_label(limit), "warn")
    return _finished(plot, labels, width)


def chart_columns(width: int) -> int:
    """Return how many cells of a chart of that width are beside its axis."""
    return _inner(width)


def rate_chart(
    values: Sequence[Value],
    *,
    width: int,
    height: int,
    marks: Sequence[Value] = (),
    glyphs: Glyphs = BRAILLE,
) -> list[Line]:
    """Draw how many there were a second, the newest at the right; where nothing is known there is nothing.

    One of the `marks`, of which there are as many, that says that it failed is a cross on the ground.
    """
    top = nice_ceiling(max(1.0, _ceiling([highest(values)], None)))
    plot = Plot(_inner(width), max(0, height), ceiling=top, threshold=None, glyphs=glyphs)
    _draw_columns(plot, _stretched(values, plot.columns))
    _draw_failures(plot, _stretched(marks, plot.columns))
    label = rate(top)
    if len(label) >= GUTTER:
        label = label.removesuffix("/s")
    return _finished(plot, {height - 1: ("0", "muted"), 0: (label, "muted")}, width)


def _draw_line(plot: Plot, samples: Sequence[Sample], *, now: float, span: float) -> None:
    """Join samples that follow each other in time; each run without a gap is one line."""
    run: list[tuple[int, float]] = []
    until = -math.inf
    for sample in samples:
        column = column_of(sample.at, plot.width, now=now, span=span, parts=plot.glyphs.dots)
        if column is None or column >= plot.columns:
            continue
        latency = sample.latency if _is_number(sample.latency) else None
        if latency is None or sample.at > until:
            plot.line(run)
            run = []
        if not sample.is_counted:
            continue
        if sample.outcome is Outcome.DOWN or latency is None:
            plot.fail(column)
        if latency is not None:
            run.append((column, min(latency, _LARGEST)))
        until = sample.at + 2 * PATIENCE * sample.span
    plot.line(run)


def _draw_columns(plot: Plot, values: Sequence[Value]) -> None:
    run: list[tuple[int, float]] = []
    for column, value in enumerate(values):
        if isinstance(value, int | float) and math.isfinite(value):
            run.append((column, min(value, _LARGEST)))
            continue
        plot.line(run)
        run = []
    plot.line(run)


def _draw_failures(plot: Plot, values: Sequence[Value]) -> None:
    for column, value in enumerate(values):
        if value is Mark.FAILED:
            plot.fail(column)


def _stretched(values: Sequence[Value], columns: int) -> list[Value]:
    """Return as many values as there are columns, each of them repeated or left out."""
    number = len(values)
    return [values[index * number // columns] for index in range(columns)] if number else []


def _finished(plot: Plot, labels: dict[int, Piece], width: int) -> list[Line]:
    rows = plot.rows()
    return framed(rows, labels, plot.glyphs) if width >= NARROW else rows


def _inner(width: int) -> int:
    return width - GUTTER if width >= NARROW else max(0, width)


def _spark(value: Value, top: float, threshold: float | None, glyphs: Glyphs) -> Piece:
    if value is Mark.FAILED:
        return glyphs.failed, "series-err"
    if not isinstance(value, int | float) or not math.isfinite(value):
        return glyphs.nothing, "series-none"
    share = min(1.0, max(0.0, value / top)) if top > 0 else 0.0
    level = min(len(glyphs.ramp) - 1, int(share * len(glyphs.ramp)))
    return glyphs.ramp[level], "series-warn" if threshold is not None and value > threshold else "series"


def _ceiling(values: Iterable[float | None], threshold: float | None) -> float:
    """Return the top of the scale: a little more than the threshold, or the largest value."""
    known = [min(value, _LARGEST) for value in values if _is_number(value)]
    room = min(threshold, _LARGEST) * _HEADROOM if _is_number(threshold) else 0.0
    return max(0.0, room, *known)


def _label(seconds: float) -> str:
    """Write a time in the five cells beside the axis; the smaller of two units gives way."""
    text = duration(max(seconds, 1e-4))
    return text if len(text) < GUTTER else _LARGER_UNIT.split(text)[0]


def _is_number(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)
