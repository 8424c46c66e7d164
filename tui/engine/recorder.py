"""Recorder: writes what happens on a board to a file, without anybody waiting for the disk."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui import __version__
from tui.engine.clock import SystemClock
from tui.engine.journal import Batch, Journal
from tui.engine.scribe import Scribe, try_file
from tui.text.recording import start_entry
from tui.text.units import size as size_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tui.engine.clock import Clock
    from tui.model.board import Board

__all__ = ["Recorder", "RecordingError", "ensure_recordable", "open_recorder"]

_EVERY = 0.05
_SOON = 0.005
_LATE = 0.125
"""Seconds after which what happened is known: a check counts once it is judged, a message once it is read."""
_ROUNDED = 1e-6
"""What the time of an entry may be later than it was."""
_LARGEST_BACKLOG = 16_000_000
"""Bytes of memory; also of the smallest messages they are written in about half a second, when it ends."""
_LAST_CHANCE = 3.0
"""Seconds that the disk gets for the rest when the recording ends."""


class RecordingError(Exception):
    """There is no recording; the text says why, in a sentence for the user."""


def ensure_recordable(path: Path) -> None:
    """See whether a file can be recorded to, before anything is started; it is made if there is none.

    Raises:
        RecordingError: It cannot.
    """
    try:
        try_file(path)
    except OSError as error:
        raise _impossible(path, error) from error


@asynccontextmanager
async def open_recorder(
    path: Path,
    board: Board,
    *,
    failed: Callable[[str], None],
    source: str = "",
    clock: Clock | None = None,
) -> AsyncIterator[Recorder]:
    """Record what happens on a board from now on, at the end of a file.

    It may be left in another task than it was entered in.

    Args:
        path: The file; what it holds is kept.
        board: Whose states and events are read.
        failed: Called once with a sentence, should the recording end before it is closed.
        source: The configuration that the board was made from.
        clock: The machine's, unless a test has another.

    Raises:
        RecordingError: The file cannot be written.
    """
    recorder = Recorder(path, board, failed=failed, clock=clock or SystemClock())
    try:
        await recorder.begin(source)
        yield recorder
    finally:
        await recorder.end()


class Recorder:
    """Asks the board twenty times a second what is new, and has a thread write it.

    While the disk cannot keep up, what is new waits: first in a backlog, then
    in the rings of the board, where the oldest make way in the end. What went
    that way is counted, and the recording says where it is missing.
    """

    def __init__(self, path: Path, board: Board, *, failed: Callable[[str], None], clock: Clock) -> None:
        self.path = path
        self.lost = 0
        """Messages and results that went before they could be written."""
        self._board = board
        self._failed = failed
        self._clock = clock
        self._journal = Journal(board, clock.now())
        self._scribe = Scribe(path)
        self._asked: deque[tuple[float, float]] = deque()
        """When the board was asked lately, by the loop and by the clock."""
        self._settled = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._is_told = False

    @property
    def size(self) -> int:
        """The bytes that it has written."""
        return self._scribe.written

    @property
    def is_running(self) -> bool:
        """Is it not over, for better or worse?"""
        return self._timer is not None and self._scribe.failure is None

    async def begin(self, source: str) -> None:
        """Write how things are.

        Raises:
            RecordingError: The file cannot be written.
        """
        now = self._clock.now()
        start = start_entry(now, source=source, title=self._board.title, version=__version__)
        try:
            await self._scribe.open(Batch(sources=[[start], [*self._journal.opening(now)]]))
        except OSError as error:
            self._is_told = True
            raise _impossible(self.path, error) from error
        self._ask_again(0)

    async def end(self) -> None:
        """Write what there is and close the file, in bounded time whatever the disk does."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
            if self._scribe.failure is None:
                self._hand_over(self._clock.now(), inf)
        if not await self._scribe.close(_LAST_CHANCE):
            self._tell(f"the disk is too slow: {size_text(self._scribe.backlog)} were not written")
        elif self._scribe.failure is not None:
            self._tell(self._scribe.failure)

    def _turn(self) -> None:
        if self._scribe.failure is not None:
            self._tell(self._scribe.failure)
            return
        now = self._clock.now()
        settled = self._settle(now)
        is_urgent = self._scribe.backlog < _LARGEST_BACKLOG and self._hand_over(now, settled)
        self._scribe.settle(settled)
        self._ask_again(_SOON if is_urgent else _EVERY)

    def _ask_again(self, delay: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(delay, self._turn)

    def _hand_over(self, now: float, settled: float) -> bool:
        """Have written what is new, and return whether there is so much that more will follow soon."""
        batch = self._journal.drain(now)
        self.lost += batch.lost
        if batch.sources:
            self._scribe.put(replace(batch, settled=settled))
        return batch.is_urgent

    def _settle(self, now: float) -> float:
        """Return up to when all is known, and note that the board was asked just now.

        It never goes back, as the clock may.
        """
        moment = asyncio.get_running_loop().time()
        while self._asked and moment - self._asked[0][0] >= _LATE:
            self._settled = max(self._settled, self._asked.popleft()[1] + _ROUNDED)
        self._asked.append((moment, now))
        return self._settled

    def _tell(self, why: str) -> None:
        """Tell once that the recording has ended, and how much there is."""
        if not self._is_told:
            self._is_told = True
            self._failed(f"the recording to {self.path} ended after {size_text(self.size)}: {why}")


def _impossible(path: Path, error: OSError) -> RecordingError:
    return RecordingError(f"{path} cannot be recorded to: {error.strerror or error}")
