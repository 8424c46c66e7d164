"""LatencyPane: how long an endpoint takes, over the time window."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tui.model.check import Outcome
from tui.model.stats import latencies, percentiles
from tui.text.canvas import GUTTER
from tui.text.cells import cells_of
from tui.text.charts import latency_chart, recent
from tui.text.safe import clean
from tui.text.units import clock, count, duration, span
from tui.widgets.advice import NOTHING_YET
from tui.widgets.chart_pane import ChartPane
from tui.widgets.document import put_runs
from tui.widgets.picking import SamplePicked, sample_in
from tui.widgets.state_cells import latency_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.model.check import Sample
    from tui.model.endpoint_state import EndpointState
    from tui.widgets.line import Line, Runs
    from tui.widgets.outlook import Outlook

__all__ = ["LatencyPane", "latency_runs"]

_RANKS = {"p50": 50, "p95": 95, "p99": 99, "max": 100}
_BAND = (50, 95)
_ENOUGH = 5
"""Latencies of which percentiles say something."""
_RUNS = 3
"""Pieces that tell one percentile: what parts it from the one before, its name and its time."""
_TITLE = 14
"""Cells of a hairline before the facts in it, and after them."""
_WIDE = 100
"""Cells from which on the counts have room beside the percentiles."""


class LatencyPane(ChartPane):
    """A chart with its limit, its span and its percentiles; what lies between p50 and p95 is shaded."""

    def __init__(
        self,
        state: Callable[[], EndpointState | None],
        outlook: Outlook,
        *,
        number: int | None = None,
        is_preview: bool = False,
    ) -> None:
        """Take what a chart takes; does it stand beside others, and so has to say what it is about?"""
        super().__init__(state, outlook, number=number)
        self._state, self._is_preview = state, is_preview
        self._seen: tuple[object, list[Sample], Runs] | None = None
        self._drawn: tuple[object, list[Line]] | None = None

    def title(self) -> Runs:
        state = self._state()
        if not self._is_preview or state is None:
            return [("latency", "muted")]
        return [(clean(state.name, 40), "muted")]

    def facts(self) -> Runs:
        state = self._state()
        if not self._is_preview or state is None:
            runs = [] if self.boxed else self._percentiles()
            marked_at = self._outlook.marked_at()
            if marked_at is not None and marked_at < self._outlook.now() - self._outlook.window():
                runs = [(f"← {clock(marked_at)} is further back", "paused"), (" · ", "muted")]
            return [*runs, *self.window_keys()]
        facts = [str(state.endpoint.method), f"every {span(state.endpoint.interval)}"]
        if state.next_at is not None:
            facts.append(f"next {span(float(max(0, math.ceil(state.next_at - self._outlook.now()))))}")
        return [(" · ".join(facts), "muted")]

    def _percentiles(self) -> Runs:
        """Return as many percentiles as there is room for before the time window."""
        room = self.size.width - _TITLE - cells_of(self.window_keys())
        every = self._look()[1]
        wholes = ([*runs, (" · ", "muted")] for runs in (every, every[: 2 * _RUNS]) if runs)
        return next((runs for runs in wholes if cells_of(runs) <= room), [])

    def foot_facts(self) -> Runs:
        samples, runs = self._look()
        if self._is_preview:
            return [*runs, (f" · {span(self._outlook.window())}", "muted")] if runs else []
        return [*runs, *_counts(samples)] if self.size.width >= _WIDE else runs

    def content(self, width: int, height: int) -> list[Line]:
        state = self._state()
        if state is None:
            return []
        samples, _ = self._look()
        if not samples:
            return [self.line(width).runs(self.sentence(_silence(state, self._outlook.window())))]
        key = (
            self._key(state),
            width,
            height,
            self._outlook.glyphs().name,
            self._outlook.marked_at(),
            self.ink,
        )
        if self._drawn is None or self._drawn[0] != key:
            rows = self._draw(samples, width, height)
            self._drawn = (key, [put_runs(self.line(width), runs) for runs in rows])
        return self._drawn[1]

    def on_click(self, event: Click) -> None:
        """Ask for the sample under the mouse to be shown."""
        state, width = self._state(), self.inner_size(*self.size)[0]
        cell = event.x - (1 + self.margin if self.boxed else 0) - GUTTER
        if state is None or not 0 <= cell < width - GUTTER or event.y == 0:
            return
        number = sample_in(state, cell, width - GUTTER, now=self._outlook.now(), span=self._outlook.window())
        if number is not None:
            self.post_message(SamplePicked(state.name, number))

    def _key(self, state: EndpointState) -> object:
        """Return what the picture depends on; the time counts in whole seconds."""
        return state.name, state.samples.end, int(self._outlook.now()), self._outlook.window()

    def _look(self) -> tuple[list[Sample], Runs]:
        """Return the samples of the window and their percentiles."""
        state = self._state()
        if state is None:
            return [], []
        key = self._key(state)
        if self._seen is None or self._seen[0] != key:
            now = self._outlook.now()
            samples = [each for each in recent(state.samples, now - self._outlook.window()) if each.at <= now]
            self._seen = (key, samples, latency_runs(samples, self._limit()))
        return self._seen[1], self._seen[2]

    def _limit(self) -> float | None:
        state = self._state()
        return latency_limit(state.endpoint.warns + state.endpoint.asserts) if state is not None else None

    def _draw(self, samples: Sequence[Sample], width: int, height: int) -> list[Runs]:
        now, window = self._outlook.now(), self._outlook.window()
        rows = latency_chart(
            samples,
            width=width,
            height=height,
            now=now,
            span=window,
            threshold=self._limit(),
            band=_band(samples) if self.ink.has_shades else None,
            glyphs=self._outlook.glyphs(),
        )
        return self.crossed(rows, width)


def _band(samples: Sequence[Sample]) -> tuple[float, float] | None:
    """Return between which values most latencies lie, if there are enough to say."""
    values = latencies(samples)
    low, high = percentiles(values, _BAND)
    return (low, high) if low is not None and high is not None and len(values) >= _ENOUGH else None


def latency_runs(samples: Sequence[Sample], limit: float | None) -> Runs:
    """Return the percentiles of the latencies, loud where they are beyond the limit."""
    values = latencies(samples)
    found = percentiles(values, list(_RANKS.values()))
    if not values:
        return []
    runs: Runs = []
    for name, value in zip(_RANKS, found, strict=True):
        is_over = limit is not None and value is not None and value > limit
        runs += [
            ("  " if runs else "", "muted"),
            (f"{name} ", "muted"),
            (duration(value), "warn" if is_over else "muted"),
        ]
    return runs


def _counts(samples: Sequence[Sample]) -> Runs:
    samples = [sample for sample in samples if sample.is_counted]
    bad = sum(not sample.outcome.is_good for sample in samples)
    slow = sum(sample.outcome in {Outcome.DEGRADED, Outcome.FLAKY} for sample in samples)
    good = len(samples) - bad - slow
    late = sum(sample.is_tainted for sample in samples)
    return [
        *([(f"   ≈ {count(late)} while we were late", "warn")] if late else []),
        ("   ", "muted"),
        (f"✗ {count(bad)}", "err" if bad else "muted"),
        (f"  ▲ {count(slow)}", "warn" if slow else "muted"),
        (f"  ● {count(good)}", "muted"),
    ]


def _silence(state: EndpointState, window: int) -> str:
    if len(state.samples):
        return f"no check in the last {span(window)} — {{window.longer looks back further}}"
    return "paused — {pause resumes it}" if state.is_paused else NOTHING_YET
