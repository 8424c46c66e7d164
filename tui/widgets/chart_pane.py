"""ChartPane: a pane whose chart looks back from now, with the moment marked that all charts mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.canvas import GUTTER
from tui.text.units import span
from tui.widgets.crosshair import Axis, TimeAxis, cross, reading
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.board import State
    from tui.widgets.line import Runs
    from tui.widgets.outlook import Outlook

__all__ = ["ChartPane"]


class ChartPane(TimeAxis, Pane):
    """Its lower edge says in words what is under the mark."""

    def __init__(
        self,
        subject: Callable[[], State | None],
        outlook: Outlook,
        *,
        number: int | None = None,
    ) -> None:
        """Take what gives the endpoint or the feed, and how the chart looks at the past.

        Args:
            subject: What the chart is about; `None`: nothing.
            outlook: From when, how far back and with which characters.
            number: The digit that focuses it.
        """
        super().__init__()
        self.number = number
        self._subject = subject
        self._outlook = outlook

    def foot(self) -> Runs:
        state = self._subject()
        width, _ = self.inner_size(*self.size)
        if state is None:
            return []
        return reading(state, self._axis(width), self._outlook.marked_at(), parts=self._outlook.glyphs().dots)

    def window_keys(self) -> Runs:
        """Return the time window, and the keys that change it."""
        longer, shorter = self.key("window.longer"), self.key("window.shorter")
        minus = (shorter[0].replace("-", "−"), shorter[1])  # as wide and as high as the plus
        return [(f"{span(self._outlook.window())}  ", "muted"), longer, (" ", "muted"), minus]

    def moment_under(self, x: int, y: int) -> float | None:
        width, _ = self.inner_size(*self.size)
        is_inside = 0 < y < self.size.height - self.boxed and self._subject() is not None
        return self._axis(width, 1 + self.margin if self.boxed else 0).moment(x) if is_inside else None

    def crossed(self, rows: Sequence[Runs], width: int) -> list[Runs]:
        """Return the rows of a chart of that width with a line through the moment that is marked."""
        column = self._axis(width).column(self._outlook.marked_at())
        return cross(rows, None if column is None else GUTTER + column, self._outlook.glyphs())

    def _axis(self, width: int, start: int = 0) -> Axis:
        return Axis(start + GUTTER, max(0, width - GUTTER), self._outlook.now(), self._outlook.window())
