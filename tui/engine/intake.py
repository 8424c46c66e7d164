"""Intake: puts what a feed receives into its state, in turns that leave others theirs."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.model.feed_state import FeedState
    from tui.model.message import FeedMessage

__all__ = ["AT_ONCE", "Intake"]

AT_ONCE = 1_024
"""Messages that are recorded before somebody is told."""

_TURN = 0.004
_NAP = 0.001


class Intake:
    """Records what is received.

    What the buffers hold could be taken in without a pause, thousands of
    messages at a time. So whoever receives offers the others a turn between two
    batches.
    """

    def __init__(self, state: FeedState, changed: Callable[[], None]) -> None:
        self._receive = state.receive
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self._turn_ends = 0.0

    def begin_turn(self) -> None:
        """Note that the others have just had their turn, as there was nothing to do."""
        self._turn_ends = self._loop.time() + _TURN

    def take(self, messages: Sequence[FeedMessage]) -> None:
        """Record messages that came together, and announce them before any buffer can let go of them."""
        for first in range(0, len(messages), AT_ONCE):
            self._receive(messages[first : first + AT_ONCE])
            self._changed()

    async def breathe(self) -> None:
        """Let others run if it has been our turn for long enough.

        Only a real sleep lets go of the interpreter for long enough that the
        threads which read the keyboard get it.
        """
        if self._loop.time() >= self._turn_ends:
            await asyncio.sleep(_NAP)
            self.begin_turn()
