"""TimeLine: messages of feeds and checks of endpoints in one list, in the order in which they happened."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from textual.message import Message

from tui.model.endpoint_state import EndpointState
from tui.text import units
from tui.widgets.lanes import Checked, Lane, Lanes
from tui.widgets.movable import Movable
from tui.widgets.time_row import TimeRow
from tui.widgets.time_view import TimeView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.board import Board
    from tui.model.message import Row
    from tui.widgets.lanes import Spot
    from tui.widgets.line import Line, Runs

__all__ = ["TimeLine"]

_BUDGET = 0.008
"""Seconds that one repaint may spend on looking for matches."""
_PAUSE = 0.02
_GONE = "   ⋯ older rows have gone: the buffers are full"
_FARTHEST = 5_000
"""Rows that a search looks at before it gives up."""


class TimeLine(Movable):
    """One row per message or check, the newest in the last; only the rows in view are put in order."""

    class Moved(Message):
        """Something else is selected."""

    class Opened(Message):
        """Somebody wants to go to what is selected."""

    def __init__(
        self,
        board: Board,
        *,
        now: Callable[[], float],
        ages: Callable[[], bool],
        ascii_only: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._board = board
        self._test_of: Callable[[Lane], Callable[[Row | Checked], bool] | None] | None = None
        self._is_settling = False
        self.view = TimeView(Lanes([Lane(state) for state in board]))
        self.is_frozen = False
        self.mark: Spot | None = None
        """What times are counted from besides the row before; `None`: nothing is marked."""
        self.row = TimeRow(
            lambda: self.view.lanes, mask=board.mask, now=now, ages=ages, ascii_only=ascii_only
        )
        """Writes the rows."""

    @property
    def lanes(self) -> Lanes:
        """What there is to show."""
        return self.view.lanes

    def show_only(self, test_of: Callable[[Lane], Callable[[Row | Checked], bool] | None] | None) -> None:
        """Show only what passes the test for its lane; what one reads stays where it is."""
        self._test_of = test_of
        for lane in self.lanes.lanes.values():
            lane.show_only(test_of(lane) if test_of is not None else None)
        self._is_settling = True
        self.show()

    def freeze(self, *, is_frozen: bool) -> None:
        """Keep what is shown as it is, or go on."""
        self.is_frozen = is_frozen
        for lane in self.lanes.lanes.values():
            lane.freeze(is_frozen=is_frozen)
        self.show()

    def set_mark(self) -> None:
        """Count times from what is selected, or no longer."""
        current = self.view.current
        self.mark = None if current == self.mark else current
        self.show()

    def show(self) -> None:
        """Repaint after the user has done something, and tell of it."""
        self.sync()
        self.post_message(self.Moved())

    def move_by(self, rows: int) -> None:
        self.view.move(rows)
        self.show()

    def scroll_view(self, rows: int) -> None:
        self.view.scroll(rows)
        self.show()

    def move_to(self, *, end: bool) -> None:
        if end:
            self.view.follow()
        else:
            self.view.to_start()
        self.show()

    def go_to(self, step: int, test_of: Callable[[Lane], Callable[[Row | Checked], bool] | None]) -> bool:
        """Select the next row that passes a test, or the one before. Return whether there is one."""
        current = self.view.current
        if current is None:
            return False
        spots = self.lanes.since(current) if step > 0 else self.lanes.before(current)
        tests = {name: test_of(lane) for name, lane in self.lanes.lanes.items()}
        for spot in islice(spots, _FARTHEST):
            row, test = self.lanes[spot], tests[spot.name]
            if spot != current and row is not None and test is not None and test(row):
                self.view.select(spot)
                self.show()
                return True
        return False

    def sync(self) -> None:
        self._keep_up()
        is_done = self.lanes.advance(_BUDGET)
        if is_done and self._is_settling:
            self._is_settling = False
            self.view.settle()
        super().sync()
        if not is_done:
            self.sync_in(_PAUSE)

    def paint(self, width: int, height: int) -> list[Line]:
        head = self.row.head(self.line(width), has_mark=self.mark is not None)
        spots = self.view.rows(max(1, height - 1))
        if not any(spots):
            return [head, self.line(width), self.line(width).put(" ").runs(self.sentence(self._nothing()))]
        first = next(spot for spot in spots if spot is not None)
        before = next(self.lanes.before(first), None)
        current = self.view.current
        rows = [head]
        for spot in spots:
            if spot is None:
                rows.append(self.line(width).put("   ⋯" if self._is_settling else _GONE, "faint"))
                continue
            is_current = spot == current
            line = self.line(width, on="bar" if is_current else "page").put(
                "▌" if is_current else " ", "accent"
            )
            rows.append(self.row.write(line, spot, before=before, mark=self.mark))
            before = spot
        return rows

    def relation(self) -> list[Runs]:
        """Say how what is selected follows the mark, or else the last check before it."""
        current = self.view.current
        if current is None:
            return []
        other = self.mark if self.mark not in {None, current} else self._cause(current)
        if other is None:
            return []
        return self.row.sentences(current, other)

    def place(self) -> Runs:
        """Say where on the line the view is."""
        if self.is_frozen:
            return [("frozen", "paused"), (" · ", "muted"), self.key("freeze", "resumes")]
        return [("following", "ok")] if self.view.follows else [self.key("move.bottom", "follows")]

    def counts(self) -> str:
        """Say how much of what is in memory is in the list."""
        shown, held = units.count(self.lanes.shown), units.count(self.lanes.held)
        return f"{shown} of {held}" if self._test_of is not None else held

    def _cause(self, spot: Spot) -> Spot | None:
        """Return the check in the list that came before a message."""
        if isinstance(self.lanes[spot], Checked):
            return None
        checks = (lane for lane in self.lanes.lanes.values() if isinstance(lane.state, EndpointState))
        return max(filter(None, (next(lane.before(spot), None) for lane in checks)), default=None)

    def _nothing(self) -> str:
        if self._test_of is not None:
            return f"nothing matches yet{' — {back clears the filter}' if self.has_focus else ''}"
        return "no message and no check yet"

    def _keep_up(self) -> None:
        """Take in endpoints and feeds that came or went since, unless everything is to stay as it is."""
        if self.is_frozen:
            return
        lanes = self.lanes.lanes
        states = list(self._board)
        if len(states) == len(lanes) and all(
            state.name in lanes and lanes[state.name].state is state for state in states
        ):
            return
        kept = {name: lane for name, lane in lanes.items() if name in self._board}
        made = [
            kept[state.name] if state.name in kept and kept[state.name].state is state else Lane(state)
            for state in states
        ]
        for lane in made:
            if lane not in kept.values() and self._test_of is not None:
                lane.show_only(self._test_of(lane))
        self.view.lanes = Lanes(made)

    def on_click(self, event: Click) -> None:
        """Select the row under the mouse; a second click goes there."""
        spots = self.view.rows(max(1, self.size.height - 1))
        spot = spots[event.y - 1] if 1 <= event.y <= len(spots) else None
        if spot is not None:
            self.view.select(spot)
            self.show()
            if event.chain > 1:
                self.post_message(self.Opened())
