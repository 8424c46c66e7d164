"""Pauses: how seldom and how briefly the interpreter may keep a key waiting."""

from __future__ import annotations

import gc
import sys

__all__ = ["keep_pauses_short"]

_COLLECTED = (700, 10, 200)
"""When garbage is looked for: among the oldest objects a twentieth as often as usual, as keys must wait."""
_TURN = 0.001
"""Seconds that a thread works before the screen may go on: a frame takes many turns, and waits for each."""


def keep_pauses_short() -> None:
    """Look for garbage seldom, and never in what is there from the start; give way to the screen soon."""
    gc.freeze()  # what was imported stays, and looking through it would stop everything for a while
    gc.set_threshold(*_COLLECTED)
    gc.enable()
    sys.setswitchinterval(_TURN)
