"""DocumentPane: a pane of text that scrolls both ways, wraps, and finds what is searched for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.text.cells import cells_of
from tui.text.units import count
from tui.widgets.document import crop, highlight, plain, put_runs, wrap
from tui.widgets.movable import Movable
from tui.widgets.rows_pane import RowsPane
from tui.widgets.tabs import tab_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.widgets.beneath import Beneath
    from tui.widgets.document import Row
    from tui.widgets.line import Line, Runs

__all__ = ["DocumentPane"]

_CORNER = 3
"""Cells of the lower edge before what stands in it."""


class DocumentPane(RowsPane, Movable):
    """Shows rows and goes through them.

    A response that replaces another leaves the reader where he is: at the same
    row, as long as there is one.
    """

    @dataclass
    class TabPicked(Message):
        """Somebody clicked the name of a pane that shares this place."""

        tab: str

    def __init__(self, *, number: int | None = None, wraps: Callable[[], bool] = lambda: False) -> None:
        super().__init__(number=number, wraps=wraps)
        self.top = 0
        """The first row in view."""
        self.left = 0
        """The first column in view."""
        self.cursor = 0
        """The row that stands out, if it has a cursor."""
        self.beneath: Beneath | None = None
        """What fills the rows that are left blank."""
        self._hit: int | None = None
        self._first = 0
        """The first row for the cursor when it was painted last."""

    @property
    def has_cursor(self) -> bool:
        """Does one of its rows stand out, for keys to be about it?"""
        return False

    def forget_hit(self) -> None:
        self._hit = None

    def show_hit(self, index: int) -> None:
        """Bring one of the hits into view."""
        hit = self.hits()[index]
        row = self.reveal(hit.row)
        self._hit = index
        self.cursor = row
        _, height = self.inner_size(*self.size)
        line = self._line_of(row)
        if not self.top <= line < self.top + height:
            self.top = max(0, line - height // 2)
        self.left = 0 if hit.end < self.page_columns() else hit.start
        self.sync()

    def reveal(self, place: int) -> int:
        """Return the row where something was found; it is made one if it was hidden."""
        return place

    def place_of(self, row: int) -> int:
        """Return where something would have been found that is in a row."""
        return row

    def first_row(self) -> int:
        """Return the row from which on the cursor can stand."""
        return 0

    def foot_facts(self) -> Runs:
        """Say how many rows are out of sight below, which nothing else would tell of."""
        _, height = self.inner_size(*self.size)
        below = len(self._layout()) - height - self.top if height > 0 else 0
        return [(f"{count(below)} below", "muted")] if below > 0 else []

    def content(self, width: int, height: int) -> list[Line]:
        rows, lines = self.rows(), self._layout()
        before, self._first = self._first, self.first_row()
        if self.cursor >= before:
            self.cursor += self._first - before  # it stays on what it was on
        self.cursor = max(0, min(max(self._first, self.cursor), len(rows) - 1))
        self.top = max(0, min(self.top, len(lines) - height))
        shown = lines[self.top : self.top + height]
        looks = {row: rows[row] for row, _ in shown}
        marked = {row: look.runs for row, look in looks.items()}
        places = {self.place_of(row): row for row in marked} if self.needle else {}
        for index, hit in enumerate(self.hits() if places else ()):
            if (row := places.get(hit.row)) is not None:
                look = ("accent", "page-strong") if index == self._hit else ("hit", None)
                marked[row] = highlight(marked[row], hit.start, hit.end, *look)
        found = [self._line(looks[row], row, part, width, marked[row]) for row, part in shown]
        if self.beneath is not None:
            found += self.beneath.lines(self.line, width, height - len(found), margin=self._margin)
        return found

    def scroll_view(self, rows: int) -> None:
        self.top += rows
        self.sync()

    def page_rows(self) -> int:
        return max(1, self.inner_size(*self.size)[1])

    def move_by(self, rows: int) -> None:
        if self.has_cursor:
            self._move_cursor(rows)
        else:
            self.top += rows
        self.sync()

    def move_sideways(self, columns: int) -> None:
        limit = 0 if self.is_wrapped() else max(0, self.longest() - self.page_columns())
        self.left = max(0, min(self.left + columns * 4, limit))
        self.sync()

    def longest(self) -> int:
        """Return the cells of the longest row."""
        return max((cells_of(row.runs) for row in self.rows()), default=0)

    def move_to(self, *, end: bool) -> None:
        self.left = 0
        self.top = len(self._layout()) if end else 0
        self.cursor = len(self.rows()) - 1 if end else 0
        self.sync()

    def row_under(self, y: int) -> int | None:
        """Return the row that is shown in a row of the pane; `None`: none of its own is."""
        lines, at = self._layout(), self.top + y - 1
        return lines[at][0] if 0 < y < self.size.height - 1 and at < len(lines) else None

    def on_click(self, event: Click) -> None:
        if event.y == self.size.height - 1:
            if (tab := tab_at(self.tabs(), event.x - _CORNER)) is not None:
                self.post_message(self.TabPicked(tab))
        elif self.has_cursor and (row := self.row_under(event.y)) is not None:
            self.cursor = row
            self.sync()

    def _move_cursor(self, rows: int) -> None:
        count, height, first = len(self.rows()), self.page_rows(), self.first_row()
        self.cursor = max(0, min(max(first, self.cursor + rows), count - 1))
        line = self._line_of(self.cursor)
        self.top = max(0 if self.cursor == first else min(self.top, line), line - height + 1)

    def _line(self, row: Row, index: int, part: int, width: int, runs: Runs) -> Line:
        is_current = self.has_cursor and index == self.cursor and self.has_focus
        line = self.line(width, on="bar-quiet" if is_current else "page").put(" " * self._margin)
        gutter = row.gutter if not part else [(" " * cells_of(row.gutter), "text")]
        put_runs(line, gutter)
        if self.is_wrapped():
            shown = wrap(runs, self.page_columns())[part]
        else:
            shown = crop(runs, self.left, line.left)
        put_runs(line, shown)
        if row.over and plain(shown) == plain(runs):
            line.over(row.over)
        return line.to(width)
