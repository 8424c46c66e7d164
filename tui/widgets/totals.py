"""Totals: how many are up, slow, down; the counts of the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.health import Health
from tui.text.states import glyph, tag
from tui.text.units import count

if TYPE_CHECKING:
    from tui.model.board import Board
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Runs

__all__ = ["LARGE", "started_text", "totals_runs"]

LARGE = 200
"""More endpoints and feeds than this are too many to look at one by one: groups begin folded."""


_TOGETHER = (
    (Health.UP,),
    (Health.DEGRADED, Health.FLAKY),
    (Health.DOWN,),
    (Health.PENDING, Health.RECOVERING),
    (Health.PAUSED,),
    (Health.UNKNOWN,),
)


def started_text(board: Board) -> str:
    """Return how far the start of a large board has come, as "640 of 1,000 started"; "" once it is over."""
    waiting = board.totals()[Health.UNKNOWN] if len(board) > LARGE else 0
    return f"{count(len(board) - waiting)} of {count(len(board))} started" if waiting else ""


def totals_runs(board: Board, glyphs: Glyphs) -> Runs:
    """Return a count for each kind of health that there is; that of those up always."""
    totals = board.totals()
    runs: Runs = []
    for healths in _TOGETHER:
        number = sum(totals[health] for health in healths)
        if number or healths[0] is Health.UP:
            sign = glyph(healths[0], ascii_only=glyphs.name == "ascii")
            colour = tag(healths[0])
            strong = colour if colour == "none" else f"{colour}-strong"
            runs.append((f"{sign} {number}", strong))
            runs.append(("  ", "text"))
    return runs[:-1]
