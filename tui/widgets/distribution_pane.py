"""DistributionPane: how often an endpoint took how long."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tui.text.charts import histogram, recent
from tui.text.units import count, span
from tui.widgets.document import put_runs
from tui.widgets.pane import Pane
from tui.widgets.state_cells import latency_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.endpoint_state import EndpointState
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["DistributionPane"]

_TAGS = {"label": "muted", "value": "muted"}
_BURST = 60.0
"""Seconds that a burst takes."""


class DistributionPane(Pane):
    """Bars of the latencies in doubling steps; during a burst, of the burst alone."""

    def __init__(
        self,
        state: Callable[[], EndpointState | None],
        *,
        now: Callable[[], float],
        window: Callable[[], int],
        glyphs: Callable[[], Glyphs],
        number: int | None = None,
    ) -> None:
        """Take what gives the endpoint and how it is to be seen."""
        super().__init__()
        self.number = number
        self._state, self._now, self._window, self._glyphs = state, now, window, glyphs
        self._drawn: tuple[object, list[Runs], int] | None = None

    def title(self) -> Runs:
        return [("distribution", "muted")]

    def facts(self) -> Runs:
        state = self._state()
        left = _burst_left(state, self._now())
        if left is not None:
            return [(f"burst {span(float(math.ceil(left)))} left", "warn-strong")]
        return [(span(self._window()), "muted")]

    def foot_facts(self) -> Runs:
        if self._drawn is None:
            return []
        number = self._drawn[2]
        return [(f"{count(number)} {'check' if number == 1 else 'checks'}", "muted")]

    def content(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - a row for each step
        state = self._state()
        if state is None:
            return []
        now = self._now()
        left = _burst_left(state, now)
        since = now - self._window() if left is None else now - (_BURST - left)
        key = (state.name, state.samples.end, int(now), self._window(), width, left is None)
        if self._drawn is None or self._drawn[0] != key:
            found = [each.latency for each in recent(state.samples, since) if each.at <= now]
            known = [latency for latency in found if latency is not None]
            limit = latency_limit(state.endpoint.warns + state.endpoint.asserts)
            rows = histogram(known, width, threshold=limit, glyphs=self._glyphs()) if known else []
            self._drawn = (key, rows, len(found))
        if not self._drawn[1]:
            return [put_runs(self.line(width), [("no answer to count yet", "muted")])]
        return [
            put_runs(self.line(width), [(text, _TAGS.get(tag, tag)) for text, tag in runs])
            for runs in self._drawn[1]
        ]


def _burst_left(state: EndpointState | None, now: float) -> float | None:
    """Return how many seconds of a burst are left."""
    if state is None or state.burst_until is None:
        return None
    return max(0.0, state.burst_until - now)
