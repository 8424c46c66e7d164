"""Layout: how much a terminal of a size can show."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

__all__ = [
    "EVENT_ROWS",
    "WIDE_EVENT_ROWS",
    "Layout",
    "Shares",
    "layout_of",
    "room_for_cards",
    "share_rows",
]

EVENT_ROWS = 6
"""The least height of the pane of events beside cards."""
WIDE_EVENT_ROWS = 14
"""Its height on a wide terminal, where that leaves all cards in sight."""


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


class Shares(Struct, frozen=True):
    """The heights of the panes below the list of the overview."""

    preview: int
    events: int


_USUAL = {Layout.MEDIUM: Shares(11, 6), Layout.WIDE: Shares(18, WIDE_EVENT_ROWS)}
_SMALLEST = 8
"""Rows that a preview is worth on a narrow terminal."""
_LEAST = {Layout.MEDIUM: Shares(9, 4), Layout.WIDE: Shares(12, 8)}


def share_rows(layout: Layout, rows: int, needed: int, *, has_preview: bool = True) -> Shares:
    """Return the heights of the panes below a list that needs so many of these rows.

    They make way, down to their least, if that lets the whole list be seen, and
    grow by what it leaves over; below a list that is scrolled anyway they are
    as high as usual. Where there is no preview, the list and the events have its rows.
    A narrow terminal has one row for events, and a preview only of what is left over.
    """
    if layout not in _USUAL:
        left = rows - needed - 1 if has_preview and layout is Layout.NARROW else 0
        return Shares(left if left >= _SMALLEST else 0, 0)
    usual, least = _USUAL[layout], _LEAST[layout]
    if not has_preview:
        events = rows - needed
        return Shares(0, events if events >= least.events else usual.events)
    left = rows - needed - usual.preview - usual.events
    if left >= 0:
        more = left * 3 // 5
        return Shares(usual.preview + more, usual.events + left - more)
    preview = max(least.preview, usual.preview + left)
    events = rows - needed - preview
    return Shares(preview, events) if events >= least.events else usual
