"""EventRate: how much happened in each of the last minutes or seconds, in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.event import PROBLEMS
from tui.model.health import Health
from tui.text.charts import sparkline
from tui.text.units import clock, count, counted, span
from tui.widgets.crosshair import Axis, TimeAxis, cross
from tui.widgets.document import put_runs
from tui.widgets.outlook import no_mark
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["EventRate"]

_STEPS = (5, 15, 60)
"""Seconds that a column may stand for: as few as show all that has happened, or a minute."""
_LABEL = 11
_FACTS = len("  peak 10,000 · 23h59m ")
_LOUDEST = {"": 0, "series-warn": 1, "series-err": 2}


class EventRate(TimeAxis, Painted):
    """A sparkline whose columns are equal times; the one under the mouse or of the selection is marked."""

    DEFAULT_CSS = "EventRate { height: 1; }"

    def __init__(
        self,
        board: Board,
        *,
        now: Callable[[], float],
        glyphs: Callable[[], Glyphs],
        selected_at: Callable[[], float | None],
        pointed_at: Callable[[], float | None] = no_mark,
    ) -> None:
        """Take the log, what gives the time, when the selected event was, and the moment under the mouse."""
        super().__init__()
        self._board = board
        self._now, self._glyphs = now, glyphs
        self._selected_at, self._pointed_at = selected_at, pointed_at
        self._axis = Axis(_LABEL, 0, 0.0, 0.0)
        self._counted: tuple[object, list[int], list[str]] | None = None

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        columns = max(0, width - _LABEL - _FACTS)
        step = self._step(columns)
        counts, tags = self._count(columns, step)
        first = next((index for index, number in enumerate(counts) if number), columns)
        values = [float(number) if index >= first else None for index, number in enumerate(counts)]
        row = sparkline(values, columns, tags=tags, glyphs=self._glyphs())
        self._axis = Axis(_LABEL, columns, self._now(), float(columns * step))
        pointed_at = self._pointed_at()
        pointed, selected = (self._axis.column(at) for at in (pointed_at, self._selected_at()))
        [row] = cross([row], selected if pointed is None else pointed, self._glyphs())
        line = put_runs(self.line(width).put(f" per {span(float(step))}", "faint", width=_LABEL), row)
        if pointed is not None and pointed_at is not None:
            facts: Runs = [(f"{clock(pointed_at)} ", "paused"), (counted(counts[pointed], "event"), "text")]
        else:
            facts = [(f"peak {count(max(counts, default=0))} · {span(float(columns * step))}", "muted")]
        return [line.right(facts, margin=1)]

    def moment_under(self, x: int, y: int) -> float | None:  # noqa: ARG002 - there is one row
        return self._axis.moment(x)

    def _step(self, columns: int) -> int:
        """Return how many seconds each of so many columns stands for."""
        events = self._board.events
        age = self._now() - events[events.start].at if len(events) else 0.0
        return next((step for step in _STEPS if age < step * (columns - 1)), _STEPS[-1])

    def _column(self, at: float, columns: int, step: int) -> int:
        return columns - 1 - (int(self._now() // step) - int(at // step))

    def _count(self, columns: int, step: int) -> tuple[list[int], list[str]]:
        """Return how many events there were in the time of each column, and the loudest colour among them."""
        events = self._board.events
        key = (events.end, int(self._now() // step), columns, step)
        if self._counted is None or self._counted[0] != key:
            counts, tags = [0] * columns, [""] * columns
            for event in reversed(events):
                column = self._column(event.at, columns, step)
                if column < 0:
                    break
                if column < columns:
                    counts[column] += 1
                    is_down = event.health is Health.DOWN and event.kind in PROBLEMS
                    tag = "series-err" if is_down else "series-warn" if event.kind in PROBLEMS else ""
                    tags[column] = max(tags[column], tag, key=_LOUDEST.__getitem__)
            self._counted = (key, counts, tags)
        return self._counted[1], self._counted[2]
