"""STOMP 1.2 frames, read: command, headers and body (the section "STOMP Frames" of its specification)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.model.subprotocols.packet import Packet, PacketError, broken, short

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Fields

__all__ = [
    "BEGINNINGS",
    "STOMP",
    "STOMP_COMMANDS",
    "begins_frame",
    "stomp_fields",
    "stomp_length",
    "stomp_packet",
]

STOMP = "STOMP"
STOMP_COMMANDS = frozenset(
    {
        *("CONNECT", "STOMP", "SEND", "SUBSCRIBE", "UNSUBSCRIBE", "ACK", "NACK", "BEGIN", "COMMIT", "ABORT"),
        *("DISCONNECT", "CONNECTED", "MESSAGE", "RECEIPT", "ERROR"),
    }
)
"""Those of clients, then those of servers."""
HEARTBEAT = "heart-beat"

_COMMAND = re.compile(rb"([A-Z]{3,12})\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_COMMAND = 14
_EOLS = b"\r\n"
_EOL_RUN = re.compile(rb"[\r\n]+")
_NUL = 0
_LONGEST_HEAD = 65_536
_ABOUT = ("destination", "receipt-id", "id", "transaction")
"""What a frame is about, the most telling first."""
_BRIEFLY = ("message", "message-id", "subscription", "receipt", "version", "heart-beat")
_ESCAPES = {"\\r": "\r", "\\n": "\n", "\\c": ":", "\\\\": "\\"}
_ESCAPE = re.compile(r"\\.")
BEGINNINGS = ("CONNECT", "STOMP")
"""The frames with which a client begins."""
_FROM_SERVERS = frozenset({"CONNECTED", "MESSAGE", "RECEIPT", "ERROR"})
_UNESCAPED = frozenset({"CONNECT", "CONNECTED"})
"""Frames whose headers know no escapes, for the sake of version 1.0 (the section "Value Encoding")."""


def begins_frame(content: bytes, at: int = 0) -> bool:
    """Does a frame begin there: a command that there is, on a line of its own?"""
    found = _COMMAND.match(content, at)
    return found is not None and found[1].decode() in STOMP_COMMANDS


def stomp_length(content: bytes, at: int = 0) -> int | None:
    """Return how many bytes the frame or the heart-beat has that begins there; `None`: its end has not come.

    Raises:
        PacketError: No frame begins there.
    """
    if content[at] in _EOLS:
        return _behind_eols(content, at) - at
    if not begins_frame(content, at):
        if len(content) - at < _LONGEST_COMMAND and re.fullmatch(rb"[A-Z]+\r?", content[at:]):
            return None
        raise PacketError("no STOMP command", at)
    head = _HEAD_END.search(content, at, at + _LONGEST_HEAD)
    if head is None:
        if len(content) - at >= _LONGEST_HEAD:
            raise PacketError("headers without an end", at)
        return None
    end = _end_of_body(content, at, head.end())
    return None if end is None else _behind_eols(content, end) - at


def stomp_packet(content: bytes) -> Packet:
    """Read a frame, or the ends of lines that are a heart-beat (the section "Heart-beating")."""
    if content and not content.strip(_EOLS):
        return Packet(STOMP, HEARTBEAT, start=len(content), is_upkeep=True)
    try:
        command, headers, start = _read(content)
        end = _end_of_body(content, 0, start)
    except PacketError as error:
        return broken(STOMP, error)
    known = dict(reversed(headers))  # of a header that is repeated, the first counts
    about = next((known[name] for name in _ABOUT if name in known), "")
    brief = " · ".join(f"{name} {known[name]}" for name in _BRIEFLY if name in known)
    if end is None:
        return broken(STOMP, PacketError("there is no NUL at its end", len(content)))
    kind = short(f"{command} {about}".rstrip())
    answered = known.get("receipt-id")
    receipt = known.get("receipt") if command not in _FROM_SERVERS else None  # some copy it into a MESSAGE
    return Packet(
        STOMP,
        kind,
        short(brief),
        start,
        end - 1,
        is_failure=command == "ERROR",
        asks="CONNECTED" if command in BEGINNINGS else receipt and short(receipt),
        answers=command if command == "CONNECTED" else answered and short(answered),
    )


def stomp_fields(content: bytes) -> Fields:
    """Return the command and the headers of a frame that was read before."""
    if not content.strip(_EOLS):
        return [("heart-beat", "end of line")]
    command, headers, _ = _read(content)
    return [("command", command), *headers]


def _read(content: bytes) -> tuple[str, Fields, int]:
    """Return the command, the headers and where the body begins."""
    found = _COMMAND.match(content)
    if found is None or found[1].decode() not in STOMP_COMMANDS:
        raise PacketError("no STOMP command", 0)
    head = _HEAD_END.search(content, found.end(1), _LONGEST_HEAD)
    if head is None:
        raise PacketError("there is no blank line behind the headers", len(content))
    command = found[1].decode()
    headers: Fields = []
    at = found.end()
    for line in content[at : head.start()].split(b"\n") if head.start() > at else []:
        headers.append(_header(line.removesuffix(b"\r"), at, is_escaped=command not in _UNESCAPED))
        at += len(line) + 1
    return command, headers, head.end()


def _header(line: bytes, at: int, *, is_escaped: bool) -> tuple[str, str]:
    try:
        name, colon, value = line.decode().partition(":")
    except UnicodeDecodeError as error:
        raise PacketError("a header is not in UTF-8", at + error.start) from None
    if not colon or not name:
        raise PacketError("a header without a colon", at)
    if not is_escaped:
        return name, value
    return _unescaped(name, at), _unescaped(value, at)


def _unescaped(text: str, at: int) -> str:
    """Undo the escapes (the section "Value Encoding"); others than the four are a fault."""
    unknown = next((each[0] for each in _ESCAPE.finditer(text) if each[0] not in _ESCAPES), None)
    if unknown is not None:
        raise PacketError(f"there is no escape {unknown}", at)
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


def _behind_eols(content: bytes, at: int) -> int:
    """Return where something else than ends of lines begins."""
    found = _EOL_RUN.match(content, at)
    return found.end() if found else at


def _end_of_body(content: bytes, at: int, start: int) -> int | None:
    """Return where the frame ends, with its NUL; `None`: not within what there is."""
    length = _content_length(content[at:start])
    if length is None:
        found = content.find(b"\0", start)
        return found + 1 if found >= 0 else None
    end = start + length
    if end >= len(content):
        return None
    if content[end] != _NUL:
        raise PacketError(f"no NUL behind the {length:,} bytes of content-length", end)
    return end + 1


def _content_length(head: bytes) -> int | None:
    found = re.search(rb"\ncontent-length:[ ]*(\d{1,12})[ ]*\r?\n", head)
    return int(found[1]) if found else None
