"""ResponsePane: the last response at a glance, beside a list of many."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.text.glyphs import BRAILLE
from tui.text.safe import clean
from tui.text.units import count, duration, size
from tui.widgets.advice import NOTHING_YET, failure_rows
from tui.widgets.document import items_in_rows, put_runs
from tui.widgets.headers_pane import connection_runs
from tui.widgets.pane import Pane
from tui.widgets.phase_rows import phase_line, phase_rows
from tui.widgets.response_cache import ResponseCache
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult
    from tui.text.diff import Change
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["ResponsePane", "change_runs"]

_MOST = 8
"""Changes that are named; there is no room for more."""
_VALUE = 24


class ResponsePane(Pane):
    """Its phases as bars, what has changed since the one before, and what carried it."""

    def __init__(
        self,
        result: Callable[[], CheckResult | None],
        previous: Callable[[], CheckResult | None] = lambda: None,
        *,
        mask: Callable[[str], str],
        now: Callable[[], float],
        glyphs: Callable[[], Glyphs] = lambda: BRAILLE,
        number: int | None = None,
        otherwise: Callable[[], str] = lambda: NOTHING_YET,
    ) -> None:
        """Take what gives the result, the one before it, and what to say if there is none."""
        super().__init__()
        self.number = number
        self._result, self._previous, self._otherwise = result, previous, otherwise
        self._mask, self._now, self._glyphs = mask, now, glyphs
        self._cache = ResponseCache(mask, self._aside)

    def title(self) -> Runs:
        return [("last response", "muted")]

    def facts(self) -> Runs:
        result = self._result()
        if result is None:
            return []
        if result.exchange is None:
            return [("no response", "err")]
        loud = {"down": "err", "degraded": "warn", "flaky": "warn"}.get(result.outcome, "muted")
        took = duration(result.latency)
        return [(str(result.exchange.status), loud), (f" · {took}", "muted")]

    def foot_facts(self) -> Runs:
        result = self._result()
        if result is None or result.exchange is None:
            return []
        exchange = result.exchange
        return [(f"{size(len(exchange.body))} {self._cache.view(exchange).kind}", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        result = self._result()
        if result is None:
            return [put_runs(self.line(width), self.sentence(self._otherwise()))]
        why: list[Runs] = []
        if result.failure is not None:
            why = [row.runs for row in failure_rows(result.failure, width, self._mask, self.sentence)][
                : max(1, height - 1)
            ]
        changes = items_in_rows(self._changes(result), width)
        carrier = [runs for runs in [connection_runs(result, self._now())] if runs]
        phases, carrier = self._phases(result, width, height - len(why), changes[:1], carrier)
        room = height - len(why) - len(phases) - len(carrier)
        tail = [*changes[: max(0, room)], *carrier]
        gap: list[Runs] = [[]] if len(why) + len(phases) + len(tail) < height else []
        shown = [
            *why,
            *(gap if why and phases else []),
            *phases,
            *(gap if tail and not why else []),
            *tail,
        ]
        return [self.line(width).runs(runs) for runs in shown[:height]]

    def _phases(
        self, result: CheckResult, width: int, room: int, changes: list[Runs], carrier: list[Runs]
    ) -> tuple[list[Runs], list[Runs]]:
        """Return the phases and what carried the response, together with changes in at most `room` rows.

        They are all of the phases or those that happened, as bars; what
        carried the response makes way for them, and has its place again where
        even so there are only rows enough for their times.
        """
        if result.last is None:
            return [], carrier[: max(0, room)]
        every = phase_rows(result, width, glyphs=self._glyphs())
        happened = phase_rows(result, width, glyphs=self._glyphs(), absent=False)
        for bars, below in ((every, carrier), (happened, carrier), (happened, [])):
            if len(bars) + len(changes) + len(below) <= room:
                return bars, below
        line = items_in_rows(phase_line(result), width)[: max(0, room)]
        return line, carrier[: max(0, room - len(line) - len(changes))]

    def _aside(self, job: Callable[[], None]) -> None:
        """Have a thread do what would keep the screen waiting, and repaint then."""

        async def work() -> None:
            await asyncio.to_thread(job)
            self.sync()

        begin(self, work, group="aside")

    def _changes(self, result: CheckResult) -> Runs:
        previous = self._previous()
        if previous is None or previous.exchange is None or result.exchange is None:
            return []
        found = self._cache.difference(previous.exchange, result.exchange)
        if found is None or (not found.paths and found.lines is None):
            return []
        if found.paths:
            return change_runs(found.paths)
        if found.lines:
            return [("~ ", "warn-strong"), (f"{count(len(found.lines))} lines changed", "muted")]
        return [("same as the response before", "faint")]


def change_runs(changes: list[Change]) -> Runs:
    """Return the changes in one row: "~ total 44.2 → 44.3  + stale"."""
    runs: Runs = []
    for path, before, after in changes[:_MOST]:
        name = clean(path.removeprefix("$").removeprefix(".") or "$", _VALUE * 2)
        runs += [("  ", "text")] if runs else []
        if before is None:
            runs += [("+ ", "ok-strong"), (f"{name} ", "muted"), (clean(after or "", _VALUE), "text")]
        elif after is None:
            runs += [("- ", "err-strong"), (name, "muted")]
        else:
            runs += [("~ ", "warn-strong"), (f"{name} ", "muted")]
            runs.append((f"{clean(before, _VALUE)} → {clean(after, _VALUE)}", "text"))
    return runs
