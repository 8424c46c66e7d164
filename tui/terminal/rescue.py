"""Rescue: a terminal that does not read is left so that it is restored once it does."""

from __future__ import annotations

import signal
import termios
from contextlib import suppress
from queue import Empty
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.drivers._writer_thread import WriterThread

    from tui.terminal.outlet import Outlet

__all__ = ["take_frames_back"]

_ROUNDS, _ROUND = 20, 0.025
"""How often, and for how many seconds each, the output thread is told to leave the frame that it sends."""
_CANCEL = "\x18\x1b[?2026l\x1b[0m"
"""What ends a frame that was cut: CAN the sequence in it (ECMA-48), then its being held back, its colours."""


def take_frames_back(writer: WriterThread, outlet: Outlet, *, restored_by: str) -> None:
    """Discard what the terminal has not read yet, and send what restores it in place of that.

    Nobody else would, were it not for us: the shell that has the terminal next
    does not know of our screen and modes. The thread that waits in a write
    does not hear of the room that this makes, at least on a pseudoterminal of
    Linux, so a signal wakes it. Only the main thread may call this.
    """
    with suppress(Empty):
        while True:
            writer._queue.get_nowait()  # noqa: SLF001 - no public name
    writer._queue.put(None)  # noqa: SLF001 - `stop` would wait for it
    outlet.is_cut = True
    before = signal.signal(signal.SIGURG, lambda *_: None)
    with suppress(OSError, termios.error):  # it has gone
        for _ in range(_ROUNDS):
            termios.tcflush(outlet.fileno(), termios.TCOFLUSH)
            if not writer.is_alive():
                outlet.is_cut = False
                outlet.write(_CANCEL + restored_by)
                outlet.flush()
                break
            if writer.ident is not None:
                with suppress(ProcessLookupError):  # it has just ended
                    signal.pthread_kill(writer.ident, signal.SIGURG)
            writer.join(_ROUND)
    signal.signal(signal.SIGURG, before)
