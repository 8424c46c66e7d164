"""Courtesy: what can wait gives way to whoever has pressed a key and looks for the answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.events import Key, MouseDown, Paste

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ASKING", "Courtesy"]

ASKING = (Key, MouseDown, Paste)
"""The events that somebody waits for an answer to."""

_LONGEST = 0.05
"""Seconds after which everything goes on: some keys have no answer that can be seen."""


class Courtesy:
    """Knows whether somebody waits: from a key on until the first frame after the app has taken it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked_at = float("-inf")
        self._is_taken = False

    @property
    def is_awaited(self) -> bool:
        """Does somebody wait for an answer?"""
        return self._clock() - self._asked_at < _LONGEST

    def ask(self) -> None:
        """Note that a key came; one that is still to be answered is waited for no longer because of it."""
        if not self.is_awaited:
            self._asked_at, self._is_taken = self._clock(), False

    def take(self) -> None:
        """Note that the app has the key now: the next frame answers it."""
        self._is_taken = True

    def answer(self) -> None:
        """Note that a frame was drawn."""
        if self._is_taken:
            self._asked_at = float("-inf")
