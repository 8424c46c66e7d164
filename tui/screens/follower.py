"""Follower: what shows the selected thing, once the cursor rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

__all__ = ["Follower"]

SETTLED = 0.08
"""Seconds that the cursor rests before the panes follow it."""


class Follower:
    """Panes that take their time: a cursor that goes on before has them drawn once, and not for every row."""

    def __init__(self, screen: Screen[None], follow: Callable[[], None]) -> None:
        """Call `follow` once the cursor of a screen rests."""
        self._screen = screen
        self._follow = follow
        self.is_behind = False
        """Do they show what was selected before?"""

    def follow_soon(self) -> None:
        """Take what is selected for what one is about, unless the cursor goes on."""
        if not self.is_behind:
            self.is_behind = True
            self._screen.set_timer(SETTLED, self._catch_up)

    def _catch_up(self) -> None:
        self.is_behind = False
        self._follow()
