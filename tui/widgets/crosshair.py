"""Crosshair: the moment that every chart of a screen marks, with what it is in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.message import Message

from tui.model.check import Outcome
from tui.model.endpoint_state import EndpointState
from tui.text.columns import Mark, column_of, rate_at
from tui.text.units import clock, duration, rate
from tui.widgets.document import highlight
from tui.widgets.history_row import sample_word
from tui.widgets.picking import sample_in, sample_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import MouseMove

    from tui.model.board import State
    from tui.model.feed_state import FeedState
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Runs

__all__ = ["Axis", "Hovered", "TimeAxis", "cross", "reading", "sample_at"]

_LINE, _ON, _ON_ONE = "paused", "cross", "notch"
_QUIET = {"series", "series-feed", "series-none", "muted", "faint"}
"""What has the colour of the line where the line passes; what is loud stays so."""
_MARKS = {Mark.FAILED: ("connection lost", "err"), Mark.PAUSED: ("paused", "muted")}
"""What a column is marked with, though the moment itself had a connection."""
_BAD_REQUEST = 400


@dataclass
class Hovered(Message):
    """The mouse is over a moment of a chart; `None`: over no chart any more."""

    at: float | None


class Axis(Struct, frozen=True):
    """The cells that a stretch of time is drawn in, the newest at the right."""

    start: int
    """The first cell, counted from the left of the widget."""
    width: int
    now: float
    span: float
    """Seconds from the left end to the right."""

    def column(self, at: float | None) -> int | None:
        """Return the column that a moment is in; `None`: it is in none of them."""
        found = None if at is None else column_of(at, self.width, now=self.now, span=self.span)
        return found if found is not None and 0 <= found < self.width else None

    def moment(self, x: int) -> float | None:
        """Return the moment that is in the middle of a cell; `None`: the cell is beside the axis."""
        column = x - self.start
        if not 0 <= column < self.width or self.span <= 0:
            return None
        step = self.span / self.width
        middle = (self.now // step - self.width + 1 + column + 0.5) * step
        return min(middle, self.now)


class TimeAxis:
    """Makes a widget with charts tell which moment the mouse is over."""

    _hovered_at: float | None = None

    def moment_under(self, x: int, y: int) -> float | None:
        """Return the moment that a cell of the widget stands for; `None`: it stands for none."""
        raise NotImplementedError

    def on_mouse_move(self, event: MouseMove) -> None:
        self._tell(self.moment_under(event.x, event.y))

    def on_leave(self) -> None:
        self._tell(None)

    def _tell(self, at: float | None) -> None:
        if at != self._hovered_at:
            self._hovered_at = at
            self.post_message(Hovered(at))  # type: ignore[attr-defined]  # mixed into a widget


def cross(rows: Sequence[Runs], column: int | None, glyphs: Glyphs) -> list[Runs]:
    """Draw a vertical line through a chart; what is drawn in its way is set off instead."""
    if column is None:
        return list(rows)
    if len(rows) == 1:  # where there are no grounds, the line itself is drawn
        return [highlight(row, column, column + 1, _ON_ONE, _quietly(row, column)) for row in rows]
    blank = {" ", glyphs.band, glyphs.dash}
    return [_crossed(row, column, blank, glyphs.axis) for row in rows]


def _quietly(row: Runs, column: int) -> str | None:
    """Return the colour of the line, unless what is in its way is loud."""
    return _LINE if _cell(row, column)[1] in _QUIET else None


def _crossed(row: Runs, column: int, blank: set[str], line: str) -> Runs:
    if _cell(row, column)[0] not in blank:
        return highlight(row, column, column + 1, _ON, _quietly(row, column))
    marked = highlight(row, column, column + 1, _ON, _LINE)
    return [(line if name == f"{_LINE}|{_ON}" else piece, name) for piece, name in marked]


def _cell(row: Runs, column: int) -> tuple[str, str]:
    """Return what is in a column of a row, and its tag."""
    for text, tag in row:
        if column < len(text):
            return text[column], tag
        column -= len(text)
    return "", ""


def sample_at(state: State, axis: Axis, at: float | None) -> int | None:
    """Return the number of the sample that a chart shows at a moment; `None`: there is none."""
    column = axis.column(at)
    if at is None or column is None or not isinstance(state, EndpointState):
        return None
    number = sample_of(state, at)
    return sample_in(state, column, axis.width, now=axis.now, span=axis.span) if number is None else number


def reading(state: State, axis: Axis, at: float | None, *, parts: int = 1) -> Runs:
    """Return time and value of what a chart shows at a moment: "09:40:12 812ms 200"; nothing outside.

    `parts` is how many values of a feed's rate are drawn in each column.
    """
    column = axis.column(at)
    if at is None or column is None:
        return []
    if not isinstance(state, EndpointState):
        return [(f"{clock(at)} ", _LINE), *_feed_value(state, axis, at, parts)]
    number = sample_at(state, axis, at)
    if number is None:
        return [(clock(at), _LINE), (" no check yet", "muted")]
    sample = state.samples[number]
    when = [(f"{clock(sample.at)} ", _LINE)]
    is_bad = sample.outcome is Outcome.DOWN
    loud = "err" if is_bad else "text" if sample.outcome is Outcome.UP else "warn"
    took = [(f"{duration(sample.latency)} ", loud)] if sample.latency is not None else []
    result = state.result(number)
    word = sample_word(sample, result)
    if is_bad and result is None and sample.status is not None and sample.status < _BAD_REQUEST:
        word = f"{word}, failed"  # why has been forgotten, and the status alone would say that it passed
    return [*when, *took, (word, "err" if is_bad else "muted")]


def _feed_value(state: FeedState, axis: Axis, at: float, parts: int) -> Runs:
    """Return how many messages a second are drawn at a moment, or why there were none."""
    if state.paused_spans.held_at(at):
        return [("paused", "muted")]
    if not state.open_spans.held_at(at):
        is_known = state.known_at is not None and at >= state.known_at
        return [("no connection", "err" if is_known else "muted")]
    drawn, mark = rate_at(state, at, axis.width, now=axis.now, span=axis.span, parts=parts)
    found = [(rate(drawn), "text")] if drawn is not None else []
    if mark is not None:
        found += [*([(" · ", "muted")] if found else []), _MARKS[mark]]
    return found or [("no rate yet", "muted")]
