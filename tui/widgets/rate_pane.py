"""RatePane: how many messages a second a feed brought, over the time window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text import units
from tui.text.charts import rate_chart
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.feed_state import FeedState
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["RatePane"]

_TAGS = {"series": "series-feed"}


class RatePane(Pane):
    """A chart with its zero, its top and its peak."""

    def __init__(
        self,
        state: Callable[[], FeedState | None],
        *,
        now: Callable[[], float],
        window: Callable[[], int],
        glyphs: Callable[[], Glyphs],
        number: int | None = None,
    ) -> None:
        """Take what gives the feed, the time, the window and the glyphs."""
        super().__init__()
        self.number = number
        self._state = state
        self._now = now
        self._window = window
        self._glyphs = glyphs

    def title(self) -> Runs:
        return [("rate", "muted")]

    def facts(self) -> Runs:
        return [(f"{units.span(self._window())}  + −", "muted")]

    def foot_facts(self) -> Runs:
        peak = max(self._counts(), default=0)
        return [(f"peak {units.rate(peak)}", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        rows = rate_chart(self._counts(), width=width, height=height, glyphs=self._glyphs())
        return [self.line(width).runs([(text, _TAGS.get(tag, tag)) for text, tag in row]) for row in rows]

    def _counts(self) -> list[int]:
        """Return how many messages came in each second of the window."""
        state = self._state()
        return state.rates.window(self._now(), self._window()) if state is not None else []
