"""TimelinePanes: the time line, what is filtered of it, and how what is selected follows something else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical

from tui.screens.board_screen import BoardScreen
from tui.screens.context import ViewState
from tui.screens.lane_filter import lane_test
from tui.text.safe import clean
from tui.text.units import clock, stamp
from tui.widgets.board_rows import rows_of
from tui.widgets.overview_list import OverviewList
from tui.widgets.pressing import pressing
from tui.widgets.query_bar import QueryBar
from tui.widgets.relation_bar import RelationBar
from tui.widgets.spot_pane import SpotPane
from tui.widgets.time_line import TimeLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.screens.context import Context
    from tui.widgets.board_rows import BoardRow
    from tui.widgets.line import Runs

__all__ = ["TimelinePanes"]


_ROOMY, _NARROWEST = 190, 60
"""Cells in which most rows are told to their end, and those beside them that are worth a pane."""


class TimelinePanes(BoardScreen):
    """Messages and checks under one clock."""

    scope: ClassVar[str] = "timeline"

    def __init__(self, context: Context, *, at: float | None = None) -> None:
        """Follow what comes, or show what was there at a moment."""
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
        if at is not None:
            self.line.view.select_at(at)
        self._selected = SpotPane(self.line, mask=context.board.mask, glyphs=lambda: view.glyphs)
        self._sources = OverviewList(self._rows, context.outlook(), heading=lambda: (None, False))
        self._sources.can_focus = False
        self._relation = RelationBar(self.line.relation, self.line.place)
        self.query_bar = QueryBar(
            placeholder="words, !not, name:orders*, type:order.*, status:>=500, size:>1KB"
        )

    def compose(self) -> ComposeResult:
        yield self.make_header()
        yield self.query_bar
        with Horizontal():
            yield self.line
            with Vertical():
                yield self._selected
                yield self._sources
        yield self._relation
        yield self.footer

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        now = self.context.now()
        left: Runs = [
            (clean(self.context.title or "asyncdash"), "muted"),
            (" › events › ", "faint"),
            ("time line", "strong"),
        ]
        if width >= 60 and not self.query_bar.text:  # noqa: PLR2004 - the tiny layout has no room for it
            left.append((f"   {self.line.counts()} rows", "muted"))
        if self.only_problems:
            left.append(("  problems only", pressing("screen.problems", "warn-strong")))
        left += [(f"  {text}", tag) for text, tag in self.chips()]
        return left, [], [(stamp(now) if width >= 100 else clock(now), "muted")]  # noqa: PLR2004

    def lay_out(self) -> None:
        room = self.app.size.width - _ROOMY
        beside = self.query_one(Vertical)
        beside.display = room >= _NARROWEST
        beside.styles.width = room
        self._sources.styles.height = min(len(self._rows()) + 1, self.app.size.height // 2)
        if self.focused is None:
            self.line.focus()

    def on_screen_resume(self) -> None:
        self.line.focus()
        self.repaint()

    def repaint(self) -> None:
        self._sources.selected = self._selected.source
        super().repaint()
        if self.query_bar.text:
            self.query_bar.show_facts([(f"{self.line.counts()} rows", "muted")])

    def filter_by(self, text: str) -> None:
        """Filter by a text that was given elsewhere."""
        self.query_bar.put(text)

    def _rows(self) -> list[BoardRow]:
        """Return where all of it comes from, in the order of the configuration."""
        return rows_of(self.context.board, ViewState(), now=self.context.now())

    def apply(self) -> None:
        """Show what the filter and the choice of problems leave."""
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
        self.apply()

    @on(TimeLine.Moved)
    def _moved(self) -> None:
        self._relation.sync()
        self._selected.sync()
        self._sources.selected = self._selected.source
        self._sources.sync()
