"""Beneath: what else is known of a response, in the rows that a short document leaves blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cells_of
from tui.text.units import counted
from tui.widgets.document import highlight, hits_in, put_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.widgets.document import Row
    from tui.widgets.line import Line, Runs
    from tui.widgets.recent_checks import RecentChecks
    from tui.widgets.rows_pane import RowsPane

__all__ = ["Beneath"]

_ABOVE = 2
"""Rows above what there is to read: a blank one and its name."""
_LEAST = 2
"""Rows of a longer pane below which it is not begun."""
_EDGE = "──"
_INDENT = "  "
"""Before a row that has no gutter: in line with the name above it."""


class Beneath:
    """Shows the beginnings of what is not on the screen itself, each under its name."""

    def __init__(self, panes: Mapping[str, RowsPane], *, history: RecentChecks | None = None) -> None:
        """Take the panes by their names, what matters most first, and what the last rows tell."""
        self._panes, self._history = panes, history
        self._made: dict[str, tuple[object, Sequence[Row]]] = {}

    def lines(self, line: Callable[[int], Line], width: int, room: int, *, margin: int = 0) -> list[Line]:
        """Return at most so many rows, made with what makes one of a width, in line with those above."""
        found: list[Line] = []
        for name, pane in self._panes.items():
            left = room - len(found) - _ABOVE
            if pane.display or left < 1 or not pane.is_telling:
                continue
            rows = self._rows(name, width - margin)
            if left < min(_LEAST, len(rows)):
                continue
            shown = rows[:left]
            facts = _with_rest(pane.facts(), len(rows) - len(shown))
            found += [line(width), self._heading(line(width), name, facts)]
            looks = [row.runs for row in shown]
            for hit in hits_in(looks, pane.needle) if pane.needle else ():
                looks[hit.row] = highlight(looks[hit.row], hit.start, hit.end, "hit")
            for row, look in zip(shown, looks, strict=True):
                runs = [*(row.gutter or [(_INDENT, "text")]), *look]
                found.append(put_runs(line(width).put(" " * margin), runs))
        left = room - len(found) - _ABOVE
        if self._history is not None and left > 0:
            found += [line(width), self._heading(line(width), "history", self._history.facts())]
            found += self._history.lines(line, width, left)
        return found

    def _heading(self, line: Line, name: str, facts: Runs) -> Line:
        line.put("─ ", "hairline").put(name, "muted").put(" ")
        if facts:
            length = cells_of(facts) + len(_EDGE) + 2
            line.to(line.width - length, "─", "hairline").put(" ").runs(facts).put(" ")
        return line.to(line.width, "─", "hairline")

    def _rows(self, name: str, width: int) -> Sequence[Row]:
        """Return the rows of a pane, made anew only when what they are about is another."""
        pane = self._panes[name]
        key = (width, pane.subject())
        if name not in self._made or self._made[name][0] != key:
            self._made[name] = (key, pane.make(width - len(_INDENT)))
        return self._made[name][1]


def _with_rest(facts: Runs, rows: int) -> Runs:
    """Add how many rows there is no room for."""
    if not rows:
        return facts
    return [*facts, *([(" · ", "muted")] if facts else []), (f"{counted(rows, 'row')} below", "muted")]
