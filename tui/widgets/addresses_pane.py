"""AddressesPane: what each address behind a name answers, a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.check import Outcome
from tui.model.failure import FailureKind
from tui.text.glyphs import ASCII
from tui.text.safe import clean, fit
from tui.text.states import failure_word
from tui.text.units import duration, span
from tui.widgets.movable import Movable
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint
    from tui.model.failure import Failure
    from tui.model.mask import Mask
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["AddressesPane"]

_LOOKS = {
    Outcome.UP: ("●", "o", "ok"),
    Outcome.FLAKY: ("▲", "!", "warn"),
    Outcome.DEGRADED: ("▲", "!", "warn"),
    Outcome.DOWN: ("✗", "x", "err"),
}
_WAITING = ("◐", "~", "busy")
_PHASES = ("connect", "tls", "wait", "receive")
_WORDS = {"receive": "recv"}
_STATUS, _TIME, _CERT = 9, 8, 8
_FIXED = 3 + _STATUS + _TIME + _CERT + 1
"""Cells that all else takes, without the address and the phases."""
_NAME = 10
"""Cells for an address that is cut."""
_LEAST = 8
"""Rows that it has while nothing is known."""
_SOON = 14 * 86_400.0


class AddressesPane(Movable, Pane):
    """Status, phases and the end of the certificate at every address."""

    margin = 0

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        mask: Mask,
        now: Callable[[], float],
        glyphs: Callable[[], Glyphs],
    ) -> None:
        """Take the endpoint whose name was looked up, and how its answers are written."""
        super().__init__()
        self._endpoint, self._mask, self._now, self._glyphs = endpoint, mask, now, glyphs
        self._results: dict[str, CheckResult | None] = {}
        self._failure: Failure | None = None
        self._is_looking = True
        self._at = 0

    def begin(self) -> None:
        """Say that the name is being looked up; what is known stays in sight."""
        self._is_looking, self._failure = True, None
        self.sync()

    def found(self, found: list[Endpoint] | Failure) -> None:
        """Show the addresses that there are, or why there are none."""
        self._is_looking = False
        if isinstance(found, list):
            self._results = dict.fromkeys(each.resolve or "" for each in found)
        else:
            self._results, self._failure = {}, found
        self._at = min(self._at, max(0, len(self._results) - 1))
        self.styles.height = max(_LEAST, len(self._results) + 5)
        self.sync()

    def answered(self, address: str, result: CheckResult) -> None:
        """Show what an address answered."""
        self._results[address] = result
        self.sync()

    def move_by(self, rows: int) -> None:
        self._at = max(0, min(self._at + rows, len(self._results) - 1))
        self.sync()

    def move_to(self, *, end: bool) -> None:
        self.move_by(len(self._results) if end else -len(self._results))

    def title(self) -> Runs:
        return [(f"addresses of {clean(self._endpoint.name, 40)}", "muted")]

    def facts(self) -> Runs:
        answers = [result for result in self._results.values() if result is not None]
        if self._is_looking or len(answers) < len(self._results):
            return [("asking…", "busy")]
        bad = sum(not result.outcome.is_good for result in answers)
        return [(f"{bad} of {len(answers)} fail", "err")] if bad else [(f"{len(answers)} answer", "muted")]

    def foot_facts(self) -> Runs:
        return [("nothing of it is counted", "faint")]

    def content(self, width: int, height: int) -> list[Line]:
        if self._failure is not None:
            return [self.line(width).put(" ").runs([(clean(self._mask(str(self._failure))), "err")])]
        if not self._results:
            return [self.line(width).put(" looking up the name…", "muted")]
        room = max(1, height - 3)
        first = max(0, min(self._at - room // 2, len(self._results) - room))
        shown = list(self._results.items())[first : first + room]
        phases = _PHASES[: max(0, width - _FIXED - _NAME) // _TIME]
        rows = [self._heading(width, phases)]
        rows += [
            self._row(width, phases, address, result, is_current=index == self._at)
            for index, (address, result) in enumerate(shown, first)
        ]
        rows += [self.line(width) for _ in range(height - 1 - len(rows))]
        return [*rows, self.line(width).put(" ").runs(self._why())]

    def _heading(self, width: int, phases: Sequence[str]) -> Line:
        line = self.line(width).put("   ").put("address", "faint", width=_name_width(width, phases))
        line.put("status", "faint", width=_STATUS)
        for word in ("total", *(_WORDS.get(each, each) for each in phases)):
            line.put(word, "faint", width=_TIME, align="right")
        return line.put("cert", "faint", width=_CERT, align="right")

    def _row(
        self,
        width: int,
        phases: Sequence[str],
        address: str,
        result: CheckResult | None,
        *,
        is_current: bool,
    ) -> Line:
        line = self.line(width, on="bar" if is_current else "page")
        glyph, plain, tag = _LOOKS[result.outcome] if result is not None else _WAITING
        loud = "text" if tag == "ok" else tag
        line.put(" ").put(plain if self._glyphs() is ASCII else glyph, f"{tag}-strong").put(" ")
        line.put(fit(address, _name_width(width, phases) - 1, elide="middle"), loud).put(" ")
        if result is None:
            return line.put("asking…", "muted").to(width)
        line.put(_word(result), loud, width=_STATUS)
        took = result.last.duration if result.last is not None else None
        line.put(duration(took), loud, width=_TIME, align="right")
        for phase in phases:
            failed = result.failure is not None and result.failure.phase == phase
            text = duration(getattr(result.phases, phase))
            line.put(text, "err" if failed else "muted", width=_TIME, align="right")
        left = self._cert_left(result)
        ends = "" if left is None else (span(left) if left > 0 else "expired")
        is_late = left is not None and left < _SOON
        return line.put(ends, "warn" if is_late else "muted", width=_CERT, align="right").to(width)

    def _cert_left(self, result: CheckResult) -> float | None:
        """Return the seconds until the certificate ends."""
        tls = result.exchange.tls if result.exchange is not None else None
        return None if tls is None or tls.expires_at is None else tls.expires_at - self._now()

    def _why(self) -> Runs:
        """Say of the selected address why it fails, or who answers there."""
        result = list(self._results.values())[self._at]
        if result is None:
            return []
        if result.failure is not None:
            return [(clean(self._mask(str(result.failure))), "err")]
        server = result.exchange.header("server") if result.exchange is not None else None
        return [(clean(self._mask(f"server: {server}"), 80), "muted")] if server else []


def _name_width(width: int, phases: Sequence[str]) -> int:
    return max(_NAME, width - _FIXED - _TIME * len(phases))


def _word(result: CheckResult) -> str:
    """Return the status, or the kind of failure in a word."""
    failure = result.failure
    if failure is not None and failure.kind is not FailureKind.STATUS:
        return failure_word(failure.kind)
    return str(result.status or "")
