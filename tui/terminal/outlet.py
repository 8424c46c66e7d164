"""Outlet: the way to the terminal, past the buffers of Python, which the exit would wait for."""

from __future__ import annotations

import os
import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["Outlet", "terminal_of"]


def terminal_of(error: TextIO, output: TextIO) -> int:
    """Return where to draw: standard error, as Textual does, or the output where errors go to a file."""
    return (output if output.isatty() and not error.isatty() else error).fileno()


class Outlet:
    """What an output thread writes to, in place of a file of Python's.

    A thread that is stuck in such a file holds its lock, and Python aborts when
    it flushes its files at the exit; one that fails leaves data in the buffer,
    and Python fails in its place (exit code 120).
    """

    def __init__(self, descriptor: int, *others: int) -> None:
        """Write to a descriptor; the `others` lead to the same terminal."""
        self.is_broken = False
        """Could something not be sent, as the terminal has gone?"""
        self.is_cut = False
        """Is what is being sent to be left where it is?"""
        self.is_abandoned = False
        """Does everything go to nowhere?"""
        self._descriptor = descriptor
        self._others = others
        self._pending: list[bytes] = []

    @property
    def is_full(self) -> bool:
        """Would a write have to wait until the terminal reads?"""
        return not select.select([], [self._descriptor], [], 0)[1]

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> None:
        """Take text for the next flush; what cannot be encoded is escaped."""
        self._pending.append(text.encode("utf-8", "backslashreplace"))

    def flush(self) -> None:
        """Send what was written, and wait for as long as the terminal takes."""
        data = memoryview(b"".join(self._pending))
        self._pending.clear()
        try:
            while data and not self.is_cut:
                data = data[os.write(self._descriptor, data) :]
        except OSError:
            self.is_broken = True

    def abandon(self) -> None:
        """Send to nowhere from now on whatever this process writes there: nobody reads it."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for descriptor in {self._descriptor, *self._others}:
            os.dup2(nowhere, descriptor)
        os.close(nowhere)
        self.is_abandoned = True
