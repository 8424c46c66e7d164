"""TypeTable: which types of messages a feed brings, and how many of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from tui.model.message_type import TypeReader
from tui.text import safe, units
from tui.text.bars import bars
from tui.text.type_rows import TypeFacts, course_cells, type_rows
from tui.widgets.crosshair import Axis, TimeAxis
from tui.widgets.document import put_runs
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane
from tui.widgets.type_counts import TypeCounts, course_columns

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from textual.events import Click

    from tui.model.feed_state import FeedState
    from tui.model.mask import Mask
    from tui.text.glyphs import Line as Pieces
    from tui.widgets.line import Line, Runs
    from tui.widgets.outlook import Outlook

__all__ = ["TypeTable"]

_BUDGET = 0.004
_PAUSE = 0.02
_ORDERS = ("count", "name")
_TAGS = {"label": "literal", "series": "series-feed", "value": "muted", "mark": "paused|cross"}
_ROOMY = 60
"""Cells from which there is room for more than a bar."""


class TypeTable(TimeAxis, Pane, Movable):
    """A bar for each type; of one that is chosen only the messages are shown."""

    margin = 0

    @dataclass
    class Chosen(Message):
        """Only the messages of this type are to be shown."""

        kind: str

    def __init__(
        self,
        feed: Callable[[], FeedState | None],
        outlook: Outlook,
        *,
        mask: Mask,
        number: int | None = None,
    ) -> None:
        """Take what gives the feed, and how the line of each row looks at the past."""
        super().__init__()
        self.number = number
        self._feed = feed
        self._outlook = outlook
        self.counts: TypeCounts | None = None
        """`None`: there is no feed."""
        self._counted: FeedState | None = None
        self.order = _ORDERS[0]
        """What the rows are sorted by."""
        self.is_reversed = False
        self._mask = mask
        self._cursor = self._top = 0
        self._names: list[str] = []
        self._axis: Axis | None = None

    def sort(self, *, reverse: bool) -> None:
        """Sort by the next column, or the other way round."""
        if reverse:
            self.is_reversed = not self.is_reversed
        else:
            self.order = _ORDERS[(_ORDERS.index(self.order) + 1) % len(_ORDERS)]
        self._names = []
        self.sync()

    def move_by(self, rows: int) -> None:
        self._cursor = max(0, min(self._cursor + rows, len(self._names) - 1))
        self.sync()

    def move_to(self, *, end: bool) -> None:
        self.move_by(len(self._names) if end else -len(self._names))

    def choose(self) -> None:
        """Show only the messages of the selected type."""
        if self._cursor < len(self._names):
            self.post_message(self.Chosen(self._names[self._cursor]))

    def sync(self) -> None:
        self._keep_up()
        is_done = self.counts is None or self.counts.advance(_BUDGET)
        super().sync()
        if not is_done:
            self.sync_in(_PAUSE)

    def title(self) -> Runs:
        counted, window = units.span(self._span()), units.span(self._outlook.window())
        return [
            ("by type", "muted"),
            (f" · {counted}{'' if counted == window else f' of {window}'}", "muted"),
        ]

    def facts(self) -> Runs:
        order = f"by {self.order}{' ↑' if self.is_reversed else ''}" if self._has_other_order() else ""
        estimate = "≈ " if self.counts is not None and self.counts.skipped else ""
        return [(estimate + order, "faint")] if estimate or order else []

    def foot_facts(self) -> Runs:
        return [self.key("message.open", "shows only one", "faint")] if self.has_focus and self._names else []

    def content(self, width: int, height: int) -> list[Line]:
        self._keep_up()
        known, self._axis = self.counts, None
        counts = known.window(self._outlook.now(), self._outlook.window()) if known is not None else None
        if known is None or not counts:
            self._names = []
            return [self.line(width).put(f" no message in {units.span(self._span())}", "muted")]
        self._order_rows(counts)
        self._cursor = min(self._cursor, len(self._names) - 1)
        self._top = max(min(self._top, self._cursor), self._cursor - height + 1, 0)
        shown = slice(self._top, self._top + height)
        pieces = self._pieces(known, counts, width)[shown]
        return [self._row(at, row, width) for at, row in enumerate(pieces, self._top)]

    def moment_under(self, x: int, y: int) -> float | None:
        is_row = 0 < y < self.size.height - self.boxed and self._top + y <= len(self._names)
        return self._axis.moment(x) if is_row and self._axis is not None else None

    def _pieces(self, known: TypeCounts, counts: Counter[str], width: int) -> list[Pieces]:
        """Return every row: with all that is known where there is room, else with a bar."""
        now, seconds, glyphs = self._outlook.now(), self._outlook.window(), self._outlook.glyphs()
        names = [safe.clean(self._mask(name)) for name in self._names]
        if width < _ROOMY:
            items = [(name, float(counts[kind])) for name, kind in zip(names, self._names, strict=True)]
            return bars(items, max(0, width - 2), glyphs=glyphs)
        sizes = known.sizes(now, seconds)
        facts = [
            TypeFacts(
                name=name,
                count=counts[kind],
                size=sizes[kind],
                age=max(0.0, now - known.last_at[kind]),
                columns=partial(known.columns, kind, now, seconds),
            )
            for name, kind in zip(names, self._names, strict=True)
        ]
        cells = course_cells(names, width - 2)
        columns = course_columns(seconds, len(cells)) if cells else 0
        self._axis = Axis(self.boxed + 1 + cells.start, columns, now, seconds)
        marked = self._axis.column(self._outlook.marked_at())
        return type_rows(
            facts, width - 2, seconds=seconds, counted=self._span(), marked=marked, glyphs=glyphs
        )

    def _row(self, at: int, pieces: list[tuple[str, str]], width: int) -> Line:
        is_current = at == self._cursor and self.has_focus
        line = self.line(width, on="bar" if is_current else "page")
        line.put("▌" if is_current else " ", "accent")
        return put_runs(line, [(text, _TAGS.get(tag, tag)) for text, tag in pieces])

    def _order_rows(self, counts: Counter[str]) -> None:
        """Sort the rows; under somebody's cursor they stay, and new ones come last."""
        if self.has_focus and self._names:
            kept = [name for name in self._names if name in counts]
            self._names = kept + [name for name, _ in counts.most_common() if name not in kept]
        elif self.order == "name":
            self._names = sorted(counts, reverse=self.is_reversed)
        else:
            self._names = sorted(counts, key=lambda name: (-counts[name], name), reverse=self.is_reversed)

    def _has_other_order(self) -> bool:
        return self.is_reversed or self.order != _ORDERS[0]

    def _span(self) -> float:
        """Return for how many seconds messages are counted: those of the window that are still known."""
        window = self._outlook.window()
        return self.counts.span(self._outlook.now(), window) if self.counts is not None else window

    def _keep_up(self) -> None:
        """Begin to count anew if there is another feed to count the messages of."""
        state = self._feed()
        if state is not self._counted and state is not None:
            self._counted = state
            self.counts = TypeCounts(state.rows, TypeReader(state.feed.type_path))
            self._names, self._cursor = [], 0

    def on_click(self, event: Click) -> None:
        """Select the type under the mouse; a second click shows only that one."""
        row = self._top + event.y - 1
        if 0 <= row < len(self._names):
            self._cursor = row
            self.sync()
            if event.chain > 1:
                self.choose()
