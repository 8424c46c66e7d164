"""OverviewList: every endpoint and feed as a row, in groups that fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.text.cells import cell_len
from tui.text.safe import clean
from tui.widgets.board_painter import BoardPainter, columns_for, name_width
from tui.widgets.board_rows import GroupRow, StateRow
from tui.widgets.crosshair import Axis, TimeAxis, cross, reading, sample_at
from tui.widgets.movable import Movable
from tui.widgets.picking import SamplePicked
from tui.widgets.state_cells import CellCache

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.widgets.board_painter import Columns
    from tui.widgets.board_rows import BoardRow
    from tui.widgets.line import Line, Runs
    from tui.widgets.outlook import Outlook

__all__ = ["FoldRequested", "OverviewList", "Selected", "SortRequested"]

_GROUP = "\t"
"""Before the name of a group; no endpoint is called like that."""
_TELLING = 7
"""The least height at which a line is spared for what is out of sight."""


class Selected(Message):
    """Another endpoint or feed has been selected, or the selected one was opened."""

    def __init__(self, name: str | None, *, opened: bool = False) -> None:
        super().__init__()
        self.name = name
        self.opened = opened


class FoldRequested(Message):
    """A group should be folded or unfolded; `None`: there is none around the cursor."""

    def __init__(self, group: str | None, *, folded: bool) -> None:
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
        outlook: Outlook,
        *,
        heading: Callable[[], tuple[str | None, bool]],
        otherwise: Callable[[], Runs] = list,
    ) -> None:
        """Take what gives the rows, how they look at the past, and the column sorted by.

        `otherwise` says why there is no row.
        """
        super().__init__()
        self._rows = rows
        self._outlook = outlook
        self._heading = heading
        self._otherwise = otherwise
        self._axis = Axis(0, 0, 0.0, 0.0)
        self._under: str | None = None
        """The name in the row under the mouse."""
        self._cache = CellCache()
        self._drawn: dict[str, tuple[object, Line]] = {}
        """The newest line of each state, and all that it was made of."""
        self._top = 0
        self._heads: list[tuple[int, int, str]] = []
        self.selected: str | None = None
        """The name of the selected endpoint or feed; a group's is a tab and its name."""
        self._unfolded: str | None = None
        """A group that was unfolded: it is kept in sight until the cursor moves."""
        self._at = 0
        self._longest = 0
        self.is_tiny = False
        """Show nothing but glyph, name, state and last value?"""

    def paint(self, width: int, height: int) -> list[Line]:
        rows = list(self._rows())
        at = self._index(rows)
        body = self._body(rows, height)
        self._top = max(0, min(self._top, len(rows) - body))
        end = self._top + body
        now, window = self._outlook.now(), self._outlook.window()
        painter = BoardPainter(self.line, self._columns(rows, width), self._outlook.glyphs())
        columns = painter.columns
        self._axis = Axis(columns.before_spark, columns.spark, now, float(window))
        over = self._read(rows) or [(f"LATENCY / RATE {_span(window)}", "faint")]
        head, self._heads = painter.head(width, over, *self._heading())
        lines = [head]
        if not rows:
            lines.append(self.line(width).put(" ").runs(self._otherwise()))
        lines += [
            self._row(painter, width, row, is_selected=index == at)
            for index, row in enumerate(rows[self._top : end], self._top)
        ]
        if 0 < body < height - 1:
            lines += [self.line(width) for _ in range(body + 1 - len(lines))]
            lines.append(painter.beyond(width, rows[: self._top], rows[end:]))
        return lines

    def select(self, name: str) -> None:
        """Put the cursor on that row and bring it into sight."""
        self.selected, self._unfolded = name, None
        self._reveal(list(self._rows()))
        self.sync()
        self.post_message(Selected(self.selected_name))

    def select_group(self, name: str) -> None:
        """Put the cursor on the head of that group."""
        self.select(f"{_GROUP}{name}")

    def show_group(self, name: str) -> None:
        """Keep the rows of a group in sight that was unfolded, or as many as there is room for."""
        self._unfolded = name
        self._reveal(list(self._rows()))
        self.sync()

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

    def move_sideways(self, columns: int) -> None:
        """Fold the group of the cursor, or unfold it."""
        shown = list(self._rows())
        at = self._index(shown)
        group = next((row for row in reversed(shown[: at + 1]) if isinstance(row, GroupRow)), None)
        if group is None:
            self.post_message(FoldRequested(None, folded=columns < 0))
        elif group.is_folded is not (columns < 0):
            if columns < 0:
                self.selected = _key(group)
            self.post_message(FoldRequested(group.name, folded=columns < 0))

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse; open it when it is clicked twice, fold a group at once.

        In a history it is that very sample that opens. The head of a column sorts by it.
        """
        for start, end, column in self._heads if event.y < 1 else ():
            if start <= event.x < end:
                self.post_message(SortRequested(column))
        index = self._top + event.y - 1
        shown = list(self._rows())
        body = self._body(shown, self.size.height)
        if event.y > body:
            self.scroll_view(body)
        if event.y < 1 or event.y > body or index >= len(shown):
            return
        row = shown[index]
        if isinstance(row, GroupRow):
            self.post_message(FoldRequested(row.name, folded=not row.is_folded))
        elif event.chain > 1:
            number = sample_at(row.state, self._axis, self.moment_under(event.x, event.y))
            opened = Selected(row.name, opened=True)
            self.post_message(opened if number is None else SamplePicked(row.name, number))
        else:
            self.select(row.name)

    def spots(self) -> list[tuple[int, str]]:
        """Return the rows in sight that can be jumped to: their line and their name."""
        rows = list(self._rows())
        shown = rows[self._top : self._top + self._body(rows, self.size.height)]
        return [(line, row.name) for line, row in enumerate(shown, 1) if isinstance(row, StateRow)]

    def scroll_view(self, rows: int) -> None:
        self._top += rows
        self.sync()

    def on_resize(self) -> None:
        """Keep in sight what is selected and what was unfolded."""
        top = self._top
        self._reveal(list(self._rows()))
        if self._top != top:
            self.sync()

    def _row(self, painter: BoardPainter, width: int, row: BoardRow, *, is_selected: bool) -> Line:
        on = "page" if not is_selected else "bar" if self.is_held else "bar-quiet"
        if isinstance(row, GroupRow):
            return painter.group(width, row, is_selected=is_selected, on=on)
        cells = self._cache.cells(
            row.state,
            now=self._outlook.now(),
            window=self._outlook.window(),
            width=painter.columns.spark,
            glyphs=self._outlook.glyphs(),
        )
        mark = self._axis.column(self._outlook.marked_at())
        made_of = cells, mark, painter.columns, self.ink, width, on
        drawn = self._drawn.get(row.name)
        if drawn is None or drawn[0] != made_of:
            [marked] = cross([cells.spark], mark, self._outlook.glyphs())
            has_cursor = is_selected and self.can_focus  # else it is where something comes from
            line = painter.state(width, cells, marked, is_selected=has_cursor, on=on)
            drawn = self._drawn[row.name] = made_of, line
        return drawn[1]

    def _body(self, rows: Sequence[BoardRow], height: int) -> int:
        """Return how many rows are in sight; where some are not, the last line tells of them."""
        has_room = len(rows) < height or height < _TELLING
        return max(1, height - 1 if has_room else height - 2)

    def _reveal(self, rows: Sequence[BoardRow]) -> None:
        at, body = self._index(rows), self._body(rows, self.size.height)
        if at < self._top:
            self._top = at
        elif at >= self._top + body:
            self._top = at - body + 1
        if at == 1 < body and isinstance(rows[0], GroupRow):
            self._top = 0  # the head of the first group comes with its first row
        heads = [index for index, row in enumerate(rows) if isinstance(row, GroupRow)]
        head = next((index for index in heads if rows[index].name == self._unfolded), None)
        if head is not None:
            end = next((index for index in heads if index > head), len(rows))
            self._top = min(head, max(self._top, end - body))

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
        read = reading(state, self._axis, self._outlook.marked_at()) if state is not None else []
        return [*read, (f" {clean(state.name)}", "muted")] if read and state is not None else []

    def _columns(self, rows: Sequence[BoardRow], width: int) -> Columns:
        """Return the columns; that of the names only grows, lest all move when rows go out of view."""
        names = (cell_len(clean(row.name)) for row in rows if isinstance(row, StateRow))
        self._longest = max(self._longest, *names, 0)
        return columns_for(width, name_width(self._longest), is_tiny=self.is_tiny)


def _span(window: int) -> str:
    minutes = window // 60
    return f"{minutes // 60}h" if minutes >= 60 else f"{minutes}m"  # noqa: PLR2004 - minutes of an hour


def _key(row: BoardRow) -> str:
    return f"{_GROUP}{row.name}" if isinstance(row, GroupRow) else row.name
