"""Bars: shares, distributions and the phases of a request, lying on their side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tui.text import safe
from tui.text.cells import cell_len
from tui.text.glyphs import ASCII, BRAILLE
from tui.text.units import duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.model.phases import Phases
    from tui.text.glyphs import Glyphs, Line

__all__ = ["bars", "histogram", "waterfall"]

_SHARE = 5
"""Cells of a share in percent: a space and "100%"."""
_COUNT = 7
_BUCKETS = 6
_LABEL = 7
_PHASE_NAMES = {"receive": "recv"}


def bars(items: Sequence[tuple[str, float]], width: int, *, glyphs: Glyphs = BRAILLE) -> list[Line]:
    """Draw each item's share of the whole: its label, a bar and the percentage.

    The tags are "label", "series" and "value".
    """
    values = [max(0.0, value) if math.isfinite(value) else 0.0 for _, value in items]
    whole = sum(values)
    names = max((cell_len(safe.clean(name)) for name, _ in items), default=0)
    label = max(0, min(names + 1, width * 2 // 5))
    share = _SHARE if width >= label + 2 * _SHARE else 0
    room = max(0, width - label - share)
    lines: list[Line] = []
    for (name, _), value in zip(items, values, strict=True):
        part = value / whole if math.isfinite(whole) and whole > 0 else 0.0
        bar = _bar(part, room, glyphs)
        text = safe.fit(name, label - 1, elide="middle") + " " if label else ""
        percentage = _percent(part).rjust(share)[:share]
        lines.append([(text, "label"), (bar.ljust(room), "series"), (percentage, "value")])
    return lines


def histogram(
    latencies: Iterable[float], width: int, *, threshold: float | None = None, glyphs: Glyphs = BRAILLE
) -> list[Line]:
    """Draw how many latencies lie under each of a row of doubling limits, and above the last.

    The tags are "label", "series", "series-warn" (all of it beyond the threshold) and "value".
    """
    known = sorted(each for each in latencies if math.isfinite(each) and each >= 0)
    limits = _limits(known)
    counts = [0] * _BUCKETS
    for latency in known:
        counts[next((index for index, limit in enumerate(limits) if latency < limit), _BUCKETS - 1)] += 1
    above = ">=" if glyphs is ASCII else "≥"
    names = [*(f"<{duration(limit)}" for limit in limits), f"{above}{duration(limits[-1])}"]
    label = max(0, min(_LABEL + 1, width))
    room = max(0, width - label - _COUNT)
    most = max(counts)
    lines: list[Line] = []
    for name, number, low in zip(names, counts, (0.0, *limits), strict=True):
        bar = _bar(number / most if most else 0.0, room, glyphs)[:number]
        text = f"{name:>{_LABEL}} "[:label]
        value = f" {number}" if bar else str(number)
        rest = max(0, width - label - len(bar))
        tag = "series-warn" if threshold is not None and low >= threshold else "series"
        lines.append([(text, "label"), (bar, tag), (value.ljust(rest)[:rest], "value")])
    return lines


def waterfall(phases: Phases, width: int) -> list[tuple[str, int, int, str]]:
    """Return name, first cell, length in cells and time of each phase that travelled, over `width` cells.

    The shortest phase still has a cell; the time before a place was free is no
    part of it.
    """
    timed = [(name, _seconds(length)) for name, length in phases if name != "queued"]
    total = sum(length for _, length in timed)
    rows: list[tuple[str, int, int, str]] = []
    start = 0.0
    for name, length in timed:
        first = round(start / total * width) if total > 0 else 0
        start += length
        last = round(start / total * width) if total > 0 else 0
        cells = min(max(0, width), max(1, last - first))
        place = max(0, min(first, width - cells))
        rows.append((_PHASE_NAMES.get(name, name), place, cells, duration(length)))
    return rows


def _bar(share: float, room: int, glyphs: Glyphs) -> str:
    """Return a bar over a share of the room, to a part of a cell; what is anything at all is seen."""
    steps = len(glyphs.bar)
    length = min(room * steps, max(1, round(share * room * steps))) if share > 0 else 0
    cells, rest = divmod(length, steps)
    return glyphs.bar[-1] * cells + (glyphs.bar[rest - 1] if rest else "")


def _percent(share: float) -> str:
    if 0 < share < 0.01:  # noqa: PLR2004 - one percent
        return "<1%"
    return f"{share * 100:.0f}%"


def _limits(ordered: Sequence[float]) -> list[float]:
    """Return five doubling limits from a round number on, so that few values lie above the last."""
    high = ordered[math.ceil(len(ordered) * 0.95) - 1] if ordered else 0.8
    wanted = min(max(high / 2 ** (_BUCKETS - 2), 1e-4), 1e4)
    power = 10.0 ** math.floor(math.log10(wanted))
    first = next((step * power for step in (1, 2, 5, 10) if step * power >= wanted * (1 - 1e-9)), 10 * power)
    return [first * 2**index for index in range(_BUCKETS - 1)]


def _seconds(length: float) -> float:
    return min(max(0.0, length), 1e9) if math.isfinite(length) else 0.0
