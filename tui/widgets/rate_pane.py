"""RatePane: how many messages a second a feed brought, over the time window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.feed_state import FeedState
from tui.text import units
from tui.text.charts import chart_columns, rate_chart, rate_columns
from tui.text.columns import rates
from tui.text.safe import clean
from tui.widgets.chart_pane import ChartPane
from tui.widgets.document import put_runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import State
    from tui.text.columns import Value
    from tui.widgets.line import Line, Runs
    from tui.widgets.outlook import Outlook

__all__ = ["RatePane"]

_TAGS = {"series": "series-feed"}


class RatePane(ChartPane):
    """A chart with its zero, its top and its peak; a lost connection is no rate of zero."""

    def __init__(
        self,
        subject: Callable[[], State | None],
        outlook: Outlook,
        *,
        number: int | None = None,
        is_preview: bool = False,
    ) -> None:
        """Take what a chart takes; does it stand beside a list, and so has to say what it is about?"""
        super().__init__(subject, outlook, number=number)
        self._is_preview = is_preview

    def title(self) -> Runs:
        state = self._subject()
        return [(clean(state.name, 40) if self._is_preview and state is not None else "rate", "muted")]

    def facts(self) -> Runs:
        state = self._subject()
        if not self._is_preview or not isinstance(state, FeedState):
            return self.window_keys()
        kind = "WebSocket" if state.feed.is_websocket else "Server-Sent Events"
        return [(f"{kind} · messages a second", "muted")]

    def foot_facts(self) -> Runs:
        state, window = self._subject(), self._outlook.window()
        found = rates(state, now=self._outlook.now(), span=window) if isinstance(state, FeedState) else []
        peak = f"peak {units.rate(max(found, default=0))}"
        return [(f"{peak} · {units.span(window)}" if self._is_preview else peak, "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        values, marks = (self._values(width, marks=marks) for marks in (False, True))
        glyphs = self._outlook.glyphs()
        rows = rate_chart(values, width=width, height=height, marks=marks, glyphs=glyphs)
        coloured = [[(text, _TAGS.get(tag, tag)) for text, tag in row] for row in rows]
        return [put_runs(self.line(width), row) for row in self.crossed(coloured, width)]

    def _values(self, width: int, *, marks: bool) -> list[Value]:
        """Return what is drawn in so many cells, several values in each column."""
        state, parts = self._subject(), self._outlook.glyphs().dots
        if not isinstance(state, FeedState):
            return []
        now, window = self._outlook.now(), self._outlook.window()
        return rate_columns(state, chart_columns(width), now=now, span=window, parts=parts, marks=marks)
