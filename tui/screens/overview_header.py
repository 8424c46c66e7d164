"""The header of the overview: what is watched, how it is looked at, how much of it is up, and the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.safe import clean
from tui.text.units import clock, span, stamp
from tui.widgets.pressing import pressing
from tui.widgets.totals import started_text, totals_runs

if TYPE_CHECKING:
    from tui.model.board import Board
    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["overview_header"]

_ROOMY, _ENOUGH, _LITTLE = 100, 80, 60
"""Cells from which on there is room for all, for the title with how far the start has come, for it alone."""


def overview_header(
    context: Context, board: Board, chips: Runs, width: int, *, shows_cards: bool
) -> tuple[Runs, Runs, Runs]:
    """Return what stands at the left, in the middle and at the right; `chips` say what is unusual now."""
    view, now = context.view, context.now()
    started = started_text(board)
    left: Runs = [("asyncdash", "accent-strong")]
    if width >= _ROOMY or (width >= (_ENOUGH if started else _LITTLE) and not chips):
        title = clean(context.title)
        left += [(f"  {title}", "muted")] if title else []
        if shows_cards:
            left += [("  cards", "strong"), (f"  {span(view.window)}", "muted")]
    left += [(f"  {text}", tag) for text, tag in chips]
    if view.problems_only:
        left.append(("  problems only", pressing("screen.problems", "warn-strong")))
    if started:
        left.append((f"  {started}", "muted"))
    time = stamp(now) if width >= _ROOMY else clock(now)
    return left, totals_runs(board, view.glyphs), [(time, "muted")]
