"""TimelineScreen: what feeds brought and endpoints answered, in one order of time."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import on

from tui.keys import bindings
from tui.screens.board_screen import BoardScreen
from tui.screens.lane_filter import lane_test
from tui.screens.menu import Menu
from tui.screens.requests import CopyRequested, OpenRequested
from tui.text.safe import clean
from tui.text.units import clock, stamp
from tui.widgets.footer_bar import FooterBar
from tui.widgets.query_bar import QueryBar
from tui.widgets.relation_bar import RelationBar
from tui.widgets.time_line import TimeLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["TimelineScreen"]

_MOST_COPIED = 1_000


class TimelineScreen(BoardScreen):
    """Messages and checks under one clock, and the way to each of them."""

    scope: ClassVar[str] = "timeline"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        view = context.view
        self.only_problems = False
        """Are all rows hidden but those about errors?"""
        self.line = TimeLine(
            context.board,
            now=context.now,
            ages=lambda: view.ages,
            ascii_only=lambda: view.glyphs.name == "ascii",
        )
        self._relation = RelationBar(self.line)
        self.query_bar = QueryBar(
            placeholder="words, !not, name:orders*, type:order.*, status:>=500, size:>1KB"
        )

    def compose(self) -> ComposeResult:
        yield self.make_header()
        yield self.query_bar
        yield self.line
        yield self._relation
        yield FooterBar()

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        now = self.context.now()
        left: Runs = [
            (clean(self.context.title or "asyncdash"), "muted"),
            (" › events › ", "faint"),
            ("time line", "strong"),
        ]
        if width >= 60:  # noqa: PLR2004 - the tiny layout has no room for it
            left.append((f"   {self.line.counts()} rows", "muted"))
        if self.only_problems:
            left.append(("  ! problems only", "warn-strong"))
        left += [(f"  {text}", tag) for text, tag in self.chips()]
        return left, [], [(stamp(now) if width >= 100 else clock(now), "muted")]  # noqa: PLR2004

    def lay_out(self) -> None:
        if self.focused is None:
            self.line.focus()

    def on_screen_resume(self) -> None:
        self.line.focus()
        self.repaint()

    def repaint(self) -> None:
        super().repaint()
        if self.query_bar.text:
            self.query_bar.show_facts([(f"{self.line.counts()}   ", "muted")])

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

    def filter_by(self, text: str) -> None:
        """Filter by a text that was given elsewhere."""
        self.query_bar.put(text)

    def action_problems(self) -> None:
        """Show only what is about errors, or everything."""
        self.only_problems = not self.only_problems
        self._apply()

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

    def _apply(self) -> None:
        text, now = self.query_bar.text, self.context.now()
        is_narrowed = bool(text.strip()) or self.only_problems
        self.line.show_only(
            partial(lane_test, text, now=now, problems_only=self.only_problems) if is_narrowed else None
        )
        self.repaint()

    @on(QueryBar.Changed)
    def _filter(self, event: QueryBar.Changed) -> None:
        if event.text:
            self.context.view.queries[self.scope] = event.text
        self._apply()

    @on(QueryBar.Left)
    def _leave_filter(self) -> None:
        self.line.focus()

    @on(TimeLine.Moved)
    def _moved(self) -> None:
        self._relation.sync()

    @on(TimeLine.Opened)
    def _opened(self) -> None:
        self.action_open_spot()
