"""DistributionPane: how often an endpoint took how long."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tui.model.stats import latencies, percentiles
from tui.text.charts import histogram, recent
from tui.text.units import count, counted, duration, span
from tui.widgets.document import put_runs
from tui.widgets.pane import Pane
from tui.widgets.state_cells import latency_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.check import Sample
    from tui.model.endpoint_state import EndpointState
    from tui.widgets.line import Line, Runs
    from tui.widgets.outlook import Outlook

__all__ = ["DistributionPane"]

_TAGS = {"label": "muted", "value": "muted"}
_RANKS = {"p50": 50, "p90": 90, "p95": 95, "p99": 99}
_TABLE = 26
"""Cells of the table beside the bars of a burst."""
_LEAST_BARS = 24
_MUCH_SLOWER = 1.5


class DistributionPane(Pane):
    """Bars of the latencies in doubling steps.

    For a burst they are of the burst alone, beside its percentiles and those of
    all that was measured before it.
    """

    def __init__(
        self,
        state: Callable[[], EndpointState | None],
        outlook: Outlook,
        *,
        number: int | None = None,
        shows_burst: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take what gives the endpoint and how it is to be seen.

        Args:
            state: The endpoint; `None`: nothing is selected, or a feed.
            outlook: How the bars look at the past.
            number: The digit that focuses it.
            shows_burst: Is the newest burst to be shown instead of the window?
        """
        super().__init__()
        self.number = number
        self._state, self._outlook = state, outlook
        self._shows_burst = shows_burst
        self._drawn: tuple[object, list[Runs], Runs] | None = None
        self._before: tuple[object, list[float | None]] | None = None

    def title(self) -> Runs:
        return [("distribution", "muted")]

    def facts(self) -> Runs:
        state = self._state()
        if state is None or not self._shows_burst():
            return [(span(self._outlook.window()), "muted")]
        if state.burst_until is None:
            return [("burst is over", "muted"), (" · ", "faint"), self.key("back", tag="faint")]
        left = max(0.0, state.burst_until - self._outlook.now())
        return [(f"burst {span(float(math.ceil(left)))} left", "warn-strong")]

    def foot_facts(self) -> Runs:
        if self._drawn is None:
            return []
        return self._drawn[2]

    def content(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - a row for each step
        state = self._state()
        if state is None:
            return []
        is_burst = self._shows_burst() and state.burst_from is not None
        key = (
            state.name,
            state.samples.end,
            int(self._outlook.now()),
            self._outlook.window(),
            width,
            is_burst,
        )
        if self._drawn is None or self._drawn[0] != key:
            samples = _of_burst(state) if is_burst else self._of_window(state)
            room = width - (not self.boxed)  # no number stands at the very edge
            self._drawn = (key, self._rows(state, samples, room, is_burst=is_burst), _counted(samples))
        if not self._drawn[1]:
            return [put_runs(self.line(width), [("no answer to count yet", "muted")])]
        return [
            put_runs(self.line(width), [(text, _TAGS.get(tag, tag)) for text, tag in runs])
            for runs in self._drawn[1]
        ]

    def _of_window(self, state: EndpointState) -> list[Sample]:
        now = self._outlook.now()
        return [each for each in recent(state.samples, now - self._outlook.window()) if each.at <= now]

    def _rows(
        self, state: EndpointState, samples: Sequence[Sample], width: int, *, is_burst: bool
    ) -> list[Runs]:
        known = latencies(samples)
        if not known:
            return []
        has_table = is_burst and width >= _TABLE + _LEAST_BARS
        limit = latency_limit(state.endpoint.warns + state.endpoint.asserts)
        room = width - _TABLE if has_table else width
        rows = histogram(known, room, threshold=limit, glyphs=self._outlook.glyphs())
        if not has_table:
            return rows
        table = self._table(state, samples, known)
        return [[*row, *beside] for row, beside in zip(rows, table, strict=False)]

    def _table(self, state: EndpointState, samples: Sequence[Sample], known: Sequence[float]) -> list[Runs]:
        """Return the percentiles of the burst and of all that was measured before it, side by side."""
        during = percentiles(known, list(_RANKS.values()))
        rows: list[Runs] = [_row("", "burst", "before", "muted")]
        for name, value, usual in zip(_RANKS, during, self._usual(state), strict=True):
            is_slower = value is not None and usual is not None and value > usual * _MUCH_SLOWER
            rows.append(_row(name, duration(value), duration(usual), "warn" if is_slower else "text"))
        bad = sum(not sample.outcome.is_good for sample in samples)
        rows.append(_row("failed", count(bad), "", "err" if bad else "muted"))
        return rows

    def _usual(self, state: EndpointState) -> list[float | None]:
        """Return the percentiles before the burst, which stay as they are while it runs."""
        key = (state.name, state.burst_from)
        if self._before is None or self._before[0] != key:
            first = state.burst_from or 0
            older = state.samples.since(state.samples.start)[: max(0, first - state.samples.start)]
            self._before = (key, percentiles(latencies(older), list(_RANKS.values())))
        return self._before[1]


def _of_burst(state: EndpointState) -> list[Sample]:
    """Return the samples of the newest burst."""
    first, end = state.burst_from or 0, state.burst_to
    samples = state.samples.since(first)
    if end is None:
        return samples
    return samples[: max(0, end - max(first, state.samples.start))]


def _counted(samples: Sequence[Sample]) -> Runs:
    """Say how many checks the bars are of, and why not of all."""
    late = sum(sample.is_tainted for sample in samples)
    silent = sum(sample.latency is None for sample in samples)
    drawn = len(latencies(samples))
    checks = counted(len(samples), "check")
    runs = [(checks if drawn == len(samples) else f"{count(drawn)} of {checks}", "muted")]
    if silent:
        runs += [(f" · {count(silent)} without a latency", "muted")]
    return [*runs, (f" · ≈ {count(late)} while we were late", "warn")] if late else runs


def _row(name: str, burst: str, before: str, tag: str) -> Runs:
    left, right = f"   {name:<6}{burst:>8}", f"{before:>9}"
    return [(left[:9], "muted"), (left[9:], tag), (right, "muted")]
