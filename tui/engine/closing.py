"""How a WebSocket ends: close frames to send, and what aiohttp reports turned into a Close."""

from __future__ import annotations

import errno
import re
import struct
import zlib
from typing import TYPE_CHECKING

from aiohttp import WebSocketError
from aiohttp.http import WSCloseCode
from msgspec.structs import replace

from tui.model.connection import Close, Ending, Side

if TYPE_CHECKING:
    from tui.model.feed import Feed

__all__ = ["close_of_error", "close_of_frame", "close_of_loss", "close_payload", "echo_of"]

_LONGEST_REASON = 123
_NO_STATUS = 1005
_LOST = 1006
_ILLEGAL_CODE = re.compile(r"Invalid close code: (\d+)")
_TOO_LONG = re.compile(r"Message size (\d+) exceeds limit")
_RESERVED_BITS = "non-zero reserved bits"
_NO_CLOSE = "Invalid close frame"
_NO_CODE = "a code that no close frame may carry"
_ENDINGS = {errno.ECONNRESET: Ending.RESET, errno.EPIPE: Ending.RESET, errno.ETIMEDOUT: Ending.TIMEOUT}
_LOSSES = {
    errno.ECONNRESET: "the server reset the connection",
    errno.EPIPE: "the server reset the connection",
    errno.ETIMEDOUT: "the server's machine stopped answering",
    errno.EHOSTUNREACH: "the server's machine cannot be reached any more",
    errno.ENETUNREACH: "the network cannot be reached any more",
    errno.ENETDOWN: "the network is down",
}


def close_payload(code: int, reason: str = "") -> bytes:
    """Return what a close frame carries (RFC 6455, section 5.5.1); the reason is cut to what fits."""
    text = reason.encode("utf-8", "replace")[:_LONGEST_REASON]
    return struct.pack("!H", code) + text.decode("utf-8", "ignore").encode()


def echo_of(close: Close) -> bytes:
    """Return what answers the server's close frame: its own code, if that may be sent at all."""
    if close.code == _NO_STATUS:
        return b""
    return close_payload(close.code if close.may_travel else WSCloseCode.PROTOCOL_ERROR)


def close_of_frame(code: int, reason: str) -> Close:
    """Tell of a close frame that the server sent first; aiohttp reads one without a code as 0."""
    if code == 0:
        return Close(code=_NO_STATUS, by=Side.SERVER, ending=Ending.CLOSE_FRAME)
    close = Close(code=code, reason=reason, by=Side.SERVER, ending=Ending.CLOSE_FRAME)
    return close if close.may_travel else replace(close, detail=_NO_CODE)


def close_of_error(error: BaseException, feed: Feed) -> Close:
    """Tell of a fault in what the server sent, for which aiohttp has ended the connection."""
    if isinstance(error, zlib.error):
        return _ours(WSCloseCode.INVALID_TEXT, "the server sent corrupt compressed data")
    if not isinstance(error, WebSocketError):
        return Close(code=_LOST, by=Side.CLIENT, detail=str(error) or type(error).__name__)
    text = str(error)
    if match := _ILLEGAL_CODE.fullmatch(text):
        return Close(code=int(match[1]), by=Side.SERVER, detail=_NO_CODE, ending=Ending.CLOSE_FRAME)
    if error.code == WSCloseCode.MESSAGE_TOO_BIG:
        match = _TOO_LONG.match(text)
        length = f" of {int(match[1]):,} bytes" if match else ""
        return _ours(error.code, f"a message{length} is longer than max_message ({feed.max_message:,} bytes)")
    if _RESERVED_BITS in text and not feed.compression:
        text = f"{text}: compressed, although compression was not offered"
    elif text.startswith(_NO_CLOSE):
        text = "the server sent a close frame of one byte, which is half a code"
    return _ours(error.code, text)


def close_of_loss(error: BaseException | None) -> Close:
    """Tell of a connection that ended without a close frame, by the error of its socket, if there was one."""
    ending: Ending | None = None
    cause = error.__cause__ if error is not None and error.__cause__ is not None else error
    if cause is None:
        detail, ending = "the server ended the connection without a close frame", Ending.FIN
    elif isinstance(cause, OSError) and cause.errno in _LOSSES:
        detail, ending = _LOSSES[cause.errno], _ENDINGS.get(cause.errno)
    else:
        detail = str(cause) or type(cause).__name__
    return Close(code=_LOST, by=Side.NETWORK, detail=detail, ending=ending)


def _ours(code: int, detail: str) -> Close:
    return Close(code=int(code), by=Side.CLIENT, detail=detail, ending=Ending.FAULT)
