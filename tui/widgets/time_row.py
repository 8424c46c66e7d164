"""TimeRow: one message or check on the time line, and in a sentence how it follows another one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui.model.check import Outcome
from tui.model.endpoint_state import EndpointState
from tui.model.mask import masked_start
from tui.model.message import FeedMessage, Notice
from tui.text import units
from tui.text.cells import fit_name
from tui.text.safe import clean, fit
from tui.text.urls import public_url
from tui.widgets.history_row import sample_sign, sample_word
from tui.widgets.lanes import Checked
from tui.widgets.message_row import RowLook, row_sign, write_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.widgets.lanes import Lane, Lanes, Spot
    from tui.widgets.line import Line, Runs

__all__ = ["TimeRow"]

_TIME, _DELTA, _WHAT, _TOOK = 12, 8, 16, 7
_TIME_FROM, _WIDE_FROM = 60, 110
"""Cells of a row from which it has the time of day, and from which names have more room."""
_BOTH_FROM = 72
"""Cells of a row from which it tells the time since the row before besides that since the mark, and both
beside a time of day to the millisecond."""
_SHORT_TIME = 8
_NAME, _WIDE_NAME = 12, 18
_SHOWN = 8_000
"""Bytes of a message of which one line is made."""


class TimeRow:
    """Writes what stands at a spot: when, how long after another, whose, and what."""

    def __init__(
        self,
        lanes: Callable[[], Lanes],
        *,
        mask: Mask,
        now: Callable[[], float],
        ages: Callable[[], bool],
        ascii_only: Callable[[], bool],
    ) -> None:
        self._lanes = lanes
        self._mask = mask
        self._now = now
        self._ages = ages
        self._ascii_only = ascii_only

    def head(self, line: Line, *, has_mark: bool) -> Line:
        """Write what the columns are."""
        line.put("   ", "faint")
        if line.width >= _TIME_FROM:
            line.put("TIME", "faint", width=self._time_width(line.width)).put(" ")
        if not has_mark or line.width >= _BOTH_FROM:
            line.put("Δ BEFORE", "faint", width=_DELTA, align="right").put(" ")
        if has_mark:
            line.put("Δ MARK", "faint", width=_DELTA, align="right").put(" ")
        return line.put("FROM", "faint", width=_name_width(line.width) + 1).put("WHAT", "faint")

    def write(self, line: Line, spot: Spot, *, before: Spot | None, mark: Spot | None) -> Line:
        """Write a row behind the cursor's cell; `before` is the one above it, `mark` what was marked."""
        lane, row = self._lanes().lanes[spot.name], self._lanes()[spot]
        if row is None:
            return line.put("gone", "muted")
        glyph, tag = self._sign(row)
        line.put(glyph, tag).put(" ")
        if line.width >= _TIME_FROM:
            width = self._time_width(line.width)
            at = units.clock(spot.at, millis=width == _TIME)
            at = units.ago(spot.at, self._now()) if self._ages() else at
            line.put(at, "faint", width=width, align="right").put(" ")
        if mark is None or line.width >= _BOTH_FROM:
            after = units.distance(spot.at - before.at) if before is not None else ""
            line.put(after, "faint", width=_DELTA, align="right").put(" ")
        if mark is not None:
            since, tag = units.distance(spot.at - mark.at), "accent"
            if spot == mark:
                since, tag = "*" if self._ascii_only() else "◆", "accent-strong"
            line.put(since, tag, width=_DELTA, align="right").put(" ")
        line.put(fit_name(clean(spot.name), _name_width(line.width)), "muted").put(" ")
        if isinstance(row, Checked):
            return self._write_check(line, lane, row)
        look = RowLook(ascii_only=self._ascii_only(), sized=line.width >= _WIDE_FROM)
        return write_content(line, row, look=look, reader=lane.reader, mask=self._mask)

    def sentences(self, spot: Spot, other: Spot) -> list[Runs]:
        """Say how long after the one the other came: "order.created #7 of trades came 84ms after POST /".

        What is short leaves out the one that the cursor shows: "84ms after POST /".
        """
        first, last = sorted((spot, other))
        took = units.duration(last.at - first.at)
        came = "after" if spot == last else "before"
        return [
            [(self._said(last), "text"), (f" came {took} after ", "muted"), (self._said(first), "text")],
            [(f"{took} {came} ", "muted"), (self._said(other), "text")],
        ]

    def plain(self, spot: Spot) -> str:
        """Return a row as one line of text."""
        row = self._lanes()[spot]
        at = units.clock(spot.at, millis=True)
        if isinstance(row, FeedMessage):
            payload = clean(masked_start(row.body, _SHOWN, self._mask).decode("utf-8", "replace"))
            return f"{at} {clean(spot.name)} {self._what(spot)} {payload}"
        return f"{at} {clean(spot.name)} {self._what(spot)}"

    def _time_width(self, width: int) -> int:
        return _TIME if width >= _BOTH_FROM or self._ages() else _SHORT_TIME

    def _sign(self, row: Row | Checked) -> tuple[str, str]:
        if isinstance(row, Checked):
            return sample_sign(row.sample, ascii_only=self._ascii_only())
        return row_sign(row, ascii_only=self._ascii_only())

    def _write_check(self, line: Line, lane: Lane, row: Checked) -> Line:
        sample, result = row.sample, row.result
        tag = sample_sign(sample, ascii_only=False)[1]
        is_flaky = sample.outcome is Outcome.FLAKY
        loud = tag if tag != "ok" else "text"
        line.put(fit(f"{_method(lane)} {sample_word(sample, result)}", _WHAT), loud).put(" ")
        took = units.duration(sample.latency)
        line.put(took, "text" if is_flaky else loud, width=_TOOK, align="right").put(" ")
        failure = result.failure if result is not None else None
        if failure is not None:
            return line.runs([(clean(self._mask(failure.message)), tag)], width=line.left - 1)
        what: Runs = [(self._path(lane), "muted")]
        first = result.attempts[0].failure if is_flaky and result is not None else None
        if first is not None:
            what.append((f"  attempt 1: {clean(self._mask(first.message))}", tag))
        return line.runs(what, width=line.left - 1)

    def _said(self, spot: Spot) -> str:
        lane = self._lanes().lanes.get(spot.name)
        ordinal = lane.ordinal(spot.number) if lane is not None else None
        number = f" #{units.count(ordinal)}" if ordinal else ""
        return f"{self._what(spot)}{number} of {clean(spot.name)}"

    def _what(self, spot: Spot) -> str:
        lane, row = self._lanes().lanes.get(spot.name), self._lanes()[spot]
        if lane is None or row is None:
            return "what has gone"
        if isinstance(row, Notice):
            return str(row.kind)
        if isinstance(row, FeedMessage):
            return clean(self._mask(lane.reader(row)))
        return f"{_method(lane)} {self._path(lane)} {sample_word(row.sample, row.result)}"

    def _path(self, lane: Lane) -> str:
        if not isinstance(lane.state, EndpointState):
            return ""
        parts = urlsplit(public_url(lane.state.endpoint.url, self._mask))
        return clean(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")


def _method(lane: Lane) -> str:
    return str(lane.state.endpoint.method) if isinstance(lane.state, EndpointState) else ""


def _name_width(width: int) -> int:
    return _WIDE_NAME if width >= _WIDE_FROM else _NAME
