"""EventDetail: what the row of an event has no room for, in a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cut_at_word
from tui.text.events import event_line, event_tag
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.event import Event
    from tui.widgets.line import Line
    from tui.widgets.ticker import EventPainter

__all__ = ["EventDetail"]


class EventDetail(Painted):
    """What the selected event is, and all of its detail that one row holds."""

    DEFAULT_CSS = "EventDetail { height: 1; }"

    def __init__(self, event: Callable[[], Event | None], painter: EventPainter) -> None:
        """Take what gives the selected event, and what knows which secrets it may not show."""
        super().__init__()
        self._event, self._painter = event, painter

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        event = self._event()
        if event is None:
            return []
        happened, detail = event_line(event)
        tag = event_tag(event)
        line = self.line(width - 1).put(" ").put(f"{happened}  ", "muted" if tag == "none" else tag)
        line.put(cut_at_word(self._painter.masked(detail), line.left), "text")
        return [self.line(width).join(line)]
