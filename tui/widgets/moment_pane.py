"""MomentPane: how everything that is watched was at one moment: the counts, and what was not well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import fit_name
from tui.text.safe import clean
from tui.text.states import glyph, state_word, tag
from tui.text.units import clock, span
from tui.widgets.pane import Pane
from tui.widgets.totals import totals_runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import Board, State
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Line, Runs

__all__ = ["MomentPane"]

_NAME, _WORD = 18, 10


class MomentPane(Pane):
    """A line for each problem that there was, the one in question first."""

    def __init__(
        self,
        board: Callable[[], Board | None],
        *,
        at: Callable[[], float],
        now: Callable[[], float],
        about: Callable[[], str | None],
        glyphs: Callable[[], Glyphs],
        number: int | None = None,
    ) -> None:
        """Take what gives the board as it was, when that was, the time, and the name that it is about."""
        super().__init__()
        self.number = number
        self._board, self._at, self._now = board, at, now
        self._about, self._glyphs = about, glyphs

    def title(self) -> Runs:
        if self._board() is None:
            return [("no event is selected", "muted")]
        ago = span(max(0.0, self._now() - self._at()))
        return [(f"‖ AT {clock(self._at())}, {ago} ago", "paused-strong")]

    def facts(self) -> Runs:
        board = self._board()
        return totals_runs(board, self._glyphs()) if board is not None else []

    def content(self, width: int, height: int) -> list[Line]:
        board = self._board()
        if board is None:
            return []
        problems = [state for state in board if state.health.is_problem]
        problems.sort(key=lambda state: state.name != self._about())
        if not problems:
            return [self.line(width).put("everything that was watched was well", "muted")]
        rows = [self._row(state, width) for state in problems[:height]]
        if len(problems) > height:
            rows[-1] = self.line(width).put(f"and {len(problems) - height + 1} more", "muted")
        return rows

    def _row(self, state: State, width: int) -> Line:
        colour = tag(state.health)
        sign = glyph(state.health, ascii_only=self._glyphs().name == "ascii")
        name = "strong" if state.name == self._about() else "text"
        line = (
            self.line(width).put(f"{sign} ", f"{colour}-strong").put(fit_name(clean(state.name), _NAME), name)
        )
        line.put(" ").put(state_word(state), f"{colour}-strong", width=_WORD)
        lasted = "" if state.since is None else f"for {span(max(0.0, self._at() - state.since))}"
        return line.put(f" {state.health} {lasted}", "muted")
