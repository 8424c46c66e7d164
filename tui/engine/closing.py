"""How a WebSocket ends: close frames to send, and how what was received ends it."""

from __future__ import annotations

import errno
import struct
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model.connection import Close, Ending, Side
from tui.model.frames import FrameError

if TYPE_CHECKING:
    import asyncio

__all__ = [
    "answered",
    "close_of_error",
    "close_of_frame",
    "close_of_loss",
    "close_payload",
    "echo_of",
    "goodbye_of",
    "loss_of",
    "unanswered",
]

_LONGEST_REASON = 123
_PROTOCOL_ERROR = 1002
_NO_STATUS = 1005
_LOST = 1006
_INVALID_DATA = 1007
_INTERNAL_ERROR = 1011
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


def goodbye_of(close: Close) -> bytes:
    """Return what says to the server that, and why, we end the connection."""
    return close_payload(close.code if close.may_travel else _INTERNAL_ERROR, close.reason or close.detail)


def echo_of(close: Close) -> bytes:
    """Return what answers the server's close frame: its own code, if that may be sent at all."""
    if close.code == _NO_STATUS and close.is_clean:
        return b""
    return close_payload(close.code if close.may_travel else _PROTOCOL_ERROR)


def close_of_frame(payload: bytes) -> Close:
    """Tell of a close frame that the server sent first.

    Raises:
        FrameError: It is none.
    """
    if not payload:
        return Close(code=_NO_STATUS, by=Side.SERVER, ending=Ending.CLOSE_FRAME)
    if len(payload) == 1:
        raise FrameError(_PROTOCOL_ERROR, "the server sent a close frame of one byte, which is half a code")
    try:
        reason = payload[2:].decode()
    except UnicodeDecodeError:
        raise FrameError(_INVALID_DATA, "the server sent a close frame whose reason is not UTF-8") from None
    code = int.from_bytes(payload[:2])
    close = Close(code=code, reason=reason, by=Side.SERVER, ending=Ending.CLOSE_FRAME)
    return close if close.may_travel else replace(close, detail=_NO_CODE)


def close_of_error(error: FrameError) -> Close:
    """Tell of a fault in what the server sent, for which we end the connection."""
    return Close(code=error.code, by=Side.CLIENT, detail=str(error), ending=Ending.FAULT)


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


def loss_of(gone: asyncio.Future[None] | None) -> BaseException | None:
    """Return why a socket ended, as its protocol says; `None`: the server closed it."""
    if gone is None or not gone.done() or gone.cancelled():
        return None
    return gone.exception()


def answered(ours: Close, theirs: Close) -> Close:
    """Tell of a close of ours that the server answered; one that blames it stays as it is."""
    if ours.detail:
        return ours
    ended = replace(ours, ending=Ending.CLOSE_FRAME)
    if theirs.code == ours.code:
        return ended
    return replace(ended, reason=theirs.reason, detail=f"the server answered {theirs.code}")


def unanswered(ours: Close) -> Close:
    """Tell of a close of ours that the server did not answer in time; one that blames it stays as it is."""
    if ours.detail:
        return ours
    return replace(ours, detail="the server did not answer the close", ending=Ending.TIMEOUT)
