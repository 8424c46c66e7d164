"""QuickLook: latency and phases of an endpoint in two rows, where there is no room for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.charts import latency_columns, recent, sparkline
from tui.text.units import NOTHING
from tui.widgets.crosshair import Axis, TimeAxis, cross, reading
from tui.widgets.document import put_runs
from tui.widgets.latency_pane import latency_runs
from tui.widgets.painted import Painted
from tui.widgets.phase_rows import attempt_words, phase_line
from tui.widgets.picking import SamplePicked, sample_in
from tui.widgets.state_cells import latency_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.check import CheckResult
    from tui.model.endpoint_state import EndpointState
    from tui.widgets.line import Line, Runs
    from tui.widgets.outlook import Outlook

__all__ = ["QuickLook"]

_FACTS = 6
"""Pieces that tell the first two percentiles."""
_APART = 3
"""Cells before and behind what stands on the right."""
_UNKNOWN: Runs = [(f"p50 {NOTHING}  p95 {NOTHING}", "muted")]


class QuickLook(TimeAxis, Painted):
    """A hairline, a sparkline with percentiles, and the phases of the sample that is shown."""

    DEFAULT_CSS = "QuickLook { height: 3; }"

    def __init__(
        self,
        state: EndpointState,
        result: Callable[[], CheckResult | None],
        outlook: Outlook,
    ) -> None:
        """Take the endpoint, the result that is shown, and how the sparkline looks at the past."""
        super().__init__()
        self._state, self._result = state, result
        self._outlook = outlook
        self._room = 0

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always three rows
        now, span = self._outlook.now(), self._outlook.window()
        samples = [each for each in recent(self._state.samples, now - span) if each.at <= now]
        limit = latency_limit(self._state.endpoint.warns + self._state.endpoint.asserts)
        facts = latency_runs(samples, limit)[:_FACTS] or _UNKNOWN
        length = sum(len(text) for text, _ in facts)
        self._room = room = max(0, width - length - 5)
        read = reading(self._state, self._axis(), self._outlook.marked_at())
        if read and sum(len(text) for text, _ in read) <= length:
            facts = read
        columns = latency_columns(samples, room, now=now, span=span)
        spark = sparkline(columns, room, threshold=limit, glyphs=self._outlook.glyphs())
        [spark] = cross([spark], self._axis().column(self._outlook.marked_at()), self._outlook.glyphs())
        return [
            self.line(width).put("─" * width, "hairline"),
            put_runs(self.line(width).put(" "), spark).right(facts, margin=1),
            self._phases(width),
        ]

    def _phases(self, width: int) -> Line:
        """Write where the time went and, as far as there is room, that it was not the first attempt."""
        line, result = self.line(width).put(" "), self._result()
        if result is None:
            return line
        put_runs(line, phase_line(result))
        words = next((each for each in attempt_words(result) if len(each) + _APART <= line.left), "")
        return line.right([(words, "warn")], margin=1) if words else line

    def moment_under(self, x: int, y: int) -> float | None:
        return self._axis().moment(x) if y == 1 else None

    def _axis(self) -> Axis:
        return Axis(1, self._room, self._outlook.now(), self._outlook.window())

    def on_click(self, event: Click) -> None:
        """Ask for the sample under the mouse to be shown."""
        if event.y == 1 and 1 <= event.x <= self._room:
            number = sample_in(
                self._state, event.x - 1, self._room, now=self._outlook.now(), span=self._outlook.window()
            )
            if number is not None:
                self.post_message(SamplePicked(self._state.name, number))
