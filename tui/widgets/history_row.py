"""HistoryRow: one check of an endpoint in one row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.model.check import Outcome
from tui.model.conditions.check_facts import CheckFacts, select
from tui.model.conditions.facts import FactError, Missing
from tui.model.conditions.show import show
from tui.model.failure import FailureKind
from tui.text.glyphs import ASCII
from tui.text.safe import clean, fit
from tui.text.states import failure_word
from tui.text.units import NOTHING, clock, duration, size, span

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from tui.model.check import CheckResult, Sample
    from tui.model.conditions.json_path import JsonPath
    from tui.model.endpoint_state import EndpointState
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line

__all__ = ["HistoryRow", "sample_sign", "sample_word"]

_LOOKS = {
    Outcome.UP: ("●", "o", "ok"),
    Outcome.FLAKY: ("▲", "!", "warn"),
    Outcome.DEGRADED: ("▲", "!", "warn"),
    Outcome.DOWN: ("✗", "x", "err"),
}
_SERIES = {Outcome.DEGRADED: "series-warn", Outcome.DOWN: "series-err"}
"""The bars that are not healthy."""
_UNCOUNTED = ("?", "?", "none")
"""While our own network was down."""
_NUMBER = re.compile(r"-?[0-9.e+-]+")
_SIZE = 9
_LEAST_BAR = 6
_COLUMN = 14
_LARGEST = 200_000
"""Bytes of body from which on a JSON path is not looked up: it would take too long for a row."""
_KEPT = 1_000


class HistoryRow:
    """Writes samples as rows, with as much beside the time, status and latency as there is room for."""

    def __init__(
        self,
        *,
        now: Callable[[], float],
        ages: Callable[[], bool],
        glyphs: Callable[[], Glyphs],
        mask: Callable[[str], str],
        marked: Callable[[], int | None],
    ) -> None:
        """Take what gives the time, how it is written, and which sample is the mark."""
        self._now, self._ages, self._glyphs = now, ages, glyphs
        self._mask, self._marked = mask, marked
        self._path: JsonPath | None = None
        self._values: dict[int, str] = {}

    @property
    def caption(self) -> str:
        """The JSON path that is watched; "": none is."""
        return clean(str(self._path), 40) if self._path is not None else ""

    def watch(self, path: JsonPath | None) -> None:
        """Show the value at a path in each row, or no longer."""
        self._path = path
        self._values.clear()

    def write(
        self, line: Line, state: EndpointState, number: int, *, is_current: bool | None, slowest: float
    ) -> Line:
        """Write one sample; `slowest` is the latency whose bar is the longest.

        Where nothing can be chosen, `is_current` is `None`, and there is no cell for the cursor and the mark.
        """
        sample, result = state.samples[number], state.result(number)
        ascii_only = self._glyphs() is ASCII
        glyph, tag = sample_sign(sample, ascii_only=ascii_only)
        loud = tag if tag != "ok" else "text"
        if is_current is not None:
            line.put((">" if ascii_only else "▌") if is_current else self._mark(number), "accent")
        line.put(glyph, f"{tag}-strong").put(" ")
        at = span(self._now() - sample.at) if self._ages() else clock(sample.at)
        line.put(at, "muted", width=8 + 1).put(sample_word(sample, result), loud, width=8 + 1)
        took = f"{'≈' if sample.is_tainted else ''}{duration(sample.latency)}"
        line.put(took, _latency_tag(sample, loud), width=7, align="right")
        if self._path is not None and line.left > 1:
            value = self.value(number, result)
            align: Literal["left", "right"] = "right" if _NUMBER.fullmatch(value) else "left"
            line.put(" ").put(value, "string", width=min(_COLUMN, line.left), align=align)
        self._bar(line, sample, slowest)
        return line

    def value(self, number: int, result: CheckResult | None) -> str:
        """Return what the watched path leads to in a response."""
        if result is None or self._path is None:
            return ""
        if number not in self._values:
            while len(self._values) >= _KEPT:
                del self._values[next(iter(self._values))]
            self._values[number] = self._look_up(result, self._path)
        return self._values[number]

    def _look_up(self, result: CheckResult, path: JsonPath) -> str:
        if result.exchange is None:
            return NOTHING
        if len(result.exchange.body) > _LARGEST:
            return "too large"
        try:
            return clean(show(select(CheckFacts(result).document(), path), mask=self._mask), 60)
        except Missing:
            return NOTHING
        except FactError:
            return "not JSON"

    def _mark(self, number: int) -> str:
        if number != self._marked():
            return " "
        return "*" if self._glyphs() is ASCII else "◆"

    def _bar(self, line: Line, sample: Sample, slowest: float) -> None:
        room = line.left - _SIZE - 1
        if room < _LEAST_BAR:
            return
        share = (sample.latency or 0.0) / slowest if slowest > 0 else 0.0
        length = max(1, round(share * room)) if sample.latency is not None else 0
        tag = _SERIES.get(sample.outcome, "series") if sample.is_counted else "series"
        line.put(" ").put(self._glyphs().low_bar * length, tag)
        text = size(sample.size) if sample.size is not None else ""
        line.to(line.width - _SIZE).put(text, "muted", width=_SIZE, align="right")


def _latency_tag(sample: Sample, loud: str) -> str:
    """Return the tag of the latency: that a second attempt was needed is not its fault."""
    if sample.latency is None:
        return "muted"
    return "text" if sample.outcome is Outcome.FLAKY else loud


def sample_sign(sample: Sample, *, ascii_only: bool) -> tuple[str, str]:
    """Return the character that stands for how a check went, and the tag of its colour."""
    glyph, plain, tag = _LOOKS[sample.outcome] if sample.is_counted else _UNCOUNTED
    return (plain if ascii_only else glyph), tag


def sample_word(sample: Sample, result: CheckResult | None) -> str:
    """Return the status, or in a word why there is none or why it is not what matters."""
    failure = result.failure if result is not None else None
    if failure is not None and failure.kind is not FailureKind.STATUS:
        return failure_word(failure.kind)
    if sample.status is not None:
        return fit(str(sample.status), 8).rstrip()
    return "failed" if sample.outcome is Outcome.DOWN else NOTHING
