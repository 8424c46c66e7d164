"""Terminal: a real pty that notes when what was waited for has been drawn."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Terminal", "running"]

_LITTLE = 2_000
"""Bytes; a program that has drawn no more than this has only set the terminal up."""

_ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[c": b"\x1b[?62;4c",
    b"\x1b]11;?": b"\x1b]11;rgb:1111/1111/1111\x1b\\",
}
"""What a modern terminal answers at once."""


class Terminal:
    """A program on a terminal, from the moment at which it was started."""

    def __init__(self, process: subprocess.Popen[bytes], master: int, began: float) -> None:
        self.pid = process.pid
        self.transcript = bytearray()
        """All that was drawn."""
        self._master = master
        self._began = began

    def drawn_after(self, word: bytes, *, within: float = 30.0) -> float:
        """Return how many seconds after the start the word was on the screen."""
        seen = b""
        while word not in seen:
            if not (data := self._read(within)):
                raise TimeoutError(f"{word!r} was not drawn within {within} s; last: {seen[-300:]!r}")
            seen = seen[-len(word) :] + data
        return time.perf_counter() - self._began

    def press(self, keys: str) -> None:
        """Type something."""
        os.write(self._master, keys.encode())

    def answered_after(self, keys: str, word: bytes, *, within: float = 10.0) -> float:
        """Type something, and return how many seconds it took until the word was drawn."""
        began = time.perf_counter()
        self.press(keys)
        seen = b""
        while word not in seen:
            left = began + within - time.perf_counter()
            if left <= 0 or not (data := self._read(left)):
                raise TimeoutError(f"{word!r} was not drawn within {within} s of {keys!r}")
            seen = seen[-len(word) :] + data
        return time.perf_counter() - began

    def drawn_for(self, word: bytes, times: int, *, within: float = 10.0) -> float:
        """Return the seconds from the first to the last time that the word is drawn."""
        seen, tail, first = 0, b"", time.perf_counter()
        while seen < times:
            if not (data := self._read(within)):
                raise TimeoutError(f"{word!r} was drawn {seen} times, and then nothing for {within} s")
            data = tail + data
            if not seen:
                first = time.perf_counter()
            seen += data.count(word)
            tail = data[-len(word) + 1 :]
        return time.perf_counter() - first

    def first_screen(self, rest: float, *, within: float = 10.0) -> float | None:
        """Return how many seconds after the start the last byte came before the terminal rested.

        `None`: nothing was drawn.
        """
        count, newest = 0, self._began
        while time.perf_counter() - self._began < within:
            data = self._read(rest)
            if data:
                count, newest = count + len(data), time.perf_counter()
            elif count > _LITTLE:
                return newest - self._began
        return None

    def any_answer_after(self, keys: str, *, within: float = 0.5) -> float | None:
        """Type something, and return how many seconds it took until anything was drawn; `None`: nothing."""
        began = time.perf_counter()
        self.press(keys)
        return time.perf_counter() - began if self._read(within) else None

    def watch(self, seconds: float) -> int:
        """Read for so long what is drawn, and return how many bytes it was."""
        until, count = time.perf_counter() + seconds, 0
        while (left := until - time.perf_counter()) > 0:
            count += len(self._read(left))
        return count

    def _read(self, within: float) -> bytes:
        """Return what is drawn next, nothing if that takes longer."""
        if not select.select([self._master], [], [], within)[0]:
            return b""
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # what Linux says when the program has ended
            return b""
        self.transcript += data
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._master, answer)
        return data


@contextmanager
def running(
    command: Sequence[str],
    *,
    folder: Path,
    environ: Mapping[str, str],
    columns: int = 120,
    rows: int = 40,
) -> Iterator[Terminal]:
    """Start a program on a new terminal of that size, and end it when the block is left."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own programs
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=folder,
        env=dict(environ),
        start_new_session=True,
    ) as process:
        os.close(slave)  # or else we would not see that the program has ended
        terminal = Terminal(process, master, began)
        try:
            yield terminal
        finally:
            process.send_signal(signal.SIGTERM)
            while process.poll() is None:
                terminal.watch(0.02)
            os.close(master)
