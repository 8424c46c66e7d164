"""AttemptsPane: every request that one check made, and where it was sent on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.hop import Purpose
from tui.text.glyphs import ASCII, BRAILLE
from tui.text.safe import clean
from tui.text.units import clock, duration, size
from tui.text.urls import public_url
from tui.widgets.advice import NOTHING_YET
from tui.widgets.document import Row, items_in_rows, paragraph
from tui.widgets.document_pane import DocumentPane
from tui.widgets.phase_rows import phase_line, phase_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.check import Attempt, CheckResult
    from tui.model.hop import HopFacts
    from tui.model.mask import Mask
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Runs

__all__ = ["AttemptsPane"]

_INDENT: Runs = [("    ", "text")]
_ROOMY = 59
"""Cells from which on there are two between what is known of an attempt."""


class AttemptsPane(DocumentPane):
    """Each attempt with its answer, its time, every request on its way, and the wait after it."""

    caption = "attempts"

    def __init__(
        self,
        result: Callable[[], CheckResult | None],
        *,
        mask: Mask,
        glyphs: Callable[[], Glyphs] = lambda: BRAILLE,
        number: int | None = None,
        otherwise: Callable[[], str] = lambda: NOTHING_YET,
    ) -> None:
        """Take what gives the result, and what to say if there is none."""
        super().__init__(number=number)
        self._result, self._otherwise = result, otherwise
        self._mask, self._glyphs = mask, glyphs

    @property
    def is_telling(self) -> bool:
        return self._result() is not None

    def facts(self) -> Runs:
        result = self._result()
        return [(str(len(result.attempts)), "muted")] if result is not None else []

    def subject(self) -> object:
        result = self._result()
        return (result, self._glyphs().name) if result is not None else self._otherwise()

    def make(self, width: int) -> list[Row]:
        result = self._result()
        if result is None:
            return paragraph(self.sentence(self._otherwise()), width)
        if not result.attempts:
            return paragraph(clean(self._mask(str(result.failure or "no request was sent"))), width, "err")
        rows = [row for attempt in result.attempts for row in self._attempt(result, attempt, width)]
        if (route := result.attempts[-1].route) is not None:
            rows += [Row([]), Row([(clean(self._mask(route)), "muted")], _INDENT)]
        return rows if any(each.hops for each in result.attempts) else [*rows, *self._redirects(result)]

    def _attempt(self, result: CheckResult, attempt: Attempt, width: int) -> Iterator[Row]:
        is_good = attempt.failure is None and (attempt is not result.last or result.failure is None)
        glyphs = ("o", "x") if self._glyphs() is ASCII else ("●", "✗")
        exchange = attempt.exchange
        answer = f"{exchange.status} {clean(exchange.reason, 40)}".rstrip() if exchange else "no response"
        gap = "  " if width >= _ROOMY else " "
        runs: Runs = [
            (f"{clock(attempt.started_at, millis=True)}{gap}", "muted"),
            (f"{answer:<23}{gap}", "text" if is_good else "err"),
            (f"{duration(attempt.duration):>7}{gap}", "text"),
            (f"{size(len(exchange.body)):>7}" if exchange else "", "muted"),
        ]
        yield Row(runs, [(f"{glyphs[not is_good]} {attempt.number} ", "ok" if is_good else "err-strong")])
        if attempt.failure is not None:
            sentence = clean(self._mask(str(attempt.failure)))
            yield from (Row(row.runs, _INDENT) for row in paragraph(sentence, width - 4, "err"))
        line = phase_line(replace(result, attempts=(attempt,), failure=attempt.failure, warnings=()))
        yield from (Row(runs, _INDENT) for runs in items_in_rows(line, width - 4))
        if attempt is result.last and result.is_tainted:
            words = f"our own loop was {duration(attempt.lag)} late: no percentile counts this"
            yield Row([(words, "warn")], _INDENT)
        for number, hop in enumerate(attempt.hops, 1):
            yield from self._hop(hop, number if len(attempt.hops) > 1 else None)
        if attempt.waited is not None:
            yield Row([(f"waited {duration(attempt.waited)}, then tried again", "muted")], _INDENT)

    def _hop(self, hop: HopFacts, number: int | None) -> Iterator[Row]:
        """Give the request of that number; of the only one, just the connections that were tried."""
        if number is not None:
            answer = str(hop.status) if hop.status is not None else "no response"
            uncounted = ", not counted" if hop.purpose is Purpose.TOKEN else ""
            yield Row(
                [
                    (f"{hop.purpose:<9} ", "accent"),
                    (f"{answer} {duration(hop.duration):>7}{uncounted}  ", "text"),
                    (clean(f"{hop.method} {public_url(hop.url, self._mask)}"), "muted"),
                ],
                [(f"    {number} ", "faint")],
            )
            if line := phase_runs(hop.phases, {}):
                yield Row(line, [(" " * 16, "text")])
        if len(hop.dials) > 1:
            for dial in hop.dials:
                came = "connected" if dial.fault is None else dial.fault
                words = f"{came} after {duration(dial.took)}"
                begun = f", begun at +{duration(dial.after)}" if dial is not hop.dials[0] else ""
                yield Row(
                    [
                        (f"{clean(dial.address)} ", "text"),
                        (words, "muted" if dial.fault is None else "warn"),
                        (begun, "faint"),
                    ],
                    [(" " * (16 if number is not None else 4), "text")],
                )

    def _redirects(self, result: CheckResult) -> Iterator[Row]:
        """Give the URLs that were left behind, for a check of which no more is known."""
        exchange = result.exchange
        if exchange is None or not exchange.redirects:
            return
        yield Row([])
        yield Row([("redirected", "faint")])
        for number, url in enumerate(exchange.redirects, 1):
            yield Row([(clean(public_url(url, self._mask)), "text")], [(f"{number} ", "muted")])
        yield Row([(clean(public_url(exchange.url, self._mask)), "strong")], [("→ ", "accent")])
