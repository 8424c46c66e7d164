"""RatePane: how many messages a second a feed brought, over the time window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.feed_state import FeedState
from tui.text import units
from tui.text.charts import chart_columns, rate_chart, rate_columns
from tui.text.columns import highest
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
        width, _ = self.inner_size(*self.size)
        peak = f"peak {units.rate(highest(self._values(width)) or 0)}"
        return [(f"{peak} · {units.span(self._outlook.window())}" if self._is_preview else peak, "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        rows = rate_chart(self._values(width), width=width, height=height, glyphs=self._outlook.glyphs())
        coloured = [[(text, _TAGS.get(tag, tag)) for text, tag in row] for row in rows]
        return [put_runs(self.line(width), row) for row in self.crossed(coloured, width)]

    def _values(self, width: int) -> list[Value]:
        """Return what is drawn in so many cells, several values in each column."""
        state, parts = self._subject(), self._outlook.glyphs().dots
        if not isinstance(state, FeedState):
            return []
        return rate_columns(
            state, chart_columns(width), now=self._outlook.now(), span=self._outlook.window(), parts=parts
        )
