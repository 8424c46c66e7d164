"""EventsPane: the newest events, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.pane import Pane
from tui.widgets.ticker import what_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.board import Board
    from tui.widgets.line import Line, Runs
    from tui.widgets.ticker import EventPainter

__all__ = ["EventsPane"]


class EventsPane(Pane):
    """As many of the newest events as there is room for."""

    def __init__(
        self, board: Callable[[], Board], painter: EventPainter, *, number: int | None = None
    ) -> None:
        super().__init__()
        self._board = board
        self._painter = painter
        self.number = number

    async def on_click(self, event: Click) -> None:
        """Show the event log, at a click on the edge that says so or a second one on an event."""
        if event.y == 0 or event.chain > 1:
            await self.screen.run_action("app.events")

    def title(self) -> Runs:
        return [("events", "muted")]

    def facts(self) -> Runs:
        board = self._board()
        unseen = board.events.end - board.seen_events
        return [
            (f"{unseen} unseen · " if unseen else "", "muted"),
            ("E", "accent-strong"),
            (" open", "muted"),
        ]

    def content(self, width: int, height: int) -> list[Line]:
        events = reversed(self._board().events.tail(height))
        return [self._painter.write(self.line(width), event, what=what_width(width)) for event in events]
