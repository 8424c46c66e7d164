"""ConditionsPane: what a check demanded of its response, and what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.condition import ConditionOutcome
from tui.text.cells import cell_len, fit
from tui.text.glyphs import ASCII, BRAILLE
from tui.text.safe import clean
from tui.widgets.advice import NOTHING_YET
from tui.widgets.document import Row, paragraph
from tui.widgets.document_pane import DocumentPane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.check import CheckResult
    from tui.model.condition import ConditionResult
    from tui.model.endpoint import Endpoint
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Runs

__all__ = ["ConditionsPane"]

_LOOKS = {
    ConditionOutcome.PASS: ("●", "o", "ok"),
    ConditionOutcome.FAIL: ("✗", "x", "err"),
    ConditionOutcome.ERROR: ("?", "?", "err"),
    ConditionOutcome.SKIPPED: ("○", ".", "none"),
}


class ConditionsPane(DocumentPane):
    """The expected status, then every `assert` and `warn`; those that failed are loud."""

    caption = "checks"

    def __init__(
        self,
        result: Callable[[], CheckResult | None],
        endpoint: Callable[[], Endpoint | None],
        *,
        mask: Callable[[str], str],
        glyphs: Callable[[], Glyphs] = lambda: BRAILLE,
        number: int | None = None,
        otherwise: Callable[[], str] = lambda: NOTHING_YET,
    ) -> None:
        """Take what gives the result and the endpoint, and what to say if there is no result."""
        super().__init__(number=number)
        self._result, self._endpoint, self._otherwise = result, endpoint, otherwise
        self._mask, self._glyphs = mask, glyphs

    @property
    def score(self) -> tuple[int, int]:
        """How many are met, and how many there are."""
        met = [outcome is ConditionOutcome.PASS for _, outcome, *_ in self._demands()]
        return sum(met), len(met)

    @property
    def is_telling(self) -> bool:
        return any(outcome is not ConditionOutcome.SKIPPED for _, outcome, *_ in self._demands())

    def facts(self) -> Runs:
        met, number = self.score
        if number and all(outcome is ConditionOutcome.SKIPPED for _, outcome, *_ in self._demands()):
            return [("skipped", "muted")]
        tags = [tag for *_, tag in self._demands() if tag in {"err", "warn"}]
        return [(f"{met} of {number} pass", min(tags, default="muted"))] if number else []

    def subject(self) -> object:
        result = self._result()
        if result is None:
            return self._otherwise()
        return result.conditions, result.warnings, result.status, self._endpoint(), self._glyphs().name

    def make(self, width: int) -> list[Row]:
        found = list(self._demands())
        if not found:
            return paragraph(self.sentence(self._otherwise()), width)
        longest = max(cell_len(text) for text, *_ in found)
        column = max(8, min(longest, width * 3 // 5))
        return [row for each in found for row in self._rows(*each, column=column)]

    def _demands(self) -> Iterator[tuple[str, ConditionOutcome, ConditionResult | None, str]]:
        """Give the text, the outcome, the condition and the colour of each demand."""
        result, endpoint = self._result(), self._endpoint()
        if result is None or endpoint is None:
            return
        outcome = ConditionOutcome.SKIPPED
        if result.status is not None:
            is_met = endpoint.expect.accepts(result.status)
            outcome = ConditionOutcome.PASS if is_met else ConditionOutcome.FAIL
        yield f"status {endpoint.expect.text}", outcome, None, _LOOKS[outcome][2]
        for condition in result.conditions:
            yield clean(condition.text), condition.outcome, condition, _LOOKS[condition.outcome][2]
        for condition in result.warnings:
            tag = _LOOKS[condition.outcome][2]
            yield clean(condition.text), condition.outcome, condition, "warn" if tag == "err" else tag

    def _rows(
        self,
        text: str,
        outcome: ConditionOutcome,
        condition: ConditionResult | None,
        tag: str,
        *,
        column: int,
    ) -> Iterator[Row]:
        status = self._result()
        got = str(status.status or "") if condition is None and status is not None else ""
        got = clean(self._mask(condition.got)) if condition is not None else got
        yield self._row(text, outcome, got, tag, column)
        for leaf in condition.leaves if condition is not None else ():
            leaf_tag = tag if not leaf.passed else _LOOKS[leaf.outcome][2]
            yield self._row(
                f"  {clean(leaf.text)}", leaf.outcome, clean(self._mask(leaf.got)), leaf_tag, column
            )

    def _row(self, text: str, outcome: ConditionOutcome, got: str, tag: str, column: int) -> Row:
        is_warning = tag == "warn" and outcome is ConditionOutcome.FAIL
        plain, ascii_one, _ = _LOOKS[outcome]
        glyph = (
            ("!" if is_warning else ascii_one) if self._glyphs() is ASCII else ("▲" if is_warning else plain)
        )
        loud = tag in {"err", "warn"}
        value = self._why_skipped() if outcome is ConditionOutcome.SKIPPED else got
        shown: Runs = [(fit(text, column), "text"), ("  ", "text"), (value, tag if loud else "muted")]
        return Row(shown, [(f"{glyph} ", f"{tag}-strong" if loud else tag)])

    def _why_skipped(self) -> str:
        result = self._result()
        broke_off = result is not None and result.exchange is not None
        return "the response broke off" if broke_off else "no response to look at"
