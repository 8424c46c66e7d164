"""SteadyDriver: Textual's driver, for terminals that stop reading, hang up or are suspended."""

from __future__ import annotations

import select
from queue import Full
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SteadyDriver"]

_PATIENCE = 0.5
_FRAMES_AHEAD = 3


class SteadyDriver(LinuxDriver):
    """A driver that never blocks the event loop for long and always lets the process end.

    Each method closes one measured fault of the original: a terminal that does
    not read blocked the loop and the exit, one that had gone made the output
    thread die in silence, and a stray SIGCONT started every thread twice.
    """

    _is_suspended = False
    on_resumed: Callable[[], None] | None = None
    """Called in the event loop when the process runs in the foreground again."""

    @property
    def is_behind(self) -> bool:
        """Has the terminal not yet read the frames that were sent?"""
        writer = self._writer_thread
        return writer is not None and writer._queue.qsize() >= _FRAMES_AHEAD  # noqa: SLF001 - no public name

    @property
    def is_gone(self) -> bool:
        """Has the terminal hung up?"""
        writer = self._writer_thread
        if writer is not None and not writer.is_alive():
            return True
        poll = select.poll()
        poll.register(self.fileno, 0)
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))

    def write(self, data: str) -> None:
        """Send to the terminal; give up after half a second when it does not read."""
        writer = self._writer_thread
        if writer is None or not writer.is_alive():
            return
        try:
            writer._queue.put(data, timeout=_PATIENCE)  # noqa: SLF001 - `WriterThread.write` waits for ever
        except Full:
            return

    def close(self) -> None:
        """End the output thread, but do not wait for a terminal that does not read."""
        writer = self._writer_thread
        if writer is None or not writer.is_alive():
            return
        try:
            writer._queue.put(None, timeout=_PATIENCE)  # noqa: SLF001 - `WriterThread.stop` waits for ever
        except Full:
            return
        writer.join(_PATIENCE)

    def suspend_application_mode(self) -> None:
        self._is_suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Start again if it was suspended, and have everything painted."""
        if self._is_suspended:
            self._is_suspended = False
            super().resume_application_mode()
        if self.on_resumed is not None:
            self._loop.call_soon_threadsafe(self.on_resumed)
