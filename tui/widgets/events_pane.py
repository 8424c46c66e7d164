"""EventsPane: the newest events, the newest first, of everything or of one thing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tui.widgets.pane import Pane
from tui.widgets.ticker import SOURCE, what_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.model.board import Board
    from tui.model.event import Event
    from tui.widgets.line import Line, Runs
    from tui.widgets.ticker import EventPainter

__all__ = ["EventsPane"]

_FARTHEST = 2_000
"""Events among which those of one thing are looked for."""


class EventsPane(Pane):
    """As many of the newest events as there is room for."""

    def __init__(
        self,
        board: Callable[[], Board],
        painter: EventPainter,
        *,
        number: int | None = None,
        source: Callable[[], str | None] | None = None,
    ) -> None:
        """Take what gives the events and what writes them; `source` names what alone they are to be of."""
        super().__init__()
        self._board = board
        self._painter = painter
        self._source = source
        self.number = number

    async def on_click(self, event: Click) -> None:
        """Show the event log, at a click on the edge that says so or a second one on an event."""
        if event.y == 0 or event.chain > 1:
            await self.screen.run_action("app.events")

    def title(self) -> Runs:
        return [("events" if self._source is None else "history", "muted")]

    def facts(self) -> Runs:
        if self._source is not None:
            return []
        board = self._board()
        unseen = board.events.end - board.seen_events
        return [
            (f"{unseen} unseen · " if unseen else "", "muted"),
            ("E", "accent-strong"),
            (" open", "muted"),
        ]

    def content(self, width: int, height: int) -> list[Line]:
        if self._source is not None:
            return self._history(self._source(), width, height)
        return self._rows(self._board().events.tail(height)[::-1], width, source=SOURCE)

    def _history(self, source: str | None, width: int, height: int) -> list[Line]:
        """Return what happened to one thing, which need not be named in every row."""
        newest = reversed(self._board().events.tail(_FARTHEST))
        events = islice((event for event in newest if event.source == source), height)
        rows = self._rows(list(events), width, source=0)
        return rows or [self.line(width).put("nothing has happened to it", "muted")]

    def _rows(self, events: Sequence[Event], width: int, *, source: int) -> list[Line]:
        """Write events, the newest first, in columns."""
        time = self._painter.time_width(events[-1] if events else None)
        what = what_width(width)
        return [
            self._painter.write(self.line(width), event, source=source, what=what, time=time)
            for event in events
        ]
