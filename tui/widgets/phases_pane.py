"""PhasesPane: where the time of one check went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.glyphs import BRAILLE
from tui.text.units import duration
from tui.widgets.advice import NOTHING_YET
from tui.widgets.document import paragraph, put_runs
from tui.widgets.pane import Pane
from tui.widgets.phase_rows import attempt_words, phase_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["PhasesPane"]


class PhasesPane(Pane):
    """A bar for each phase, from where it began to where it ended."""

    def __init__(
        self,
        result: Callable[[], CheckResult | None],
        *,
        glyphs: Callable[[], Glyphs] = lambda: BRAILLE,
        number: int | None = None,
        otherwise: Callable[[], str] = lambda: NOTHING_YET,
    ) -> None:
        """Take what gives the result, and what to say if there is none."""
        super().__init__()
        self.number = number
        self._result, self._glyphs, self._otherwise = result, glyphs, otherwise

    def title(self) -> Runs:
        return [("phases", "muted")]

    def facts(self) -> Runs:
        result = self._result()
        if result is None or result.last is None:
            return []
        text = duration(result.last.duration)
        return [(text if result.exchange else f"failed after {text}", "muted" if result.exchange else "err")]

    def foot(self) -> Runs:
        result = self._result()
        return [(words, "warn") for words in attempt_words(result)[:1]] if result is not None else []

    def foot_facts(self) -> Runs:
        result = self._result()
        if result is None:
            return []
        last = result.last
        facts = [f"our own loop was {duration(last.lag)} late"] if last and result.is_tainted else []
        facts += [f"queued {duration(result.phases.queued)} before"] if result.phases.queued else []
        if result.exchange is not None and (hops := len(result.exchange.redirects)):
            facts.append(f"sum of {hops + 1} requests: {hops} redirected")
        return [(" · ".join(facts), "muted")] if facts else []

    def content(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - a row for each phase
        result = self._result()
        if result is None or result.last is None:
            said = self._otherwise() if result is None else "it never got as far as a request"
            return [put_runs(self.line(width), row.runs) for row in paragraph(self.sentence(said), width)]
        margin = 0 if self.boxed else 1
        rows = phase_rows(result, width - 2 * margin, glyphs=self._glyphs())
        return [put_runs(self.line(width).put(" " * margin), runs) for runs in rows]
