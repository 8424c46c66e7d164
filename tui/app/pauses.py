"""Pauses: how seldom and how briefly the interpreter may keep a key waiting."""

from __future__ import annotations

import gc
import sys

__all__ = ["keep_pauses_short", "tidy"]

_COLLECTED = (2_000, 5, 10)
"""When garbage is looked for: seldom, as the checks that run are thousands of objects, but no garbage."""
_TURN = 0.001
"""Seconds that a thread works before the screen may go on: a frame takes many turns, and waits for each."""


def keep_pauses_short() -> None:
    """Look for garbage seldom, and never in what is there by now; give way to the screen soon."""
    gc.freeze()  # what was imported stays, and looking through it would stop everything for a while
    gc.set_threshold(*_COLLECTED)
    gc.enable()
    sys.setswitchinterval(_TURN)


def tidy() -> None:
    """Look through everything for garbage, if there may be some: a screen that was left is nothing else."""
    if gc.get_count()[-1]:
        gc.collect()
