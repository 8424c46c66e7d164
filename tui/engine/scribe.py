"""Scribe: a thread that writes lines to the end of a file, so that a slow disk keeps nobody waiting."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import sys
from concurrent.futures import Future
from heapq import merge
from operator import itemgetter
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from tui.engine.journal import Batch
from tui.text.recording import entry_line
from tui.text.units import size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import FileIO
    from pathlib import Path

    from tui.text.recording import Entry

    _Line = tuple[float, bytes]

__all__ = ["Scribe", "try_file"]

_AT_ONCE = 262_144
_LOOK_EVERY = 4_194_304
"""Bytes between two looks at the room on the disk."""
_LEAST_FREE = 500_000_000
"""Bytes; of a disk that has less a recording takes no more than it leaves."""
_OURS_ONLY = 0o600
"""What servers answer is nobody else's business."""
_BEGINNING = b'{"v":'
_OUR_FAULT = "asyncdash failed to write an entry"


class Scribe:
    """Writes batches in the order in which they come, each as soon as it can.

    The thread alone opens, writes and closes the file; the loop hands it
    batches and reads how far it is. It is a daemon: a disk that never answers
    must not keep the program from ending. A recording that nobody ends does
    not fill the disk, on which others write as well.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written = 0
        """Bytes."""
        self.failure: str | None = None
        """Why it has stopped writing; `None`: it has not."""
        self._looked_at = 0
        self._given = 0
        self._taken = 0
        self._held: list[_Line] = []
        """What may have to stand behind something of which nobody knows yet."""
        self._held_size = 0
        self._batches: SimpleQueue[Batch | None] = SimpleQueue()
        self._opened: Future[None] = Future()
        self._thread = Thread(target=self._run, name="recording", daemon=True)

    @property
    def backlog(self) -> int:
        """The bytes of memory, about, that wait to be written."""
        return self._given - self._taken + self._held_size

    async def open(self, first: Batch) -> None:
        """Begin, and come back once the first batch is written.

        Raises:
            OSError: The file cannot be opened or written.
        """
        self._opened.set_running_or_notify_cancel()
        self.put(first)
        self._thread.start()
        await asyncio.wrap_future(self._opened)

    def put(self, batch: Batch) -> None:
        """Have a batch written."""
        self._given += batch.size
        self._batches.put(batch)

    def settle(self, at: float) -> None:
        """Have written what waits for whatever had happened by then, unless a batch is on its way anyway."""
        if self._held and self._batches.empty():
            self._batches.put(Batch(settled=at))

    async def close(self, patience: float) -> bool:
        """Have the rest written, and return whether it was within that many seconds."""
        self._batches.put(None)
        await asyncio.to_thread(self._thread.join, patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failure: str | None = _OUR_FAULT
        try:
            with open(self.path, "ab", buffering=0, opener=_open) as file:
                self._write(file, _torn_line(self.path))
                self._take(file, self._batches.get())
                self._opened.set_result(None)
                while self._take(file, self._batches.get()):
                    pass
                self._write(file, b"".join(line for _, line in self._held))
            failure = None
        except OSError as error:
            failure = error.strerror or str(error)
            if not self._opened.done():
                self._opened.set_exception(error)
        finally:
            self.failure = failure
            if not self._opened.done():
                self._opened.set_exception(OSError(failure))

    def _take(self, file: FileIO, batch: Batch | None) -> bool:
        """Write a batch, and return whether there was one."""
        if batch is None:
            return False
        lines: list[bytes] = []
        held: list[_Line] = []
        length = 0
        for at, line in merge(self._held, *map(_written, batch.sources), key=itemgetter(0)):
            if at > batch.settled:
                held.append((at, line))
                continue
            lines.append(line)
            length += len(line)
            if length >= _AT_ONCE:
                self._write(file, b"".join(lines))
                lines, length = [], 0
        self._write(file, b"".join(lines))
        self._held, self._held_size = held, sum(len(line) for _, line in held)
        self._taken += batch.size
        return True

    def _write(self, file: FileIO, content: bytes) -> None:
        """Write all of it: a file without a buffer may take less than it is given."""
        rest = memoryview(content)
        while rest:
            written = file.write(rest)
            self.written += written
            rest = rest[written:]
        if self.written - self._looked_at >= _LOOK_EVERY:
            self._looked_at = self.written
            self._ensure_room(_free(file))

    def _ensure_room(self, free: int) -> None:
        """Go on only where there is plenty of room, or more than has been taken."""
        if free < min(_LEAST_FREE, self.written):
            raise OSError(errno.ENOSPC, f"only {size(free)} of the disk are left")


def try_file(path: Path) -> None:
    """Open a file as a recording would be, and close it.

    A named pipe is left alone: its reader would take that for the end.

    Raises:
        OSError: It cannot be written, or holds something else.
    """
    if path.is_fifo():
        return
    with open(path, "ab", buffering=0, opener=_open):
        _torn_line(path)


def _written(entries: Iterable[Entry]) -> Iterator[_Line]:
    """Write entries, each with its time in front."""
    for entry in entries:
        at = entry["t"]
        yield at if isinstance(at, float) else 0.0, entry_line(entry)


def _open(path: str, flags: int) -> int:
    """Open a file for us alone; a named pipe that nobody reads is an error, not a wait without end."""
    if sys.platform == "win32":
        return os.open(path, flags, _OURS_ONLY)
    descriptor = os.open(path, flags | os.O_NONBLOCK, _OURS_ONLY)
    os.set_blocking(descriptor, True)
    return descriptor


def _free(file: FileIO) -> int:
    """Return the bytes that may still be written to the disk of a file; a pipe has no end."""
    if sys.platform == "win32" or not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return sys.maxsize
    disk = os.fstatvfs(file.fileno())
    return disk.f_bavail * disk.f_frsize


def _torn_line(path: Path) -> bytes:
    """Return what ends the last line of a recording, if a crash has cut it off.

    Raises:
        OSError: The file holds something else, which must not be spoilt.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        return b""
    with path.open("rb") as file:
        if file.read(len(_BEGINNING)) != _BEGINNING:
            raise OSError(errno.EEXIST, "it holds something else than a recording")
        file.seek(-1, os.SEEK_END)
        return b"" if file.read() == b"\n" else b"\n"
