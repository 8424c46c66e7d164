"""Layout: how much a terminal of a size can show."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["EVENT_ROWS", "SETTLED", "Layout", "layout_of", "room_for_cards"]

EVENT_ROWS = 6
"""The height of the pane of events, where there is one."""

SETTLED = 0.08
"""Seconds that the cursor rests before the panes follow it."""


class Layout(StrEnum):
    """How much a screen can show; each has a class of that name, with a dash, in the style sheets."""

    TINY = "tiny"
    NARROW = "narrow"
    MEDIUM = "medium"
    WIDE = "wide"


def layout_of(width: int, height: int) -> Layout:
    """Return the layout for a terminal of this size."""
    if width < 60 or height < 15:  # noqa: PLR2004 - the breakpoints of the design
        return Layout.TINY
    if width < 100 or height < 30:  # noqa: PLR2004
        return Layout.NARROW
    if width < 160 or height < 50:  # noqa: PLR2004
        return Layout.MEDIUM
    return Layout.WIDE


def room_for_cards(layout: Layout, rows: int) -> int:
    """Return the rows that cards have on the overview: without header, footer, ticker or events."""
    around = {Layout.TINY: 2, Layout.NARROW: 3}.get(layout, 2 + EVENT_ROWS)
    return rows - around
