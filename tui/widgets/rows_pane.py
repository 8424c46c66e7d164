"""RowsPane: a pane of rows that are made once, laid out for its width, and searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cells_of
from tui.widgets.document import Row, WholeRows, find, wrap
from tui.widgets.pane import Pane
from tui.widgets.tabs import tab_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.widgets.document import Hit
    from tui.widgets.line import Line, Runs
    from tui.widgets.tabs import Tab

__all__ = ["RowsPane"]

_MOST_WRAPPED = 20_000


class RowsPane(Pane):
    """Has rows that a subclass makes, and makes them again only when their subject is another."""

    has_foot = False
    """Does the last row say what the lower edge of a frame would, where there is none?"""
    caption = ""
    """What it is called in its frame; "": something else on the screen says it."""

    def __init__(self, *, number: int | None = None, wraps: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self.number = number
        self.tabs: Callable[[], list[Tab]] = list
        """Gives the panes that share this place."""
        self.needle = ""
        """What is searched for."""
        self._wraps = wraps
        self._made: tuple[object, Sequence[Row]] | None = None
        self._found: tuple[object, str, list[Hit]] | None = None
        self._lines: tuple[Sequence[Row], int, Sequence[tuple[int, int]]] | None = None

    @property
    def is_telling(self) -> bool:
        """Has it anything to say that is worth a place beneath another pane?"""
        return True

    def subject(self) -> object:
        """Return what the rows are made of; while it is equal they stay as they are."""
        raise NotImplementedError

    def make(self, width: int) -> Sequence[Row]:
        """Return the rows for a width."""
        raise NotImplementedError

    def rows(self) -> Sequence[Row]:
        """Return all rows, also of a pane that has never been shown: it is searched like the others."""
        size = self.size if self.size.width else self.app.size
        width = self.inner_size(*size)[0] - self._margin
        key = (width, self.subject())
        if self._made is None or self._made[0] != key:
            self._made = (key, self.make(width))
        return self._made[1]

    def hits(self) -> list[Hit]:
        """Return where what is searched for is."""
        rows = self.rows()
        if self._found is None or self._found[0] is not rows or self._found[1] != self.needle:
            self._found = (rows, self.needle, self.find(self.needle))
            self.forget_hit()
        return self._found[2]

    def find(self, needle: str) -> list[Hit]:
        """Look for a text."""
        return find(self.rows(), needle)

    def forget_hit(self) -> None:
        """Note that what was found is another, so that none of it is the one that is shown."""

    def page_columns(self) -> int:
        """Return how many columns of text are in view."""
        rows = self.rows()
        gutter = cells_of(rows[0].gutter) if rows else 0
        return max(1, self.inner_size(*self.size)[0] - gutter - self._margin)

    def title(self) -> Runs:
        return [(self.caption, "muted")] if self.caption else []

    def foot(self) -> Runs:
        return tab_runs(self.tabs())

    def paint(self, width: int, height: int) -> list[Line]:
        lines = super().paint(width, height)
        if self.boxed:
            return lines
        if not self.has_foot:
            return lines
        lines += [self.line(width) for _ in range(height - 1 - len(lines))]
        return [*lines, self.line(width).put(" ").runs(self.foot()).right(self.foot_facts(), margin=1)]

    def inner_size(self, width: int, height: int) -> tuple[int, int]:
        inner_width, inner_height = super().inner_size(width, height)
        return inner_width, max(0, inner_height - (self.has_foot and not self.boxed))

    @property
    def _margin(self) -> int:
        """The cells before a row where no frame keeps it from the edge."""
        return 0 if self.boxed else 1

    def is_wrapped(self) -> bool:
        """Do long lines go on in the next? Not if there are so many that it takes too long to tell where."""
        return self._wraps() and len(self.rows()) <= _MOST_WRAPPED

    def _layout(self) -> Sequence[tuple[int, int]]:
        """Return for each line on the screen its row, and which part of it that is."""
        rows = self.rows()
        width = self.page_columns() if self.is_wrapped() else 0
        if self._lines is None or self._lines[0] is not rows or self._lines[1] != width:
            lines: Sequence[tuple[int, int]] = WholeRows(len(rows))
            if width:
                parts = (range(len(wrap(row.runs, width))) for row in rows)
                lines = [(index, part) for index, each in enumerate(parts) for part in each]
            self._lines = (rows, width, lines)
        return self._lines[2]

    def _line_of(self, row: int) -> int:
        if not self.is_wrapped():
            return row
        return next((at for at, (index, _) in enumerate(self._layout()) if index == row), 0)
