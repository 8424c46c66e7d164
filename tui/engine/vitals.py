"""What the kernel tells of a socket, where it does."""

from __future__ import annotations

import array
import socket
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.model.vitals import Vitals

if TYPE_CHECKING:
    import asyncio

__all__ = ["vitals_of"]

_RTT, _RETRANSMITS, _RECEIVED = 68, 100, 128
"""Where the fields stand in Linux's struct tcp_info (linux/tcp.h), which only ever grows at its end."""
_LENGTH = 256
_MICROSECOND = 1e-6


def vitals_of(transport: asyncio.BaseTransport | None, *, lag: float, unpacked: int = 0) -> Vitals:
    """Look at the socket of a connection; `lag` and `unpacked` are known already."""
    connection = transport.get_extra_info("socket") if transport is not None else None
    if connection is None or connection.fileno() < 0:
        return Vitals(unpacked=unpacked, lag=lag)
    info = _tcp_info(connection)
    return Vitals(
        queued=_queued(connection.fileno()),
        wire_bytes=_field("=Q", info, _RECEIVED),
        unpacked=unpacked,
        rtt=None if (micros := _field("=I", info, _RTT)) is None else micros * _MICROSECOND,
        retransmits=_field("=I", info, _RETRANSMITS),
        lag=lag,
    )


def _tcp_info(connection: socket.socket) -> bytes:
    """Return the kernel's struct; b"": it has none, or another one."""
    if sys.platform != "linux":
        return b""
    with suppress(OSError):  # a socket that is gone already, or no TCP
        return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LENGTH)
    return b""


def _queued(number: int) -> int | None:
    """Return how many bytes wait to be read (FIONREAD)."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none
        import termios  # noqa: PLC0415 - nor this
    except ImportError:
        return None
    count = array.array("i", [0])
    try:
        fcntl.ioctl(number, termios.FIONREAD, count)
    except OSError:
        return None
    return count[0]


def _field(kind: str, info: bytes, at: int) -> int | None:
    return struct.unpack_from(kind, info, at)[0] if len(info) >= at + struct.calcsize(kind) else None
