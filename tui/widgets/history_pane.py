"""HistoryPane: the checks of an endpoint, the newest first, and which of them is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.model.check import Outcome
from tui.text.units import count
from tui.widgets.advice import NOTHING_YET
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane
from tui.widgets.pressing import pressing
from tui.widgets.sample_order import ORDERS, SampleOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Click

    from tui.model.endpoint_state import EndpointState
    from tui.widgets.history_row import HistoryRow
    from tui.widgets.line import Line, Runs

__all__ = ["HistoryPane"]


class HistoryPane(Pane, Movable):
    """One row for each check; the first one is live, any other stands still under the cursor."""

    @dataclass
    class Selected(Message):
        """Another sample is to be shown."""

        number: int | None
        """`None`: whichever is the newest."""

    def __init__(
        self,
        state: EndpointState,
        *,
        end: Callable[[], int],
        selected: Callable[[], int | None],
        row: HistoryRow,
        number: int | None = None,
    ) -> None:
        """Take the endpoint and what gives the part of it that is in view.

        Args:
            state: Whose samples these are.
            end: The number after the newest sample that is shown.
            selected: The number of the sample that is looked at; `None`: the newest.
            row: Writes one sample.
            number: The digit that focuses it.
        """
        super().__init__()
        self.number = number
        self.failed_only = False
        """Are the good ones left out?"""
        self._state, self._end, self._selected, self._row = state, end, selected, row
        self._top: int | None = None
        """The number in the first line; `None`: the newest."""
        self._shown: int | None = None
        self.order = ORDERS[0]
        """Which rows come first: "slowest", "fastest", "oldest"; "": the newest."""
        self._ordered = SampleOrder(state.samples, self.order, failed_only=False)

    def sort(self, *, reverse: bool = False) -> None:
        """Put the rows into the next order, or the other way round."""
        at = ORDERS.index(self.order)
        self.order = ORDERS[at ^ 1] if reverse else ORDERS[(at // 2 * 2 + 2) % len(ORDERS)]
        self._top = None
        self.sync()

    def title(self) -> Runs:
        """Return the name, which its tab has where it has no frame, and what is not as usual."""
        runs: Runs = [("history", "muted")] if self.boxed else []
        if self.failed_only:
            words = "failed" if self.order else "failed only"
            runs.append((words, pressing("screen.problems", "warn-strong")))
        if self.order:
            runs.append((self.order, pressing("screen.sort", "string")))
        if self._row.caption and not self.boxed:
            runs.append((self._row.caption, "string"))
        return [(f"  {text}" if at else text, tag) for at, (text, tag) in enumerate(runs)]

    def facts(self) -> Runs:
        if self.failed_only:
            kept = self._end() - self._state.samples.start
            return [(f"{count(len(self._numbers()))} of {count(kept)}", "muted")]
        return [] if self.boxed else self.foot_facts()

    def foot(self) -> Runs:
        return [(self._row.caption, "string")] if self._row.caption else []

    def foot_facts(self) -> Runs:
        numbers = self._numbers()
        if not numbers:
            return []
        place = self._place(numbers)
        at = f"{count(place + 1)}/" if numbers[place] == self._current() else ""
        return [(f"{at}{count(len(numbers))}", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        numbers = self._numbers()
        if not numbers:
            words = "no check has failed" if self.failed_only else NOTHING_YET
            return [self.line(width).runs(self.sentence(words))]
        if self._selected() != self._shown:
            self._shown = self._selected()
            self._reveal(numbers, height)
        first = self._first(numbers, height)
        shown = list(numbers[first : first + height])
        current = self._current()
        bar = "bar" if self.is_held else "bar-quiet"
        slowest = max((self._state.samples[number].latency or 0.0 for number in shown), default=0.0)
        rows: list[Line] = []
        for number in shown:
            on = bar if number == current else "page"
            row = self.line(width if self.boxed else width - 1, on=on)
            self._row.write(row, self._state, number, is_current=number == current, slowest=slowest)
            rows.append(self.line(width, on=on).join(row))
        return rows

    def incident(self, step: int) -> int | None:
        """Return the number of the next check at which it began to be bad or failed, or of the one before."""
        samples, current = self._state.samples, self._current()
        order = range(current - 1, samples.start - 1, -1) if step > 0 else range(current + 1, self._end())
        for number in order:
            outcome = samples[number].outcome
            before = samples[number - 1].outcome if number > samples.start else Outcome.UP
            if outcome is not before and (before is Outcome.UP or outcome is Outcome.DOWN):
                return number
        return None

    def page_rows(self) -> int:
        return max(1, self.inner_size(*self.size)[1])

    def move_by(self, rows: int) -> None:
        numbers = self._numbers()
        if not numbers:
            return
        place = self._place(numbers)
        if numbers[place] != self._current() and rows > 0:
            rows -= 1
        self._select(numbers[max(0, min(place + rows, len(numbers) - 1))])

    def move_to(self, *, end: bool) -> None:
        numbers = self._numbers()
        if numbers:
            self._select(numbers[-1 if end else 0])

    def on_click(self, event: Click) -> None:
        numbers = self._numbers()
        at = self._first(numbers, self.page_rows()) + event.y - 1
        if 0 <= event.y - 1 < self.page_rows() and at < len(numbers):
            self._select(numbers[at])

    def _numbers(self) -> Sequence[int]:
        """Return the numbers of the rows, in their order."""
        if (self._ordered.order, self._ordered.failed_only) != (self.order, self.failed_only):
            self._ordered = SampleOrder(self._state.samples, self.order, failed_only=self.failed_only)
        return self._ordered.until(self._end())

    def _current(self) -> int:
        selected = self._selected()
        return self._end() - 1 if selected is None else selected

    def _place(self, numbers: Sequence[int]) -> int:
        """Return where the current sample is, or would be."""
        return min(self._ordered.place(numbers, self._current()), len(numbers) - 1)

    def _first(self, numbers: Sequence[int], height: int) -> int:
        first = 0 if self._top is None else self._ordered.place(numbers, self._top)
        return max(0, min(first, len(numbers) - height))

    def _reveal(self, numbers: Sequence[int], height: int) -> None:
        """Bring the current row into view; live, the newest is the first."""
        place, first = self._place(numbers), self._first(numbers, height)
        if self._selected() is None:
            self._top = None
        elif not first <= place < first + height or self._top is None:
            is_near = first - 1 <= place <= first + height
            first = max(min(first, place), place - height + 1) if is_near else max(0, place - height // 2)
            self._top = numbers[first]

    def scroll_view(self, rows: int) -> None:
        numbers = self._numbers()
        if numbers:
            first = self._first(numbers, self.page_rows())
            self._top = numbers[max(0, min(first + rows, len(numbers) - 1))]
            if first + rows <= 0 and self._selected() is None:
                self._top = None
            self.sync()

    def _select(self, number: int) -> None:
        self.post_message(self.Selected(None if number == self._end() - 1 else number))
