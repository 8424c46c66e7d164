"""FoldingPane: a document whose lines hold others, and can be folded by keys and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cells_of
from tui.text.long_lines import LazyLines
from tui.widgets.document import hits_in
from tui.widgets.document_pane import DocumentPane
from tui.widgets.folds import Folds

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.widgets.body_rows import BodyRows
    from tui.widgets.document import Hit
    from tui.widgets.response_cache import Laid

__all__ = ["FoldingPane"]


class FoldingPane(DocumentPane):
    """What stands in its rows are the lines that are not folded away, and what was found stands in lines."""

    def __init__(self, *, number: int | None = None, wraps: Callable[[], bool] = lambda: False) -> None:
        super().__init__(number=number, wraps=wraps)
        self.folds = Folds()

    def laid_out(self) -> Laid | None:
        """Return what is shown; `None`: there is nothing with lines."""
        raise NotImplementedError

    def body_rows(self, laid: Laid) -> BodyRows:
        """Return the rows of what is laid out."""
        raise NotImplementedError

    def current_line(self) -> int | None:
        """Return the line of the row under the cursor."""
        laid = self.laid_out()
        return None if laid is None else self.body_rows(laid).line_of(self.cursor)

    def first_row(self) -> int:
        laid = self.laid_out()
        return 0 if laid is None else self.body_rows(laid).first

    def toggle_fold(self) -> bool:
        """Fold what the row under the cursor holds, or unfold it; return whether it holds anything."""
        laid, line = self.laid_out(), self.current_line()
        if laid is None or line is None or laid.outline.end(line) is None:
            return False
        self.folds.toggle(laid, line)
        self.sync()
        return True

    def toggle_folds(self) -> bool | None:
        """Fold everything, or unfold it; return whether it is folded now, `None`: nothing can be."""
        laid, line = self.laid_out(), self.current_line()
        if laid is None or not laid.outline:
            return None
        is_folded = self.folds.toggle_all(laid)
        self.cursor = self.body_rows(laid).row_of(line or 0)
        self.move_by(0)
        return is_folded

    def move_sideways(self, columns: int) -> None:
        """Go in and out of what is folded where there is nothing to scroll."""
        laid, line = self.laid_out(), self.current_line()
        if abs(columns) > 1 or laid is None or line is None or not laid.outline:
            super().move_sideways(columns)
        elif columns > 0 and self.folds.has(laid, line):
            self.toggle_fold()
        elif columns < 0 and self.left == 0:
            self._go_out(laid, line)
        else:
            super().move_sideways(columns)

    def on_click(self, event: Click) -> None:
        """Fold or unfold a row whose mark is clicked."""
        super().on_click(event)
        row, edge = self.row_under(event.y), 1 + self.margin if self.boxed else self._margin
        if row is not None and self.has_cursor:
            gutter = cells_of(self.rows()[row].gutter)
            if 0 <= event.x - edge < gutter:
                self.toggle_fold()

    def find(self, needle: str) -> list[Hit]:
        laid = self.laid_out()
        return super().find(needle) if laid is None else hits_in(laid.view.lines, needle)

    def reveal(self, place: int) -> int:
        laid = self.laid_out()
        if laid is None:
            return place
        self.folds.open_to(laid, place)
        return self.body_rows(laid).row_of(place)

    def place_of(self, row: int) -> int:
        laid = self.laid_out()
        if laid is None:
            return row
        line = self.body_rows(laid).line_of(row)
        return -1 if line is None else line

    def longest(self) -> int:
        laid = self.laid_out()
        lines = laid.view.lines if laid is not None else []
        return lines.longest if isinstance(lines, LazyLines) else super().longest()

    def _go_out(self, laid: Laid, line: int) -> None:
        """Fold what a line holds, or go to the line that holds it."""
        holder = laid.outline.holder(line)
        if laid.outline.end(line) is not None and not self.folds.has(laid, line):
            self.toggle_fold()
        elif holder is not None:
            self.move_by(self.body_rows(laid).row_of(holder) - self.cursor)
