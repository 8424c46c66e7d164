"""OverviewList: every endpoint and feed as a row, in groups that fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.text.cells import cell_len
from tui.text.safe import clean
from tui.widgets.board_rows import GroupRow, StateRow
from tui.widgets.chart_pane import no_mark
from tui.widgets.crosshair import Axis, TimeAxis, cross, reading
from tui.widgets.document import put_runs
from tui.widgets.movable import Movable
from tui.widgets.state_cells import CellCache

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.model.board import State
    from tui.text.charts import Glyphs
    from tui.widgets.board_rows import BoardRow
    from tui.widgets.line import Align, Line, Runs

__all__ = ["FoldRequested", "OverviewList", "Selected", "SortRequested"]

_GROUP = "\t"
"""Before the name of a group; no endpoint is called like that."""
_FIXED = 43
_SHORTEST_SPARK = 8
_BEFORE_SPARK = 29
"""Cells before a sparkline, besides those of the name."""
_NAME_WIDTHS = (12, 17, 24)


class Selected(Message):
    """Another endpoint or feed has been selected, or the selected one was opened."""

    def __init__(self, name: str | None, *, opened: bool = False) -> None:
        super().__init__()
        self.name = name
        self.opened = opened


class FoldRequested(Message):
    """A group should be folded or unfolded."""

    def __init__(self, group: str, *, folded: bool) -> None:
        super().__init__()
        self.group = group
        self.folded = folded


class SortRequested(Message):
    """The head of a column was clicked."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column


