"""RatePane: how many messages a second a feed brought, over the time window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.feed_state import FeedState
from tui.text import units
from tui.text.charts import chart_columns, rate_chart, rate_columns
from tui.widgets.chart_pane import ChartPane
from tui.widgets.document import put_runs

if TYPE_CHECKING:
    from tui.text.columns import Value
    from tui.widgets.line import Line, Runs

__all__ = ["RatePane"]

_TAGS = {"series": "series-feed"}


class RatePane(ChartPane):
    """A chart with its zero, its top and its peak; a lost connection is no rate of zero."""

    def title(self) -> Runs:
        return [("rate", "muted")]

    def facts(self) -> Runs:
        return self.window_keys()

    def foot_facts(self) -> Runs:
        peak = max(self._counts(), default=0)
        return [(f"peak {units.rate(peak)}", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        glyphs, peak = self._glyphs(), max(self._counts(), default=0)
        values = self._values(chart_columns(width), glyphs.dots)
        rows = rate_chart(values, width=width, height=height, peak=peak, glyphs=glyphs)
        coloured = [[(text, _TAGS.get(tag, tag)) for text, tag in row] for row in rows]
        return [put_runs(self.line(width), row) for row in self.crossed(coloured, width)]

    def _values(self, columns: int, parts: int) -> list[Value]:
        """Return what is drawn, so many values in each column."""
        state = self._subject()
        if not isinstance(state, FeedState):
            return []
        return rate_columns(state, columns, now=self._now(), span=self._window(), parts=parts)

    def _counts(self) -> list[int]:
        """Return how many messages came in each second of the window."""
        state = self._subject()
        return state.rates.window(self._now(), self._window()) if isinstance(state, FeedState) else []
