"""TimelineScreen: what feeds brought and endpoints answered, in one order of time."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui.keys import bindings
from tui.screens.lane_filter import lane_test
from tui.screens.menu import Menu
from tui.screens.requests import CopyRequested, OpenRequested
from tui.screens.timeline_panes import TimelinePanes
from tui.widgets.query_bar import QueryBar
from tui.widgets.time_line import TimeLine

if TYPE_CHECKING:
    from textual.binding import BindingType

__all__ = ["TimelineScreen"]

_MOST_COPIED = 1_000


class TimelineScreen(TimelinePanes):
    """The keys of the time line, and the way to each message and check."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]

    def escape(self) -> bool:
        """Leave one layer: input, filter, problems only, freeze."""
        if self.query_bar.is_editing:
            self.query_bar.action_leave()
        elif self.query_bar.text:
            self.query_bar.clear()
        elif self.only_problems:
            self.action_problems()
        else:
            return super().escape()
        return True

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
            relation = "".join(piece for piece, _ in self.line.relation())
            self.post_message(CopyRequested(f"{text}\n{relation}".strip(), "row"))

    def action_copy_menu(self) -> None:
        """Ask what to copy."""

        def copy(key: str | None) -> None:
            if key == "m":
                self.action_copy()
            elif key == "a":
                spots = [*islice(self.line.lanes.before(None), _MOST_COPIED)][::-1]
                self.post_message(CopyRequested("\n".join(map(self.line.row.plain, spots)), "rows"))

        items = [("m", "this row"), ("a", f"the newest {_MOST_COPIED:,} rows of the list")]
        _ = self.app.push_screen(Menu("copy", items), copy)

    @on(QueryBar.Left)
    def _leave_filter(self) -> None:
        self.line.focus()

    @on(TimeLine.Opened)
    def _opened(self) -> None:
        self.action_open_spot()
