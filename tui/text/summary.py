"""Summaries: a payload on one line, coloured, as far as there is room and not a byte further."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.model.mask import masked
from tui.model.message import Opcode
from tui.text.glyphs import merge
from tui.text.safe import clean, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.message import FeedMessage
    from tui.model.subprotocols.packet import Packet
    from tui.text.glyphs import Line, Piece

__all__ = ["is_utf8", "summary"]

_TOKEN = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"\s*(?=:))|(?P<string>"(?:[^"\\]|\\.)*"?)|(?P<number>-?\d[\d.eE+-]*)"""
    r"""|(?P<literal>\b(?:true|false|null)\b)|(?P<punct>[{}\[\]:,])|(?P<space>\s+)|(?P<text>\w+|.)""",
    re.DOTALL,
)
_BYTES_PER_CELL = 8
"""Room for white space that is squeezed out, and for characters of four bytes."""
_OPENING, _CLOSING = "{[", "}]"
_PREVIEW = 64
_FURTHER = 8_192
"""Bytes that are looked through for secrets, of which the first may be shown."""
_CHECKED = 1_000_000
"""Bytes that are looked at for what is no UTF-8: every row in sight is, whenever it is painted."""
_LAST = 3
"""Bytes at the end that may be the beginning of a character."""


def summary(
    message: FeedMessage, width: int, *, mask: Callable[[str], str] = str, without: str | None = None
) -> Line:
    """Return the beginning of a payload, enough for `width` cells.

    `without` names a key at the top of a JSON object that is left out, because
    its value is shown beside it.
    """
    if message.packet is not None:
        return _packet(message, message.packet, width, mask)
    match message.opcode:
        case Opcode.CLOSE:
            return _close(message.payload)
        case Opcode.BINARY if not _is_text(message.payload[:_PREVIEW]):
            return _bytes(message.payload, width, mask)
        case Opcode.PING | Opcode.PONG:
            return [(clean(mask(decode(message.payload))), "muted")]
        case _:
            return _text(message.payload[: max(0, width) * _BYTES_PER_CELL + _PREVIEW], mask, without)


def is_utf8(message: FeedMessage) -> bool:
    """Is a text message text, as RFC 6455, section 8.1, demands? A large one is looked at only so far."""
    if message.opcode is not Opcode.TEXT:
        return True
    start = message.payload[:_CHECKED]
    if start.isascii():
        return True
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return len(start) == _CHECKED and error.start >= _CHECKED - _LAST
    return True


def _packet(message: FeedMessage, packet: Packet, width: int, mask: Callable[[str], str]) -> Line:
    """Return what a packet says of itself, then the beginning of its body."""
    told = packet.fault or packet.brief
    head: Line = [(f"{clean(mask(told))}  ", "err" if packet.fault else "muted")] if told else []
    limit = packet.start + max(0, width) * _BYTES_PER_CELL + _PREVIEW
    body = message.payload[packet.start : limit if packet.end is None else min(limit, packet.end)]
    if body and not _is_text(body[:_PREVIEW]):
        return [*head, *_bytes(body, width, mask)]
    return [*head, *_text(body, mask, None)] if body else head


def _bytes(start: bytes, width: int, mask: Callable[[str], str]) -> Line:
    """Return as many bytes as there is room for, but none of a secret, which may go on further."""
    return [(masked(start[:_FURTHER], mask)[: width // 3 + 1].hex(" "), "muted")]


def _text(start: bytes, mask: Callable[[str], str], without: str | None) -> Line:
    text = mask(decode(start))
    if not text.lstrip().startswith(("{", "[")):
        return [(clean(text), "text")]
    is_plain = text.isascii() and text.isprintable()
    tokens = [
        (found[0] if is_plain else clean(found[0]), found.lastgroup or "text")
        for found in _TOKEN.finditer(text)
        if found.lastgroup != "space"
    ]
    return merge(_leave_out(tokens, without) if without else tokens)


def _leave_out(tokens: list[Piece], key: str) -> list[Piece]:
    """Leave out a key at the top of an object, its value and the comma beside it."""
    depth = 0
    for at, (text, tag) in enumerate(tokens):
        if tag == "punct":
            depth += (text in _OPENING) - (text in _CLOSING)
        elif tag == "key" and depth == 1 and text.strip() == f'"{key}"':
            last = at + 3
            if tokens[last : last + 1] == [(",", "punct")]:
                return tokens[:at] + tokens[last + 1 :]
            first = at - 1 if tokens[at - 1] == (",", "punct") else at
            return tokens[:first] + tokens[last:]
    return tokens


def _close(payload: bytes) -> Line:
    if len(payload) < 2:  # noqa: PLR2004 - the code is two bytes (RFC 6455, section 5.5.1)
        return [("without a code", "muted")]
    code = int.from_bytes(payload[:2], "big")
    return [(str(code), "number"), (" " + clean(decode(payload[2:])), "text")]


def _is_text(start: bytes) -> bool:
    """Could it be text: no control characters, and UTF-8 up to where it was cut?"""
    if any(byte < 32 and byte not in b"\t\r\n" for byte in start):  # noqa: PLR2004 - C0
        return False
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(start) - 3 and len(start) == _PREVIEW
    return bool(start)
