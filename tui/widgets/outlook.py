"""Outlook: how the widgets of a screen that draw the past look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.text.glyphs import Glyphs

__all__ = ["Outlook", "no_mark"]


def no_mark() -> float | None:
    """Mark no moment."""
    return None


class Outlook(Struct, frozen=True, kw_only=True):
    """From when, how far and through which characters; asked anew with each drawing, as keys change it."""

    now: Callable[[], float]
    """Seconds since the epoch; a frozen view stops it."""
    window: Callable[[], int]
    """Seconds that charts look back."""
    glyphs: Callable[[], Glyphs]
    """What they are drawn with."""
    marked_at: Callable[[], float | None] = no_mark
    """The moment that all of them mark; `None`: there is none."""
