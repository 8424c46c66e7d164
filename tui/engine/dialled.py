"""Dialled: one connection that is tried, noted by the socket that tries it.

A name with several addresses is dialled at all of them, one soon after the
other (RFC 8305), and neither asyncio nor aiohttp tells how the slower ones
fared. The sockets are ours to make, so they tell.
"""

from __future__ import annotations

import errno
import os
import socket
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.hop import Dial

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Dialled", "DialledSocket"]

_GIVEN_UP = "given up"
_WORDS = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "reset",
    errno.EHOSTUNREACH: "no route to the host",
    errno.ENETUNREACH: "no route from here",
    errno.ETIMEDOUT: "no answer",
}


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
    """A socket that notes how its connecting ends: asyncio asks it, or closes it."""

    dialled: Dialled | None = None

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

    def _end(self, number: int | None) -> None:
        if self.dialled is not None:
            word = _WORDS.get(number or 0) or os.strerror(number or 0).lower()
            self.dialled.end(word if number else None)
