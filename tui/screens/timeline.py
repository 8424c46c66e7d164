"""TimelineScreen: what feeds brought and endpoints answered, in one order of time."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui.keys import bindings
from tui.model.endpoint_state import EndpointState
from tui.screens.lane_filter import lane_test
from tui.screens.menu import Menu
from tui.screens.requests import CopyRequested, ExportRequested, OpenRequested
from tui.screens.timeline_panes import TimelinePanes
from tui.text.recording import check_entry, entry_line, row_entry
from tui.widgets.lanes import Checked
from tui.widgets.query_bar import QueryBar
from tui.widgets.time_line import TimeLine
from tui.widgets.working import begin

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.model.board import State
    from tui.model.mask import Mask
    from tui.model.message import Row

__all__ = ["TimelineScreen"]

_MOST_COPIED = 1_000
_MOST_EXPORTED = 10_000


class TimelineScreen(TimelinePanes):
    """The keys of the time line, and the way to each message and check."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]

    def escape(self) -> bool:
        """Leave one layer: input, filter, problems only, freeze."""
        if self.query_bar.leave_layer():
            return True
        if self.only_problems:
            self.action_problems()
            return True
        return super().escape()

    def action_open_spot(self) -> None:
        """Go to the message or check that is selected."""
        spot = self.line.view.current
        if spot is None or spot.name not in self.context.board:
            self.say("there is nothing to go to")
            return
        self.post_message(OpenRequested(spot.name, spot.number))

    def action_freeze(self) -> None:
        """Keep the list as it is, or let it go on; data keeps arriving."""
        super().action_freeze()
        self.line.freeze(is_frozen=self.frozen_at is not None)
        self.repaint()

    def action_mark(self) -> None:
        """Count times from the selected row, or no longer."""
        self.line.set_mark()

    def action_filter(self) -> None:
        """Type a filter; the last one is there to begin with."""
        self.query_bar.edit(self.query_bar.text or self.context.view.queries.get(self.scope, ""))

    def action_problems(self) -> None:
        """Show only what is about errors, or everything."""
        self.only_problems = not self.only_problems
        self.apply()

    def action_problem(self, step: int) -> None:
        """Select the next row about an error, or the one before."""
        test_of = partial(lane_test, "", now=self.context.now(), problems_only=True)
        if not self.line.go_to(step, test_of):
            self.say(f"nothing about an error {'after' if step > 0 else 'before'} this")

    def action_next_match(self, step: int) -> None:
        """Select the next row that the filter has left."""
        self.line.move_by(step)

    def action_copy(self) -> None:
        """Copy the selected row, and how it follows the mark."""
        spot = self.line.view.current
        if spot is not None:
            text = self.line.row.plain(spot)
            relation = "".join(piece for ways in self.line.relation()[:1] for piece, _ in ways)
            self.post_message(CopyRequested(f"{text}\n{relation}".strip(), "row"))

    def action_copy_menu(self) -> None:
        """Ask what to copy."""
        screen = self.as_text()

        def copy(key: str | None) -> None:
            if key == "m":
                self.action_copy()
            elif key == "a":
                spots = [*islice(self.line.lanes.before(None), _MOST_COPIED)][::-1]
                self.post_message(CopyRequested("\n".join(map(self.line.row.plain, spots)), "rows"))
            elif key == "s":
                self.post_message(CopyRequested(screen, "screen"))

        rows = ("a", f"the newest {_MOST_COPIED:,} rows of the list")
        items = [("m", "this row"), rows, ("s", "screen")]
        _ = self.app.push_screen(Menu("copy", items), copy)

    def action_export(self) -> None:
        """Write the rows of the list to a file, in the form of recordings."""
        lanes = self.line.lanes
        spots = [*islice(lanes.before(None), _MOST_EXPORTED)][::-1]
        rows = [(lanes.lanes[spot.name].state, spot.number, lanes[spot]) for spot in spots]
        begin(self, partial(self._write_out, rows), group="export")

    async def _write_out(self, rows: list[tuple[State, int, Row | Checked | None]]) -> None:
        """Write rows as NDJSON, off the loop: so many take a while."""
        mask = self.context.board.mask
        text = await asyncio.to_thread(lambda: "".join(_line(*row, mask) for row in rows))
        self.post_message(ExportRequested(text, "timeline.ndjson"))

    @on(QueryBar.Left)
    def _leave_filter(self) -> None:
        self.line.focus()

    @on(TimeLine.Opened)
    def _opened(self) -> None:
        self.action_open_spot()


def _line(state: State, number: int, row: Row | Checked | None, mask: Mask) -> str:
    """Return a row as a line of a recording; of an old check there is not enough left for one."""
    if isinstance(state, EndpointState):
        result = row.result if isinstance(row, Checked) else None
        return (
            "" if result is None else entry_line(check_entry(state.endpoint, number, result, mask)).decode()
        )
    if row is None or isinstance(row, Checked):
        return ""
    entry = row_entry(row, number, feed=state.name, connection=state.connection, mask=mask)
    return entry_line(entry).decode()
