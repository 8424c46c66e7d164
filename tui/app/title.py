"""Title: the terminal's own, so that its tab tells how things are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.health import Health
from tui.text.safe import clean

if TYPE_CHECKING:
    from tui.model.board import Board

__all__ = ["title_of"]


def title_of(board: Board) -> str:
    """Return the title for a board: what is broken first."""
    totals = board.totals()
    down = totals[Health.DOWN]
    slow = totals[Health.DEGRADED] + totals[Health.FLAKY]
    counts = [f"✗{down}" if down else "", f"▲{slow}" if slow else ""]
    name = clean(board.title, 80)
    return " ".join(part for part in (*counts, "asyncdash", name if name != "asyncdash" else "") if part)