class OverviewList(TimeAxis, Movable, can_focus=True):
    """A table painted row by row: what it costs depends on the rows in sight, not on their number."""

    def __init__(
        self,
        rows: Callable[[], Sequence[BoardRow]],
        *,
        now: Callable[[], float],
        window: Callable[[], int],
        glyphs: Callable[[], Glyphs],
        heading: Callable[[], tuple[str | None, bool]],
        go_on: Callable[[], bool] = lambda: False,
        marked_at: Callable[[], float | None] = no_mark,
    ) -> None:
        """Take what gives the rows, the time, the window, the glyphs, and the column sorted by.

        `go_on` lets a view that stands go on, and says whether it stood: its end is now.
        `marked_at` is the moment that is marked in every sparkline.
        """
        super().__init__()
        self._rows = rows
        self._now = now
        self._window = window
        self._glyphs = glyphs
        self._heading = heading
        self._go_on, self._marked_at = go_on, marked_at
        self._axis = Axis(0, 0, 0.0, 0.0)
        self._under: str | None = None
        """The name in the row under the mouse."""
        self._cache = CellCache()
        self._top = 0
        self._heads: list[tuple[int, int, str]] = []
        self.selected: str | None = None
        """The name of the selected endpoint or feed; a group's is a tab and its name."""
        self._at = 0
        self._longest = 0
        self.is_tiny = False
        """Show nothing but glyph, name, state and last value?"""

    def paint(self, width: int, height: int) -> list[Line]:
        rows = list(self._rows())
        at = self._index(rows)
        body = max(1, height - 1)
        self._top = max(0, min(self._top, len(rows) - body))
        name_width = self._name_width(rows)
        spark = 0 if self.is_tiny else width - _FIXED - name_width
        shown = spark if spark >= _SHORTEST_SPARK else 0
        self._axis = Axis(_BEFORE_SPARK + name_width, shown, self._now(), self._window())
        lines = [self._head(width, name_width, spark, self._read(rows))]
        for index, row in enumerate(rows[self._top : self._top + body], self._top):
            if isinstance(row, GroupRow):
                lines.append(self._group(width, row, is_selected=index == at))
            else:
                lines.append(self._state(width, name_width, spark, row.state, is_selected=index == at))
        return lines

    def select(self, name: str) -> None:
        """Put the cursor on that row and bring it into sight."""
        self.selected = name
        self._reveal(list(self._rows()))
        self.sync()
        self.post_message(Selected(self.selected_name))

    def select_group(self, name: str) -> None:
        """Put the cursor on the head of that group."""
        self.select(f"{_GROUP}{name}")

    @property
    def selected_name(self) -> str | None:
        """The selected endpoint or feed; `None` on the head of a group."""
        return None if self.selected_group is not None else self.selected

    @property
    def selected_group(self) -> str | None:
        """The group whose head is selected; `None` on an endpoint or a feed."""
        is_group = self.selected is not None and self.selected.startswith(_GROUP)
        return self.selected.removeprefix(_GROUP) if self.selected is not None and is_group else None

    def move_by(self, rows: int) -> None:
        shown = list(self._rows())
        if shown:
            at = max(0, min(self._index(shown) + rows, len(shown) - 1))
            self.select(_key(shown[at]))

    def move_to(self, *, end: bool) -> None:
        shown = list(self._rows())
        if shown:
            self.select(_key(shown[-1 if end else 0]))

    def action_to_end(self) -> None:
        if not self._go_on():
            super().action_to_end()

    def move_sideways(self, columns: int) -> None:
        """Fold the group of the cursor, or unfold it."""
        shown = list(self._rows())
        at = self._index(shown)
        group = next((row for row in reversed(shown[: at + 1]) if isinstance(row, GroupRow)), None)
        if group is not None and group.is_folded is not (columns < 0):
            if columns < 0:
                self.selected = _key(group)
            self.post_message(FoldRequested(group.name, folded=columns < 0))

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse; open it when it is clicked twice, fold a group at once.

        The head of a column sorts by it.
        """
        for start, end, column in self._heads if event.y < 1 else ():
            if start <= event.x < end:
                self.post_message(SortRequested(column))
        index = self._top + event.y - 1
        shown = list(self._rows())
        if event.y < 1 or index >= len(shown):
            return
        row = shown[index]
        if isinstance(row, GroupRow):
            self.post_message(FoldRequested(row.name, folded=not row.is_folded))
        elif event.chain > 1:
            self.post_message(Selected(row.name, opened=True))
        else:
            self.select(row.name)

    def spots(self) -> list[tuple[int, str]]:
        """Return the rows in sight that can be jumped to: their line and their name."""
        shown = list(self._rows())[self._top : self._top + self.size.height - 1]
        return [(line, row.name) for line, row in enumerate(shown, 1) if isinstance(row, StateRow)]

    def scroll_view(self, rows: int) -> None:
        self._top += rows
        self.sync()

    def _reveal(self, rows: Sequence[BoardRow]) -> None:
        at, body = self._index(rows), max(1, self.size.height - 1)
        if at < self._top:
            self._top = at if at > 1 else 0
        elif at >= self._top + body:
            self._top = at - body + 1

    def _index(self, rows: Sequence[BoardRow]) -> int:
        """Return where the cursor is; a row that has gone leaves it where it was."""
        if not rows:
            self.selected = None
            return 0
        keys = [_key(row) for row in rows]
        if self.selected in keys:
            self._at = keys.index(self.selected)
        else:
            at = min(self._at, len(rows) - 1)
            below = (index for index in range(at, len(rows)) if isinstance(rows[index], StateRow))
            self._at = next(below, at)
            self.selected = keys[self._at]
        return self._at

    def moment_under(self, x: int, y: int) -> float | None:
        rows, index = list(self._rows()), self._top + y - 1
        row = rows[index] if y > 0 and index < len(rows) else None
        self._under = row.name if isinstance(row, StateRow) else None
        return self._axis.moment(x) if self._under is not None else None

    def _read(self, rows: Sequence[BoardRow]) -> Runs:
        """Return in words what is under the mark: in the row under the mouse, else in the selected one."""
        names = {row.name: row.state for row in rows if isinstance(row, StateRow)}
        state = names.get(self._under or "") or names.get(self.selected or "")
        read = reading(state, self._axis, self._marked_at()) if state is not None else []
        return [*read, (f" {clean(state.name)}", "muted")] if read and state is not None else []

    def _head(self, width: int, name: int, spark: int, read: Runs) -> Line:
        column, reverse = self._heading()
        arrow = "↑" if reverse else "↓"
        line = self.line(width).put("   ")
        self._heads = []

        def head(text: str, key: str, cells: int, align: Align = "right") -> None:
            start, is_sorted = line.column, column == key
            tag = "accent" if is_sorted else "faint"
            line.put(f"{text}{arrow if is_sorted else ''}", tag, width=cells, align=align)
            self._heads.append((start, line.column, key))

        head("NAME", "name", name + 1, "left")
        head("STATE", "state", 9, "left")
        head("LAST", "last", 6)
        if spark < _SHORTEST_SPARK:
            return line
        head("P95", "p95", 8)
        minutes = self._window() // 60
        span = f"{minutes // 60}h" if minutes >= 60 else f"{minutes}m"  # noqa: PLR2004 - minutes of an hour
        line.put("  ").runs(read or [(f"LATENCY / RATE {span}", "faint")], width=spark)
        head("UP%", "up", 7)
        head("NEXT", "next", 6)
        return line

    def _group(self, width: int, row: GroupRow, *, is_selected: bool) -> Line:
        line = self.line(width, on=self._background(is_selected=is_selected))
        line.put("▌" if is_selected else " ", "accent").put("▸ " if row.is_folded else "▾ ", "faint")
        line.put(clean(row.name) or "others", "muted-strong").put(f" {row.count} ", "faint")
        if row.is_folded and row.worst.is_problem:
            line.put("▲ " if row.worst.is_up else "✗ ", "warn" if row.worst.is_up else "err")
        return line.to(width, "─", "hairline")

    def _state(self, width: int, name: int, spark: int, state: State, *, is_selected: bool) -> Line:
        shown = spark if spark >= _SHORTEST_SPARK else 0
        cells = self._cache.cells(
            state, now=self._now(), window=self._window(), width=shown, glyphs=self._glyphs()
        )
        line = self.line(width, on=self._background(is_selected=is_selected))
        line.put("▌" if is_selected else " ", "accent").put(*cells.glyph).put(" ")
        line.put(cells.name[0], "strong" if is_selected else cells.name[1], width=name).put(" ")
        line.put(*cells.word, width=9).put(*cells.last, width=6, align="right")
        if not shown:
            return line
        [marked] = cross([cells.spark], self._axis.column(self._marked_at()), self._glyphs())
        put_runs(line.put(*cells.p95, width=8, align="right").put("  "), marked)
        line.put(*cells.up, width=7, align="right").put(*cells.next, width=6, align="right")
        return line

    def _name_width(self, rows: Sequence[BoardRow]) -> int:
        """Return the width of the names; it only grows, lest columns move when rows go out of view."""
        names = (cell_len(clean(row.name)) for row in rows if isinstance(row, StateRow))
        self._longest = max(self._longest, *names, 0)
        return next((each for each in _NAME_WIDTHS if self._longest <= each), _NAME_WIDTHS[-1])

    def _background(self, *, is_selected: bool) -> str:
        if not is_selected:
            return "page"
        return "bar" if self.has_focus else "bar-quiet"


def _key(row: BoardRow) -> str:
    return f"{_GROUP}{row.name}" if isinstance(row, GroupRow) else row.name
