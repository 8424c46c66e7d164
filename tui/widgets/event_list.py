"""EventList: the events with a cursor that stays on its event while new ones come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.model.episodes import Episodes
from tui.model.event import PROBLEMS
from tui.text.events import event_tag
from tui.text.units import span
from tui.widgets.movable import Movable
from tui.widgets.ticker import LASTED, SHORTEST_TIME, SOURCE, WIDE, what_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.board import Board
    from tui.model.event import Event
    from tui.widgets.line import Line
    from tui.widgets.ticker import EventPainter

__all__ = ["EventList", "Opened", "Pointed"]

_SHORT = 72
"""Cells below which that column stands in the place of the details, of which too little would be seen."""


class Pointed(Message):
    """The cursor is on another event."""


class Opened(Message):
    """Somebody wants to go to where the event under the cursor happened."""


class EventList(Movable, can_focus=True):
    """Rows of events, the newest on top; their numbers in the ring hold the place."""

    def __init__(self, board: Board, painter: EventPainter, *, now: Callable[[], float]) -> None:
        super().__init__()
        self._board = board
        self._painter = painter
        self._episodes = Episodes(board.events)
        self._now = now
        self._top = 0
        self._first: int | None = None
        """The number of the event in the first row; `None`: the newest, whichever that is."""
        self._selected: int | None = None
        """The number of the event under the cursor; `None`: the newest, whichever that is."""
        self.problems_only = False
        self.matches: Callable[[Event], bool] | None = None
        """What the filter lets through; `None`: everything."""

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        numbers = self._numbers()
        return self._board.events[numbers[self._index(numbers)]] if numbers else None

    def shown(self) -> list[Event]:
        """Return the events that filter and choice have left, the newest first."""
        return [self._board.events[number] for number in self._numbers()]

    def paint(self, width: int, height: int) -> list[Line]:
        numbers = self._numbers()
        at = self._index(numbers)
        is_short = width < _SHORT
        is_timed = is_short or width >= WIDE
        lasted = f"{'LASTED ':>{LASTED}}  " if is_timed else ""
        detail = "" if is_short else "DETAIL"
        what = what_width(width)
        events = self._board.events
        time = self._painter.time_width(events[events.start] if len(events) else None)
        source = SOURCE - (time - SHORTEST_TIME if is_short else 0)  # a date takes its cells from there
        head = self.line(width).put(
            f" {'TIME':{time}}   {'SOURCE':{source}}{'WHAT':{what + 1}}{lasted}{detail}", "faint"
        )
        if not numbers:
            empty = (
                "nothing happened yet"
                if not len(self._board.events)
                else "no event matches — {back shows all}"
            )
            return [head, self.line(width), self.line(width).put(" ").runs(self.sentence(empty))]
        body = max(1, height - 1)
        if self._first is not None:
            self._top = sum(number > self._first for number in numbers)
        self._view_from(numbers, self._top)
        rows = [head]
        for index, number in enumerate(numbers[self._top : self._top + body], self._top):
            on = "bar" if index == at else "page"
            line = self.line(width - 1, on=on).put("▌" if index == at else " ", "accent")
            event, lasted_for = self._board.events[number], self._lasted(number) if is_timed else None
            self._painter.write(
                line, event, source=source, what=what, lasted=lasted_for, is_short=is_short, time=time
            )
            rows.append(self.line(width, on=on).join(line).to(width))
        return rows

    def _lasted(self, number: int) -> tuple[str, str]:
        """Return for how long what an event tells of went on; what still does has a plus."""
        found = self._episodes.lasted(number, self._now())
        if found is None:
            return "", "muted"
        seconds, is_over = found
        is_loud = not is_over and self._board.events[number].kind in PROBLEMS
        text = f"{span(seconds)}{' ' if is_over else '+'}"
        return text, event_tag(self._board.events[number]) if is_loud else "muted"

    def move_by(self, rows: int) -> None:
        numbers = self._numbers()
        if numbers:
            self._go(numbers, max(0, min(self._index(numbers) + rows, len(numbers) - 1)))

    def move_to(self, *, end: bool) -> None:
        numbers = self._numbers()
        if numbers:
            self._go(numbers, len(numbers) - 1 if end else 0)

    def select_at(self, at: float) -> None:
        """Put the cursor on the newest event of that moment or before; what came since stands above it."""
        numbers = self._numbers()
        index = sum(self._board.events[number].at > at for number in numbers)
        if 0 < index < len(numbers):
            self._selected = self._first = numbers[index]

    def step_problem(self, step: int) -> None:
        """Go to the next event that tells of a problem, or to the one before."""
        numbers = self._numbers()
        index = self._index(numbers) + step
        while 0 <= index < len(numbers):
            if self._board.events[numbers[index]].kind in PROBLEMS:
                self._go(numbers, index)
                return
            index += step

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse; a second click goes there."""
        numbers = self._numbers()
        if 1 <= event.y <= len(numbers) - self._top:
            self._go(numbers, self._top + event.y - 1)
            if event.chain > 1:
                self.post_message(Opened())

    def _numbers(self) -> list[int]:
        events = self._board.events
        return [
            number
            for number in range(events.end - 1, events.start - 1, -1)
            if (not self.problems_only or events[number].kind in PROBLEMS)
            and (self.matches is None or self.matches(events[number]))
        ]

    def _index(self, numbers: list[int]) -> int:
        """Return where the cursor is: on its event, or on the next older one if that is not shown."""
        if self._selected is None or not numbers:
            return 0
        return min(sum(number > self._selected for number in numbers), len(numbers) - 1)

    def _go(self, numbers: list[int], index: int) -> None:
        self._selected = numbers[index] if index else None
        body = max(1, self.size.height - 1)
        if not index:
            self._view_from(numbers, 0)
        elif index < self._top:
            self._view_from(numbers, index)
        else:
            self._view_from(numbers, max(self._top, index - body + 1))
        self.sync()
        self.post_message(Pointed())

    def scroll_view(self, rows: int) -> None:
        self._view_from(self._numbers(), self._top + rows)
        self.sync()

    def _view_from(self, numbers: list[int], top: int) -> None:
        """Show from that row on; as long as somebody reads there, new events leave the rows in place."""
        self._top = max(0, min(top, len(numbers) - max(1, self.size.height - 1)))
        reads = self._top > 0 or self._selected is not None
        self._first = numbers[self._top] if reads and numbers else None
