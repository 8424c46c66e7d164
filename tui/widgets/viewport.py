"""Viewport: which rows a live list shows, as it follows, stands still or is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.row_index import Everything, Matches, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.message import Row
    from tui.model.ring import Ring
    from tui.widgets.row_index import RowIndex, Rows

__all__ = ["Viewport"]


class Viewport:
    """The part of a feed's rows that is in view, and the row under the cursor.

    It follows the newest row until somebody looks at another one; then the row
    at the top keeps its ordinal, so that what one reads stands still while rows
    arrive below and go above. Frozen, it shows a picture that nothing changes.
    """

    def __init__(self, ring: Ring[Row]) -> None:
        self.ring = ring
        self.index: RowIndex[Row] = Everything(ring)
        self.height = 1
        """Rows that are in view."""
        self.top = 0
        """The ordinal of the row in the first line."""
        self.follows = True
        """Is the newest row kept in the last line?"""
        self.stopped_at = 0
        """The number after the newest row when it last ceased to follow."""
        self.cursor: int | None = None
        """The number of the selected row; `None`: the newest, as long as it follows."""
        self._test: Callable[[Row], bool] | None = None
        self._frozen: Snapshot[Row] | None = None

    @property
    def rows(self) -> Rows[Row]:
        """The rows that it shows a part of."""
        return self._frozen or self.ring

    @property
    def is_frozen(self) -> bool:
        """Does it show a picture?"""
        return self._frozen is not None

    @property
    def arrived(self) -> int:
        """How many rows came since it was frozen."""
        return self.ring.end - self.rows.end

    @property
    def dropped(self) -> int:
        """How many of the rows that came since it was frozen are gone already."""
        return max(0, self.ring.start - self.rows.end)

    @property
    def first(self) -> int:
        """The ordinal of the uppermost line there is: before the oldest row one says what has gone."""
        return self.index.low - (1 if self.rows.start else 0)

    @property
    def below(self) -> int:
        """How many rows of the list are below the last line."""
        return max(0, self.index.high - self.top - self.height)

    @property
    def current(self) -> int | None:
        """The number of the selected row, or of the newest in the list; `None`: there is none."""
        if self.cursor is not None:
            return self.cursor
        return self.index.number(self.index.high - 1) if self.index.high > self.index.low else None

    def settle(self, height: int) -> None:
        """Take in what has come and gone, for a list of so many lines."""
        index = self.index
        before, self.height = self.height, height
        if self.follows:
            self.top = max(index.low, index.high - height)
        elif self.top + height <= index.low:
            self.top = self.first
        elif height > before and self.top + height > index.high:
            self.top = min(self.top, max(index.low, index.high - height))
        elif height < before and self.cursor is not None:
            line = index.ordinal(self.cursor) - self.top
            self.top += line - height + 1 if height <= line < before else 0

    def numbers(self) -> list[int | None]:
        """Return the number of the row in each line; `None`: the line is blank."""
        low, high = self.index.low, self.index.high
        return [
            self.index.number(ordinal) if low <= ordinal < high else None
            for ordinal in range(self.top, self.top + self.height)
        ]

    def show_only(self, test: Callable[[Row], bool] | None) -> None:
        """Show only the rows that pass; what one reads stays where it is."""
        line = 0
        anchor = self.rows.end
        if not self.follows:
            anchor = self._anchor()
            line = self.index.ordinal(anchor) - self.top
        self._test = test
        self.index = Everything(self.rows) if test is None else Matches(self.rows, test, anchor)
        if not self.follows:
            self.top = self.index.ordinal(anchor) - line

    def freeze(self) -> None:
        """Keep what is shown as it is."""
        self._frozen = self.index.rows = Snapshot(self.ring)
        if self.follows:
            self.settle(self.height)

    def thaw(self) -> None:
        """Go on as before."""
        self._frozen, self.index.rows = None, self.ring
        if self.follows:
            self.follow()

    def follow(self) -> None:
        """Keep the newest row in view; a frozen list goes to its end."""
        self.follows = True
        self.cursor = None
        self.settle(self.height)

    def select(self, number: int) -> None:
        """Put the cursor on that row, and bring it into view."""
        self._stop()
        self.cursor = number
        ordinal = self.index.ordinal(number)
        if not self.top <= ordinal < self.top + self.height:
            self.top = max(self.index.low, ordinal - self.height // 2)

    def move(self, rows: int) -> None:
        """Move the cursor; beyond the last row lies following it."""
        index = self.index
        if index.high == index.low or (self.follows and rows > 0):
            return
        target = self._origin(rows) + rows
        if target >= index.high - 1 and rows > 0:
            self.follow()
            return
        self._stop()
        target = max(index.low, target)
        self.cursor = index.number(target)
        line = self.first if target == index.low else target
        self.top = max(min(self.top, line), target - self.height + 1)

    def scroll(self, lines: int) -> None:
        """Move the view and leave the cursor; at the end it follows."""
        if self.follows and lines > 0:
            return
        last = max(self.first, self.index.high - self.height)
        if lines < 0:
            self._stop()
        self.top = max(min(self.first, self.top), min(last, self.top + lines))
        if lines > 0 and self.top >= last:
            self.follow()

    def to_start(self) -> None:
        """Go to the oldest row."""
        if self.index.high > self.index.low:
            self._stop()
            self.cursor = self.index.number(self.index.low)
            self.top = self.first

    def _stop(self) -> None:
        """Stand still from here on, on the row that was the newest."""
        if self.follows:
            self.cursor = self.current
            self.follows = False
            self.stopped_at = self.rows.end

    def _origin(self, rows: int) -> int:
        """Return the ordinal from which the cursor moves: where it is in view."""
        index = self.index
        if self.follows or self.cursor is None:
            return index.high - 1
        ordinal = index.ordinal(self.cursor)
        if rows > 0 and (ordinal >= index.high or index.number(ordinal) != self.cursor):
            ordinal -= 1
        before = index.low - (1 if rows > 0 else 0)  # down from a row that has gone lies the oldest
        return max(before, min(max(ordinal, self.top - 1), self.top + self.height, index.high - 1))

    def _anchor(self) -> int:
        """Return the number of the row that must not move: under the cursor, else in the first line."""
        if self.cursor is not None and self.top <= self.index.ordinal(self.cursor) < self.top + self.height:
            return self.cursor
        ordinal = max(self.index.low, min(self.top, self.index.high - 1))
        return self.index.number(ordinal) if ordinal < self.index.high else self.rows.end
