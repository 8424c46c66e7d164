"""TimeView: which part of several lanes is in sight, as it follows, stands still or is frozen."""

from __future__ import annotations

from itertools import islice
from math import inf, nextafter
from typing import TYPE_CHECKING

from tui.widgets.lanes import Spot

if TYPE_CHECKING:
    from tui.widgets.lanes import Lanes

__all__ = ["TimeView"]

_BEGINNING = Spot(-inf, "", -1)
_LAST = 1_000
"""A line that is below every screen."""


class TimeView:
    """Keeps one row in its line: what comes, goes or is found around it leaves that where it is."""

    def __init__(self, lanes: Lanes) -> None:
        self.lanes = lanes
        self.height = 1
        """Rows that are in view."""
        self.follows = True
        """Is the newest kept in the last line?"""
        self.cursor: Spot | None = None
        """What is selected; `None`: the newest, as long as it follows."""
        self._anchor = _BEGINNING
        self._line = 0

    @property
    def current(self) -> Spot | None:
        """What is selected, or the newest; `None`: there is nothing."""
        return self.cursor or next(self.lanes.before(None), None)

    def rows(self, height: int) -> list[Spot | None]:
        """Return what stands in each line; `None`: it has gone."""
        self.height = height
        if self.follows:
            newest: list[Spot | None] = [*islice(self.lanes.before(None), height)]
            return newest[::-1]
        self._line = min(self._line, height - 1)
        below = list(islice(self.lanes.since(self._anchor), height - self._line))
        above = list(islice(self.lanes.before(self._anchor), height - len(below)))[::-1]
        return [*[None] * (self._line - len(above)), *above, *below]

    def follow(self) -> None:
        """Keep the newest in view."""
        self.follows, self.cursor = True, None

    def select(self, spot: Spot, *, line: int | None = None) -> None:
        """Put the cursor there, and bring it into view: in that line, or the middle one."""
        rows = self.rows(self.height)
        self._stop()
        self.cursor = spot
        middle = self.height // 2 if line is None else line
        self._keep(spot, rows.index(spot) if spot in rows else middle)

    def select_at(self, at: float) -> None:
        """Put the cursor on the newest of that moment or before, in the last line: as it was then."""
        spot = next(self.lanes.before(Spot(nextafter(at, inf), "", 0)), None)
        if spot is not None and spot != self.current:
            self.follows, self.cursor = False, spot
            self._keep(spot, _LAST)

    def settle(self) -> None:
        """Take the cursor to what is left of the rows after some were hidden, as near as can be."""
        if self.follows or self.cursor is None:
            return
        near = next(self.lanes.since(self.cursor), None) or next(self.lanes.before(self.cursor), None)
        if near is None:
            self.follow()
        else:
            self.cursor = near
            self._keep(near, self._line)

    def move(self, rows: int) -> None:
        """Move the cursor; beyond the newest lies following it."""
        current = self.current
        if current is None or (self.follows and rows > 0):
            return
        if rows < 0:
            passed = list(islice(self.lanes.before(current), -rows))
            self.select(passed[-1] if passed else current, line=0)
            return
        ahead = [spot for spot in islice(self.lanes.since(current), rows + 2) if spot != current]
        if len(ahead) <= rows:
            self.follow()
        else:
            self.select(ahead[rows - 1], line=self.height - 1)

    def scroll(self, lines: int) -> None:
        """Move what is in view and leave the cursor; at the end it follows."""
        rows = [spot for spot in self.rows(self.height) if spot is not None]
        if not rows or (self.follows and lines > 0):
            return
        if lines < 0:
            self._stop()
            self._keep(rows[0], min(-lines, self.height - 1))
            return
        if len(list(islice(self.lanes.since(rows[-1]), lines + 2))) < lines + 2:
            self.follow()
        else:
            self._keep(rows[min(lines, len(rows) - 1)], 0)

    def to_start(self) -> None:
        """Go to the oldest."""
        oldest = next(self.lanes.since(_BEGINNING), None)
        if oldest is not None:
            self.select(oldest, line=0)

    def _stop(self) -> None:
        if self.follows:
            self.cursor = self.current
            self.follows = False

    def _keep(self, spot: Spot, line: int) -> None:
        """Keep that row in that line, or as low as there are rows above it."""
        self._anchor = spot
        self._line = sum(1 for _ in islice(self.lanes.before(spot), line))
