"""Intake: the way of received messages into a feed's state, in slices that leave room for everybody else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.model.message import Direction, FeedMessage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.engine.clock import Clock
    from tui.model.feed_state import FeedState
    from tui.model.message import Opcode

__all__ = ["Intake"]

_SLICE = 0.004
_NAP = 0.001
_LOOK_AFTER_MESSAGES = 32
_LOOK_AFTER_BYTES = 65_536
_BILLION = 1_000_000_000
_RECEIVED = Direction.RECEIVED


class Intake:
    """Records what is received.

    What the buffers hold is handed out without a pause, thousands of messages at
    a time. So they are stamped and announced by the batch, and whoever takes
    them looks at the clock now and then.
    """

    def __init__(self, state: FeedState, clock: Clock, changed: Callable[[], None]) -> None:
        self._record = state.record
        self._clock = clock
        self._changed = changed
        self._loop = asyncio.get_running_loop()
        self._in_batch = False
        self._at_ns = 0
        self._slice_ends = 0.0
        self._messages = 0
        self._bytes = 0
        self.batches = 0
        """Rises whenever something comes from the server."""

    def take(self, opcode: Opcode, payload: bytes, event: str | None = None) -> bool:
        """Record a message and say whether it is time to `breathe`."""
        if not self._in_batch:
            self.begin_batch()
        self._record(FeedMessage(self._at_ns, _RECEIVED, opcode, payload, event))
        self._messages += 1
        self._bytes += len(payload)
        return self._messages >= _LOOK_AFTER_MESSAGES or self._bytes >= _LOOK_AFTER_BYTES

    async def breathe(self) -> None:
        """Let others run if it has been our turn for long enough.

        Only a real sleep lets go of the interpreter for long enough that the
        threads which read the keyboard get it.
        """
        self._messages = self._bytes = 0
        now = self._loop.time()
        if now >= self._slice_ends:
            await asyncio.sleep(_NAP)
            self._slice_ends = self._loop.time() + _SLICE
        self._at_ns = int(self._clock.now() * _BILLION)

    def begin_batch(self) -> None:
        """Stamp what comes now, and see that it is announced once the buffers are empty."""
        if self._in_batch:
            return
        self._in_batch = True
        self.batches += 1
        self._at_ns = int(self._clock.now() * _BILLION)
        self._slice_ends = self._loop.time() + _SLICE
        self._loop.call_soon(self._end_batch)

    def _end_batch(self) -> None:
        """Announce the batch; the loop comes here as soon as whoever receives has to wait."""
        self._in_batch = False
        self._changed()
