"""Ticker: the newest event in one row, and how many nobody has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cell_len, cut_at_word, fit_name
from tui.text.events import event_glyph, event_line, event_tag
from tui.text.safe import clean
from tui.text.units import ago, count, dated
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board
    from tui.model.event import Event
    from tui.widgets.line import Line

__all__ = ["LASTED", "SHORTEST_TIME", "SOURCE", "WIDE", "EventPainter", "Ticker", "what_width"]

LASTED = 8
"""Cells of the column that says how long something went on."""

WIDE = 96
"""Cells from which on there is a column for how long something went on, and room for "200 → disconnected"."""
SOURCE = 18
"""Cells of where something happened."""
SHORTEST_TIME = 8
"""Cells of a time of day."""
_GLYPH = 3
"""Cells of the glyph of an event, with blanks around it."""
_WHAT, _WIDE_WHAT = 15, 18
_ROOM_FOR_COUNT = 50
"""Cells from which on what happened can still be read beside the count."""


def what_width(width: int) -> int:
    """Return the cells of what happened, in rows of that width."""
    return _WIDE_WHAT if width >= WIDE else _WHAT


class EventPainter:
    """Writes events in the columns that ticker, events pane and events screen share."""

    def __init__(self, board: Board, *, now: Callable[[], float], ages: Callable[[], bool]) -> None:
        self._board = board
        self._now = now
        self._ages = ages

    def write(
        self,
        line: Line,
        event: Event,
        *,
        source: int | None = SOURCE,
        what: int = _WHAT,
        lasted: tuple[str, str] | None = None,
        is_short: bool = False,
        time: int = SHORTEST_TIME,
    ) -> Line:
        """Write time, glyph, source, what and detail; without a width of the source it is as long as it is.

        The last cell of the source stays blank;
        `lasted` is for how long it went on, where there is a column for that;
        what is short has no detail; `time` is what `time_width` says for all rows.
        """
        at = self._at(event)
        tag = event_tag(event)
        colour = "muted" if tag == "none" else tag
        happened, detail = event_line(event)
        line.put(f"{at:{SHORTEST_TIME}}", "faint", width=max(time, len(at)), align="right").put(" ").put(
            event_glyph(event), colour
        ).put(" ")
        if source is None:
            line.put(f"{clean(event.source)} ", "text").put(f"{happened} ", colour)
        else:
            name = fit_name(clean(event.source), source - 1) if source else ""
            line.put(name, "text", width=source).put(happened, colour, width=what).put(" ")
        if lasted is not None:
            line.put(*lasted, width=LASTED, align="right").put("  ")
        return line if is_short else line.put(cut_at_word(self.masked(detail), line.left), "muted")

    def length(self, event: Event) -> int:
        """Return the cells of an event that is told whole, its source as long as it is."""
        happened, detail = event_line(event)
        parts = (clean(event.source), happened, self.masked(detail))
        return self.time_width(event) + _GLYPH + sum(map(cell_len, parts)) + 2

    def time_width(self, oldest: Event | None) -> int:
        """Return the cells of the times of events, of which that is the oldest: a day before has its date."""
        return SHORTEST_TIME if oldest is None else max(SHORTEST_TIME, len(self._at(oldest)))

    def _at(self, event: Event) -> str:
        now = self._now()
        return ago(event.at, now) if self._ages() else dated(event.at, now)

    def masked(self, text: str) -> str:
        """Return a text of an event without secrets, safe to show."""
        return clean(self._board.mask(text))


class Ticker(Painted):
    """One row: what happened last."""

    DEFAULT_CSS = "Ticker { height: 1; }"

    def __init__(self, board: Callable[[], Board], painter: EventPainter) -> None:
        super().__init__()
        self._board = board
        self._painter = painter

    async def on_click(self) -> None:
        """Show the event log."""
        await self.screen.run_action("app.events")

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        board = self._board()
        newest = board.events.newest
        if newest is None:
            return []
        unseen = board.events.end - board.seen_events
        note = ""
        if unseen > 1 and width >= _ROOM_FOR_COUNT:
            notes = [f"{count(unseen)}{words} " for words in (" new events", " new", "")]
            whole = width - 4 - self._painter.length(newest)
            note = next((each for each in notes if len(each) <= whole), notes[-1])
        line = self.line(width).put(" ")
        body = self.line(width - len(note) - 4)
        self._painter.write(body, newest, source=None)
        line.join(body)
        return [line.right([(note, "muted"), ("E", "accent-strong")], margin=1)] if note else [line]
