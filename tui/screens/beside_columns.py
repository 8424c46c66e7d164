"""BesideColumns: two feeds side by side, and what is known of the one by the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.events import DescendantFocus

from tui.screens.item_actions import ItemActions
from tui.screens.jump import JumpSpot
from tui.screens.layout import Layout
from tui.text.safe import clean
from tui.text.units import clock, duration
from tui.widgets.clear import Clear
from tui.widgets.feed_column import FeedColumn
from tui.widgets.message_list import MessageList
from tui.widgets.pressing import pressing, sentence
from tui.widgets.query_bar import QueryBar
from tui.widgets.relation_bar import RelationBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.model.board import State
    from tui.model.feed_state import FeedState
    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["BesideColumns"]

_ROOMY = 116
"""Cells from which two columns side by side have room for the time of each row."""
_WAY = "{move.up selects a message}"
_EFFECT = "; the other feed goes to that moment"


class BesideColumns(ItemActions):
    """Two columns under one clock: whoever selects a message in one sees where the other was then."""

    scope: ClassVar[str] = "beside"
    CSS_PATH = "../styles/beside.tcss"

    def __init__(self, context: Context, left: FeedState, right: FeedState) -> None:
        super().__init__(context)
        self.columns = tuple(
            FeedColumn(state, context.outlook(marked_at=self.marked_at), mask=context.board.mask)
            for state in (left, right)
        )
        self.only_problems = False
        """Are all rows hidden but those about errors?"""
        self._here = self.columns[0]
        self.query_bar = QueryBar(placeholder="words, !not, /regex/, type:order.*, direction:in, size:>1KB")
        self._relation = RelationBar(self.relation, self.place)

    @property
    def column(self) -> FeedColumn:
        """The column that the keys are about: the one that has the focus, or had it last."""
        return self._here

    @property
    def other(self) -> FeedColumn:
        """The column beside it."""
        return self.columns[1] if self._here is self.columns[0] else self.columns[0]

    def compose(self) -> ComposeResult:
        yield self.make_header()
        yield self.query_bar
        with Clear(id="columns"):
            yield from self.columns
        yield self._relation
        yield self.footer

    def item(self) -> FeedState:
        return self.column.state

    def items(self) -> list[State]:
        return [column.state for column in self.columns]

    def header(self, width: int) -> tuple[Runs, Runs, Runs]:
        left: Runs = []
        if width >= 60:  # noqa: PLR2004 - the tiny layout has no room
            left += [(clean(self.context.board.title or self.context.source), "muted"), (" › ", "faint")]
        first, second = (clean(each.state.name) for each in self.columns)
        left += [(first, "strong"), (" │ ", "faint"), (second, "strong")]
        if self.only_problems:
            left.append(("  problems only", pressing("screen.problems", "warn-strong")))
        left += [(f"  {text}", tag) for text, tag in self.chips()]
        return left, [], [(clock(self.context.now()), "muted")]

    def lay_out(self) -> None:
        is_roomy = self.size_layout not in {Layout.TINY, Layout.NARROW} and self.app.size.width >= _ROOMY
        self.set_class(not is_roomy, "-stacked")
        for number, column in enumerate(self.columns, 1):
            column.lay_out(number=number, is_roomy=is_roomy)
        if self.focused is None or not self.focused.display:
            self.set_focus(self.column.messages)

    def repaint(self) -> None:
        view = self.context.view
        for column in self.columns:
            column.messages.change_look(
                ages=view.ages,
                wide=view.wide_rows,
                ascii_only=view.glyphs.name == "ascii",
                paired=bool(column.state.noticed.pairs.answers),
                marked_at=column.listing.marked_at,
            )
        if self.query_bar.display:
            self.query_bar.show_facts(self.column.listing.counts())
        super().repaint()

    def relation(self) -> list[Runs]:
        """Say how long after the one selected message the other came."""
        here, there = self.column, self.other
        first, last = sorted((here, there), key=lambda column: column.current_at() or 0.0)
        was, came = first.current_at(), last.current_at()
        if here.listing.view.follows:
            return [sentence(self.app, said, "faint") for said in (_WAY + _EFFECT, _WAY)]
        if was is None or came is None:
            return []
        took = f" came {duration(came - was)} after "
        return [[(last.current_name(), "text"), (took, "muted"), (first.current_name(), "text")]]

    def place(self) -> Runs:
        """Say where in the streams the columns are, if they have no frames that could."""
        is_stacked = self.has_class("-stacked")
        return [*self.column.listing.place(self.column.messages.key)] if is_stacked else []

    def jump_spots(self) -> list[JumpSpot]:
        return [
            JumpSpot(column.messages.region.x, column.messages.region.y, column.messages)
            for column in self.columns
        ]

    @on(MessageList.Moved)
    def _align(self, event: MessageList.Moved) -> None:
        """Take the other list to the same moment, or let it follow as well."""
        if event.messages is self.column.messages:
            at = self.column.current_at()
            if self.column.listing.view.follows:
                self.other.follow()
            elif at is not None:
                self.other.go_to_time(at)
        self.column.message.sync()
        self._relation.sync()

    @on(DescendantFocus)
    def _enter_column(self, event: DescendantFocus) -> None:
        """Let the keys and the filter row be about the column that has the focus."""
        for column in self.columns:
            if column in event.widget.ancestors and column is not self._here:
                self._here = column
                self.query_bar.put(column.query_text)
                self.call_after_refresh(self.repaint)
