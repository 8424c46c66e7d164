"""Dialled: one connection that is tried, noted by the socket that tries it.

A name with several addresses is dialled at all of them, one soon after the
other (RFC 8305), and neither asyncio nor aiohttp tells how the slower ones
fared. The sockets are ours to make, so they tell; and they tell when bytes came,
which may be long before our event loop finds the time to look.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
import sys
from contextlib import contextmanager, suppress
from time import perf_counter, time
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.hop import Dial

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

__all__ = ["Dialled", "DialledSocket", "stamping"]

_GIVEN_UP = "given up"
_WORDS = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.EHOSTUNREACH: "no route to the host",
    errno.ENETUNREACH: "no route from here",
    errno.ETIMEDOUT: "no answer",
}


_LEVEL = socket.SOL_SOCKET
_STAMPS = 35
"""SO_TIMESTAMPNS (socket(7)), for which Python has no name."""
_STAMP = struct.Struct("qq")
_SIZE = _STAMP.size
_ROOM = socket.CMSG_SPACE(_SIZE) if hasattr(socket, "CMSG_SPACE") else 0
_LITTLE = 65_536
"""Bytes that are received at once, until there are more.

asyncio always asks for 256 KiB. From 128 KiB on (mallopt(3), M_MMAP_THRESHOLD) memory is mapped for that
and unmapped again, which takes five times as long as to receive an answer.
"""
_TOO_OLD = 60.0
"""Seconds: whoever sees that has had his clock set."""


class Dialled(Struct, kw_only=True):
    """When a connection was tried, and what came of it; the marks are readings of `perf_counter`."""

    address: str
    began: float = field(default_factory=perf_counter)
    ended: float | None = None
    fault: str | None = None

    def end(self, fault: str | None = None) -> None:
        """Note what came of it, once."""
        if self.ended is None:
            self.ended, self.fault = perf_counter(), fault

    def facts(self, since: float) -> Dial:
        """Return it as it is recorded of a request that began at `since`."""
        ended = self.began if self.ended is None else self.ended
        return Dial(address=self.address, after=self.began - since, took=ended - self.began, fault=self.fault)


class DialledSocket(socket.socket):
    """A socket that notes how its connecting ends, as asyncio asks it or closes it, and when bytes come."""

    dialled: Dialled | None = None
    arrived: float | None = None
    """When the newest bytes came to this machine, by `perf_counter`; `None`: the system does not tell."""
    _lost: OSError | None = None
    """Why nothing can be sent any more."""
    _has_stamps = False
    _expected = _LITTLE
    """Bytes for which there is room when the next ones come."""

    def ask_for_stamps(self) -> None:
        """Have the system say of all bytes when they came."""
        if sys.platform.startswith("linux") and _ROOM:
            with suppress(OSError):  # then nobody knows
                self.setsockopt(_LEVEL, _STAMPS, 1)
                self._has_stamps = True

    def send(self, data: Any, flags: int = 0, /) -> int:  # noqa: ANN401 - the socket's own signature
        """Send, or take note that nobody is there any more to send to.

        asyncio would close the socket at once, and with it what the peer said last: why it does not
        want us (a TLS alert, RFC 8446, section 6), or an answer that needed no more than it had. Whoever
        receives gets to that first, and then to the end.
        """
        try:
            return super().send(data, flags)
        except ConnectionError as error:
            self._lost = error
            return memoryview(data).nbytes

    def sendmsg(self, buffers: Any, *how: Any) -> int:  # noqa: ANN401 - the socket's own signature
        parts = list(buffers)
        try:
            return super().sendmsg(parts, *how)
        except ConnectionError as error:
            self._lost = error
            return sum(memoryview(part).nbytes for part in parts)

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        size = min(self._expected, bufsize)
        if self._has_stamps:
            data, notes, _, _ = super().recvmsg(size, _ROOM, flags)
            self._note_arrival(len(data), notes)
        else:
            data = super().recv(size, flags)
        if not data and self._lost is not None:
            raise self._lost
        self._expected = bufsize if len(data) >= _LITTLE else _LITTLE
        return data

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:  # noqa: ANN401 - the socket's own signature
        if not self._has_stamps or nbytes:
            size = super().recv_into(buffer, nbytes, flags)
        else:
            size, notes, _, _ = super().recvmsg_into([buffer], _ROOM, flags)
            self._note_arrival(size, notes)
        if not size and self._lost is not None:
            raise self._lost
        return size

    def connect(self, address: Any) -> None:  # noqa: ANN401 - the socket's own signature
        try:
            super().connect(address)
        except (BlockingIOError, InterruptedError):
            raise
        except OSError as error:
            self._end(error.errno)
            raise
        self._end(0)

    def getsockopt(self, level: int, optname: int, *size: int) -> Any:  # noqa: ANN401 - the socket's own signature
        value = super().getsockopt(level, optname, *size)
        if (level, optname) == (socket.SOL_SOCKET, socket.SO_ERROR):
            self._end(value)
        return value

    def close(self) -> None:
        if self.dialled is not None:
            self.dialled.end(_GIVEN_UP)
        super().close()

    def _note_arrival(self, size: int, notes: list[tuple[int, int, bytes]]) -> None:
        if not size:
            self.arrived = perf_counter()  # the end of the stream, of which the system keeps no time
        for level, kind, stamp in notes:
            if kind == _STAMPS and level == _LEVEL and len(stamp) == _SIZE:
                seconds, nanoseconds = _STAMP.unpack(stamp)
                age = time() - seconds - nanoseconds / 1e9
                self.arrived = perf_counter() - age if 0 <= age < _TOO_OLD else None

    def _end(self, number: int | None) -> None:
        if self.dialled is not None:
            word = _WORDS.get(number or 0) or os.strerror(number or 0).lower()
            self.dialled.end(word if number else None)


@contextmanager
def stamping() -> Iterator[DialledSocket]:
    """Have the system keep stamps ready for the sockets that ask, and own what makes it do so.

    Linux begins with it a moment after the first socket in all the machine has asked and stops with the
    last: where every check has a socket of its own, the answer could come before that moment.
    """
    with _keeper() as keeper:
        keeper.ask_for_stamps()
        yield keeper


def _keeper() -> DialledSocket:
    """Return a socket of the family that this machine has: stamps are the same for both."""
    try:
        return DialledSocket(socket.AF_INET, socket.SOCK_DGRAM)
    except OSError:
        return DialledSocket(socket.AF_INET6, socket.SOCK_DGRAM)
