"""Listing: what of a feed's rows somebody looks at, marks and searches."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from tui.model.conditions.large_json import LARGE
from tui.model.conditions.message_filter import message_predicate
from tui.model.message_type import TypeReader
from tui.text import units
from tui.text.safe import clean
from tui.widgets.ledger import Books
from tui.widgets.newcomers import Newcomers
from tui.widgets.problem_rows import is_problem
from tui.widgets.row_index import Matches
from tui.widgets.viewport import Viewport
from tui.widgets.watched_values import WatchedValues

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.conditions.query import Query
    from tui.model.feed_state import FeedState
    from tui.model.message import Row
    from tui.widgets.line import Runs

__all__ = ["Listing", "is_long"]

_FARTHEST = 20_000
"""Rows that a search for a problem looks at before it gives up."""
_LONG, _SHARE = 4, 3
"""Looking for so many times its budget is followed by a rest, so that it takes that fraction of the time."""
_FEW = 300
"""Rows that are looked at before anybody could read that they are: on a live feed some always wait."""


def is_long(matches: Matches[Row]) -> bool:
    """Will the search go on for so long that it has to be said?"""
    return matches.remaining > _FEW


class Listing:
    """The rows of a feed as one user sees them: some hidden, some marked, one selected."""

    def __init__(self, state: FeedState, *, clock: Callable[[], float] = perf_counter) -> None:
        self.state = state
        self._clock = clock
        self._rests_until = 0.0
        self.view = Viewport(state.rows)
        self.books = Books(state, self.view)
        self.reader = TypeReader(state.feed.type_path)
        self.newcomers = Newcomers(self.view, self.reader)
        self.marks = state.noticed.marks
        """The numbers of the rows that the user or a trigger has marked."""
        self.marked_at: float | None = None
        """When the row came that the user marked last, which times are counted from; `None`: none is."""
        self.hits: Matches[Row] | None = None
        """What is searched for without hiding the rest."""
        self.caption = ""
        """What the rows are narrowed to, in words; "": nothing is hidden."""
        self.leaves_out_large = False
        """Are there messages that are too large for the path that is asked for, and so are not found?"""
        self.watched = WatchedValues(state.rows, self.reader)
        """The values at the JSON paths that the user watches."""
        self._kept: tuple[int, Row] | None = None

    @property
    def current(self) -> tuple[int, Row] | None:
        """The number of the selected or newest row and the row, even if the buffer has let it go."""
        self.keep()
        return self._kept

    def keep(self) -> None:
        """Hold on to the current row: on a fast feed the buffer lets it go before the next repaint."""
        if self._kept is not None and self._kept[0] == self.view.current:
            return
        if self.view.current is not None and self.view.current < self.view.rows.start:
            self.view.to_start()  # it went before anybody saw it: the oldest is the nearest to it
        number, rows = self.view.current, self.view.rows
        is_there = number is not None and rows.start <= number < rows.end
        self._kept = (number, rows[number]) if number is not None and is_there else None

    def advance(self, budget: float) -> bool:
        """Look for matches and watched values for about so long. Return whether all have been found.

        A single row can take longer, and every key makes a list look for rows:
        after that the time belongs to others for a while.
        """
        began = self._clock()
        if began < self._rests_until:
            return False
        is_done = self.view.index.advance(budget)
        self.newcomers.advance(budget / 8)
        is_done = self.watched.advance(budget / 2) and is_done
        is_done = is_done if self.hits is None else self.hits.advance(budget) and is_done
        spent = self._clock() - began
        if spent > _LONG * budget:
            self._rests_until = began + _SHARE * spent
        return is_done

    def show_only(self, test: Callable[[Row], bool] | None, caption: str = "") -> None:
        """Show only the rows that pass; say in words which."""
        self.caption = caption
        self.view.show_only(test)

    def highlight(self, test: Callable[[Row], bool] | None) -> None:
        """Set off the rows that pass, and hide none."""
        origin = self.view.current
        self.hits = Matches(self.view.rows, test, origin or 0) if test else None

    def narrow(
        self, query: Query, *, now: float, only_problems: bool = False, highlights: bool = False
    ) -> None:
        """Hide what does not match a query, or only set off what does, and show problems only if so asked."""
        highlights = highlights and not query.is_empty
        self.leaves_out_large = False
        test: Callable[[Row], bool] | None = None
        if not query.is_empty:
            test = message_predicate(query, now=now, type_of=self.reader, refused=self._leave_out)
        self.highlight(test if highlights else None)
        caption = ["problems only"] if only_problems else []
        if not query.is_empty and not highlights:
            caption.append(f"/ {clean(query.text)}")
        test = None if highlights else test
        self.show_only(self._problems(test) if only_problems else test, "  ".join(caption))

    def _leave_out(self) -> None:
        self.leaves_out_large = True

    def _problems(self, test: Callable[[Row], bool] | None) -> Callable[[Row], bool]:
        reader = self.reader
        if test is None:
            return lambda row: is_problem(row, reader)
        return lambda row: is_problem(row, reader) and test(row)

    def nearest(self, at: float) -> int | None:
        """Return the number of the last row in the list at that time or before it, else of the first."""
        index, rows = self.view.index, self.view.rows
        low, high = index.low, index.high
        while low < high:
            middle = (low + high) // 2
            if rows[index.number(middle)].at <= at:
                low = middle + 1
            else:
                high = middle
        if index.low == index.high:
            return None
        return index.number(max(index.low, low - 1))

    def freeze(self) -> None:
        """Keep what is shown as it is, or go on."""
        if self.view.is_frozen:
            self.view.thaw()
            self.books.release()
        else:
            self.view.freeze()
            self.books.hold()
        if self.hits is not None:
            self.hits.rows = self.view.rows

    def mark(self) -> None:
        """Mark the current row and count times from it, or take its mark away."""
        current = self.current
        if current is not None:
            self.marks ^= {current[0]}
            self.marked_at = current[1].at if current[0] in self.marks else None

    def is_hit(self, number: int) -> bool:
        """Is the row among those that are searched for?"""
        return self.hits is not None and self.hits.has(number)

    def to_hit(self, step: int) -> bool:
        """Select the next row that is searched for, or the one before. Return whether there is one."""
        hits = self.hits
        if hits is None or hits.high == hits.low:
            return False
        number = self.view.current or 0
        ordinal = hits.ordinal(number)
        if step < 0 or self.is_hit(number):
            ordinal += step
        self.view.select(hits.number(hits.low + (ordinal - hits.low) % (hits.high - hits.low)))
        return True

    def to_problem(self, step: int) -> bool:
        """Select the next row that is marked or about an error, or the one before."""
        index = self.view.index
        start = index.ordinal(self.view.current or 0) + step
        for ordinal in range(start, start + step * _FARTHEST, step):
            if not index.low <= ordinal < index.high:
                return False
            number = index.number(ordinal)
            is_odd = number in self.marks or number in self.state.noticed.breaks
            if is_odd or is_problem(self.view.rows[number], self.reader):
                self.view.select(number)
                return True
        return False

    def counts(self) -> Runs:
        """Say how many of the messages in memory are in the list, and whether that is known yet."""
        rows, index = self.view.rows, self.view.index
        shown, held, total = self.books.messages()
        if not isinstance(index, Matches):
            return [(f"{units.count(held)} of {units.count(total)}", "muted")] if rows.start else []
        notes: Runs = []
        if self.leaves_out_large:
            notes.append((f"over {units.size(LARGE)} left out  ", "warn"))
        if is_long(index):
            length = rows.end - rows.start
            done = 100 * max(0, length - index.remaining) // max(1, length)
            notes.append((f"looking… {done}%  ", "warn"))
        return [*notes, (f"{units.count(shown)} of {units.count(held)}", "muted")]

    def hit_count(self) -> Runs:
        """Say which of the hits is selected, and how many there are."""
        hits = self.hits
        if hits is None:
            return []
        total = hits.high - hits.low
        if not total:
            return [("looking…" if is_long(hits) else "no hit", "warn")]
        number = self.view.current
        at = hits.ordinal(number) - hits.low + 1 if number is not None and self.is_hit(number) else None
        return [
            (
                f"hit {units.count(at)} of {units.count(total)}" if at else f"{units.count(total)} hits",
                "muted",
            )
        ]

    def place(self, key: Callable[[str, str], tuple[str, str]]) -> Runs:
        """Say where in the stream the view is; `key` makes the caption of a key that leads on."""
        view = self.view
        if view.is_frozen:
            return [("frozen", "paused"), (" · ", "muted"), key("freeze", "resumes")]
        if view.follows:
            return [("following", "ok")]
        if new := self.newcomers.told():
            return [*new, (" · ", "muted"), key("move.bottom", "follows")]
        if not view.below:
            return [key("move.bottom", "follows")]
        return [(f"{units.count(view.below)} below", "text"), (" · ", "muted"), key("move.bottom", "follows")]
