"""Totals: how many are up, slow, down; the counts of the header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.health import Health
from tui.text.states import glyph, tag
from tui.text.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.model.board import Board
    from tui.text.glyphs import Glyphs
    from tui.widgets.line import Runs

__all__ = ["LARGE", "filter_of", "started_text", "totals_runs"]

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
    runs: Runs = []
    for text, healths in _counts(board, glyphs):
        colour = tag(healths[0])
        strong = colour if colour == "none" else f"{colour}-strong"
        runs += [(text, strong), ("  ", "text")]
    return runs[:-1]


def filter_of(board: Board, glyphs: Glyphs, pressed: str) -> str | None:
    """Return the filter that leaves what one of the counts has counted."""
    healths = next((healths for text, healths in _counts(board, glyphs) if text == pressed), None)
    if healths is None:
        return None
    words = ", ".join(f'"{health}"' for health in healths)
    return f"state:{healths[0]}" if len(healths) == 1 else f"state in [{words}]"


def _counts(board: Board, glyphs: Glyphs) -> Iterator[tuple[str, tuple[Health, ...]]]:
    """Give each count as it is written, and what it counts."""
    totals = board.totals()
    for healths in _TOGETHER:
        number = sum(totals[health] for health in healths)
        if number or healths[0] is Health.UP:
            yield f"{glyph(healths[0], ascii_only=glyphs.name == 'ascii')} {number}", healths
