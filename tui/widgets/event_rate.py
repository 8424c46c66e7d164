"""EventRate: how much happened in each of the last minutes, in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.event import PROBLEMS
from tui.model.health import Health
from tui.text.charts import sparkline
from tui.text.units import count, span
from tui.widgets.crosshair import cross
from tui.widgets.document import put_runs
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line

__all__ = ["EventRate"]

_MINUTE = 60
_LABEL = " a minute  "
_LOUDEST = {"": 0, "warn": 1, "err": 2}


class EventRate(Painted):
    """A sparkline whose columns are minutes, the one of the selected event marked."""

    DEFAULT_CSS = "EventRate { height: 1; }"

    def __init__(
        self,
        board: Board,
        *,
        now: Callable[[], float],
        glyphs: Callable[[], Glyphs],
        selected_at: Callable[[], float | None],
    ) -> None:
        """Take the log, what gives the time, and when the selected event was."""
        super().__init__()
        self._board = board
        self._now, self._glyphs, self._selected_at = now, glyphs, selected_at
        self._counted: tuple[object, list[int], list[str]] | None = None

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        facts = f"  peak {count(10_000)} in a minute · {span(6 * 3600.0)} "
        minutes = max(0, width - len(_LABEL) - len(facts))
        counts, tags = self._count(minutes)
        first = next((index for index, number in enumerate(counts) if number), minutes)
        values = [float(number) if index >= first else None for index, number in enumerate(counts)]
        row = sparkline(values, minutes, tags=tags, glyphs=self._glyphs())
        at = self._selected_at()
        column = self._column(at, minutes) if at is not None else -1
        [row] = cross([row], column if 0 <= column < minutes else None, self._glyphs())
        line = put_runs(self.line(width).put(_LABEL, "faint"), row)
        text = f"peak {count(max(counts, default=0))} in a minute · {span(minutes * 60.0)}"
        return [line.right([(text, "muted")], margin=1)]

    def _column(self, at: float, minutes: int) -> int:
        return minutes - 1 - (int(self._now() // _MINUTE) - int(at // _MINUTE))

    def _count(self, minutes: int) -> tuple[list[int], list[str]]:
        """Return how many events there were in each minute, and the loudest colour among them."""
        events = self._board.events
        key = (events.end, int(self._now() // _MINUTE), minutes)
        if self._counted is None or self._counted[0] != key:
            counts, tags = [0] * minutes, [""] * minutes
            for event in reversed(events):
                column = self._column(event.at, minutes)
                if column < 0:
                    break
                if column < minutes:
                    counts[column] += 1
                    is_down = event.health is Health.DOWN and event.kind in PROBLEMS
                    tag = "err" if is_down else "warn" if event.kind in PROBLEMS else ""
                    tags[column] = max(tags[column], tag, key=_LOUDEST.__getitem__)
            self._counted = (key, counts, tags)
        return self._counted[1], self._counted[2]
