"""Title: the terminal's own, so that its tab tells how things are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.health import Health
from tui.text.safe import clean

if TYPE_CHECKING:
    from tui.model.board import Board

__all__ = ["RESTORE_TITLE", "SAVE_TITLE", "title_of", "title_sequence"]

SAVE_TITLE = "\x1b[22;2t"
RESTORE_TITLE = "\x1b[23;2t"


def title_of(board: Board) -> str:
    """Return the title for a board: what is broken first."""
    totals = board.totals()
    down = totals[Health.DOWN]
    slow = totals[Health.DEGRADED] + totals[Health.FLAKY]
    counts = [f"✗{down}" if down else "", f"▲{slow}" if slow else ""]
    name = clean(board.title, 80)
    return " ".join(part for part in (*counts, "asyncdash", name if name != "asyncdash" else "") if part)


def title_sequence(title: str) -> str:
    """Return the sequence that sets the title (OSC 2)."""
    return f"\x1b]2;{title}\x07"
