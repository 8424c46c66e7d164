"""FeedFilter: which of a feed's rows are shown, and which are set off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import on

from tui.model.conditions.cursor import in_quotes
from tui.model.conditions.query import Query, parse_query
from tui.screens.feed_panes import FeedPanes
from tui.screens.layout import Layout
from tui.widgets.listing import is_long
from tui.widgets.pressing import pressing, sentence
from tui.widgets.query_bar import QueryBar
from tui.widgets.row_index import Matches
from tui.widgets.type_table import TypeTable
from tui.widgets.watch_table import WatchTable

if TYPE_CHECKING:
    from tui.model.feed_state import FeedState
    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["FeedFilter"]

_NO_PINGS = "!opcode:ping !opcode:pong"
_WORD = re.compile(r"[\w./:-]+")
"""A type that can be written without quotes."""
_BARE = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null")
"""What is written the same way whether it is a text or not."""


class FeedFilter(FeedPanes):
    """The filter row, the problems, and the way out of both."""

    def __init__(self, context: Context, state: FeedState, number: int | None = None) -> None:
        super().__init__(context, state, number)
        self.only_problems = False
        """Are all rows hidden but those about errors?"""
        self._query = Query()

    def repaint(self) -> None:
        """Let every visible widget look whether it has changed; the list looks as the user chose."""
        view = self.context.view
        self.messages.change_look(
            ages=view.ages,
            wide=view.wide_rows,
            ascii_only=view.glyphs.name == "ascii",
            paired=bool(self.state.noticed.pairs.answers),
            marked_at=self.listing.marked_at,
        )
        if self.query_bar.display:
            self.query_bar.show_facts(self._query_facts())
        if not self.messages.display:
            self.messages.look_for_rows()
        super().repaint()

    def chips(self) -> Runs:
        """Return what must be seen from across the room."""
        return [
            *([("problems only", pressing("screen.problems", "warn-strong"))] if self.only_problems else []),
            *super().chips(),
        ]

    def escape(self) -> bool:
        """Leave one layer: input, message, filter, zoom."""
        if self.query_bar.is_editing or self.composer.is_editing:
            self.action_leave_input()
        elif self.inspects and self.size_layout in {Layout.TINY, Layout.NARROW}:
            self.inspects = False
            self.make_room()
        elif not self._query.is_empty or self.query_bar.text:
            self.query_bar.clear()
        elif self.only_problems:
            self.action_problems()
        else:
            return super().escape()
        return True

    def action_leave_input(self) -> None:
        """Give the keys back to the list; what was typed stays."""
        self.make_room(self.messages)
        self.focus_messages()
        self.make_room(self.messages)

    def action_filter(self) -> None:
        """Type a filter; the last one is there to begin with."""
        self.query_bar.edit(self.query_bar.text or self.context.view.queries.get(self._query_key, ""))

    def filter_by(self, text: str) -> None:
        """Filter by a text that was given elsewhere."""
        self.query_bar.put(text)

    def action_switch_query(self) -> None:
        """Filter instead of highlighting, or highlight instead of filtering."""
        self.query_bar.action_toggle_highlight()

    def action_problems(self) -> None:
        """Show only what is about errors, ends of the connection, and too large; or everything."""
        self.only_problems = not self.only_problems
        self._apply()

    def action_pings(self) -> None:
        """Hide pings and pongs, or show them again; the filter is what does it, and says so."""
        before = self.query_bar.text
        after = before.replace(_NO_PINGS, "") if _NO_PINGS in before else f"{before} {_NO_PINGS}"
        if after.strip():
            self.filter_by(after.strip())
        else:
            self.query_bar.clear()
        self.focus_messages()

    def action_next_match(self, step: int) -> None:
        """Select the next row that is searched for, or that the filter has left."""
        if self.listing.hits is not None:
            if not self.listing.to_hit(step):
                self.say_keys("nothing found — {back ends the search}")
        elif self._query.is_empty:
            self.say_keys("nothing is searched for — {filter filters}, tab in it highlights")
        else:
            self.listing.view.move(step)
        self.messages.show()

    @on(TypeTable.Chosen)
    def _choose_type(self, event: TypeTable.Chosen) -> None:
        self._narrow_to_type(event.kind)

    @on(WatchTable.Chosen)
    def _choose_thing(self, event: WatchTable.Chosen) -> None:
        if event.key is None:
            self._narrow_to_type(event.thing)
            return
        self._narrow_to(f"json {event.key} {_is(event.thing)}")

    def _narrow_to_type(self, kind: str) -> None:
        is_word = _WORD.fullmatch(kind) is not None
        self._narrow_to(f"type:{kind}" if is_word else f"type == {in_quotes(kind)}")

    def _narrow_to(self, text: str) -> None:
        """Filter by what somebody has chosen, unless the filter would show what is hidden."""
        if self.context.board.mask(text) != text:
            self.say("there is a secret in it, which a filter would show")
            return
        self.filter_by(text)
        self.focus_messages()

    @on(QueryBar.Changed)
    def _change_query(self, event: QueryBar.Changed) -> None:
        if event.text:
            self.context.view.queries[self._query_key] = event.text
        self._query = parse_query(event.text)
        self._apply()

    @on(QueryBar.Left)
    def _leave_query(self) -> None:
        self.action_leave_input()

    def lay_out(self) -> None:
        super().lay_out()
        if self.size_layout not in {Layout.TINY, Layout.NARROW} and not self.query_bar.is_editing:
            self.query_bar.tuck_away()

    def _apply(self) -> None:
        """Hide and set off rows as the query and the choice of problems say."""
        query = self._query
        self.listing.narrow(
            query,
            now=self.context.now(),
            only_problems=self.only_problems,
            highlights=self.query_bar.highlights,
        )
        self.messages.change_look(query=None if query.is_empty else query)
        self.messages.show()
        self.repaint()

    def _query_facts(self) -> Runs:
        hits = self.listing.hit_count()
        if hits:
            return [*hits, *sentence(self.app, "   {match.next} {match.previous go there}", "faint")]
        counts = self.listing.counts() if self.listing.caption else []
        index = self.listing.view.index
        shown, held, _ = self.listing.books.messages()
        if counts and isinstance(index, Matches) and not is_long(index) and held:
            share = 100 * shown / held
            counts = [(f"{share:.0f}% · " if share >= 1 or not share else "<1% · ", "muted"), *counts]
        return counts

    @property
    def _query_key(self) -> str:
        return f"feed:{self.state.name}"


def _is(value: str) -> str:
    """Return the predicate for a value at a JSON path, of which only the text is known."""
    text = in_quotes(value)
    return f"in [{text}, {value}]" if _BARE.fullmatch(value) else f"== {text}"
