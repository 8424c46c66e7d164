"""EndpointHead: how an endpoint is, in one row: the reason first, the URL last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.check import Outcome
from tui.model.failure import FailureKind
from tui.model.health import Health
from tui.text.cells import cell_len, cells_of
from tui.text.glyphs import ASCII
from tui.text.safe import clean, fit_url
from tui.text.states import failure_word, glyph, tag
from tui.text.units import duration, span
from tui.text.urls import with_params
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint
    from tui.model.endpoint_state import EndpointState
    from tui.model.mask import Mask
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["EndpointHead"]

_HEALTH = {
    Outcome.UP: Health.UP,
    Outcome.FLAKY: Health.FLAKY,
    Outcome.DEGRADED: Health.DEGRADED,
    Outcome.DOWN: Health.DOWN,
}
_SHORTEST_URL = 16
_WHOLE_URL = 48
"""Cells of a URL for which what is usual makes way."""


class EndpointHead(Painted):
    """The outcome of the sample that is shown; live, also how long it has been like that.

    A row that is not about now has a colour of its own, to be seen from across the room.
    """

    DEFAULT_CSS = "EndpointHead { height: 1; }"

    def __init__(
        self,
        state: EndpointState,
        result: Callable[[], CheckResult | None],
        *,
        endpoint: Callable[[], Endpoint],
        is_live: Callable[[], bool],
        now: Callable[[], float],
        glyphs: Callable[[], Glyphs],
        mask: Mask,
    ) -> None:
        """Take the endpoint, what gives the result that is shown, what was asked, and is it the newest."""
        super().__init__()
        self._endpoint = endpoint
        self._state, self._result, self._is_live = state, result, is_live
        self._now, self._glyphs, self._mask = now, glyphs, mask

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        result = self._result()
        health = self._health(result)
        colour = tag(health)
        sign = glyph(health, ascii_only=self._glyphs() is ASCII)
        line = self.line(width, on="page" if self._is_live() else "frozen").put(
            f" {sign} ", f"{colour}-strong"
        )
        asked = self._endpoint()
        url, method = with_params(asked.url, asked.params, self._mask), f"   {asked.method} "
        place = cell_len(method) + min(cell_len(url.partition("://")[2]), _WHOLE_URL) + 1
        line.runs(self._words(result, colour, line.left, place))
        room = width - 1 - line.column - cell_len(method)
        if room >= _SHORTEST_URL:
            line.put(method, "accent").put(fit_url(url, room), "text")
        return [line.to(width)]

    def _health(self, result: CheckResult | None) -> Health:
        if self._is_live() or result is None:
            return self._state.health
        return _HEALTH[result.outcome]

    def _words(self, result: CheckResult | None, colour: str, room: int, place: int) -> Runs:
        """Return the outcome and how long it has been like that, and between them where the time went.

        `place` is what the URL takes of the room.
        """
        runs, lasts = self._outcome(result, colour), []
        if self._is_live() and self._state.since is not None:
            lasted = span(max(0.0, self._now() - self._state.since))
            if self._state.is_paused:
                return [(f"paused {lasted}  ", "paused-strong"), *[(text, "muted") for text, _ in runs]]
            lasts = [(f"  {self._condition(result)} {lasted}", "muted" if colour == "ok" else colour)]
        room -= cells_of((*runs, *lasts))
        return [*runs, *self._time_gone(result, room, place), *lasts]

    def _time_gone(self, result: CheckResult | None, room: int, place: int) -> Runs:
        """Return where the time went: with what is usual, without, or not at all, but never cut.

        What is usual makes way for the URL if there is room for that then.
        """
        gone = self._state.time_gone(result) if result is not None else None
        if gone is None:
            return []
        lengths = (f"  {gone}", f"  {gone.partition(' (')[0]}")
        room -= place if cell_len(lengths[-1]) + place <= room else 0
        return next(([(text, "warn")] for text in lengths if cell_len(text) <= room), [])

    def _outcome(self, result: CheckResult | None, colour: str) -> Runs:
        if result is None:
            return self.sentence("{pause resumes it}" if self._state.is_paused else "no check yet")
        loud = f"{colour}-strong"
        failure, exchange = result.failure, result.exchange
        if failure is not None:
            kind = "" if failure.kind is FailureKind.STATUS else f"{failure_word(failure.kind)}: "
            runs: Runs = [(clean(self._mask(kind + failure.message)), "err-strong")]
        else:
            words = f"{exchange.status} {clean(exchange.reason, 30)}".rstrip() if exchange else "no response"
            runs = [(words, loud)]
        if result.latency is not None:
            is_fine = colour in {"ok", "none", "paused"} or result.outcome is Outcome.FLAKY
            runs.append((f"  {duration(result.latency)}", "text" if is_fine else colour))
        return runs

    def _condition(self, result: CheckResult | None) -> str:
        health = self._state.health
        if health is Health.DEGRADED and result is not None:
            failed = next((each.text for each in result.warnings if not each.passed), "")
            return "slow" if "latency" in failed else "degraded"
        return str(health)
