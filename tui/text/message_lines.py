"""Messages as lines: of JSON, as a recording has them, or for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.json import Encoder

from tui.model.message import Direction, Opcode
from tui.text.recording import entry_line, message_entry, printable
from tui.text.safe import clean, decode
from tui.text.summary import summary
from tui.text.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.model.mask import Mask
    from tui.model.message import FeedMessage

__all__ = ["json_lines", "text_lines"]

_ENCODER = Encoder()
_TEXT, _RECEIVED = Opcode.TEXT, Direction.RECEIVED
"""Until Python 3.12, looking them up for each line would take a third of the time to write it."""
_SHORT = 2_000
"""Bytes up to which the parts of a message are told apart by colours."""
_DIM, _PLAIN = "2", "0"
_COLOURS = {"key": "36", "string": "32", "number": "33", "literal": "35", "punct": _DIM, "muted": _DIM}


class _Line(Struct, gc=False):
    """What `message_entry` tells of a text, in its order."""

    t: float
    ev: str
    feed: str
    conn: int
    n: int
    dir: str
    op: str
    len: int
    text: str


def json_lines(
    messages: Sequence[FeedMessage], numbers: Sequence[int], mask: Mask, *, feed: str, conn: int
) -> bytes:
    """Write messages as a recording does; many at once, if they are simple, cost a tenth of one by one."""
    if lines := _simple_lines(messages, numbers, mask, feed=feed, conn=conn):
        return printable(lines)
    return b"".join(
        entry_line(message_entry(message, mask, feed=feed, conn=conn, n=number))
        for number, message in zip(numbers, messages, strict=True)
    )


def text_lines(messages: Iterable[FeedMessage], mask: Mask, *, colour: bool) -> str:
    """Write messages for people: when they came and what they say, each on one line, safe to print."""
    return "".join(f"{_when(each, colour=colour)} {_said(each, mask, colour=colour)}\n" for each in messages)


def _simple_lines(
    messages: Sequence[FeedMessage], numbers: Sequence[int], mask: Mask, *, feed: str, conn: int
) -> bytes | None:
    """Write texts that were received together; `None`: some of them are something else."""
    at_ns = messages[0].at_ns
    at = round(messages[0].at, 6)
    is_open = mask.hides_nothing
    try:
        lines = [
            _Line(at, "msg", feed, conn, number, "in", "text", len(each.payload), text)
            for number, each in zip(numbers, messages, strict=True)
            if each.opcode is _TEXT and each.direction is _RECEIVED and each.at_ns == at_ns
            if each.event is None and each.packet is None
            for text in (each.payload.decode() if is_open else mask(each.payload.decode()),)
        ]
    except UnicodeDecodeError:
        return None
    return _ENCODER.encode_lines(lines) if len(lines) == len(messages) else None


def _when(message: FeedMessage, *, colour: bool) -> str:
    return _painted(clock(message.at, millis=True), _DIM if colour else "")


def _said(message: FeedMessage, mask: Mask, *, colour: bool) -> str:
    payload, packet = message.payload, message.packet
    if packet is not None or message.opcode is Opcode.BINARY or (colour and len(payload) <= _SHORT):
        pieces = summary(message, 3 * len(payload), mask=mask)
    else:
        text = mask(decode(payload))
        pieces = [(clean(text, len(text)), "text")]
    kind = message.event if packet is None else packet.kind
    if kind is not None:
        pieces = [(clean(mask(kind)), "key"), (" ", "text"), *pieces]
    return "".join(_painted(text, _COLOURS.get(tag, "") if colour else "") for text, tag in pieces)


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[{_PLAIN}m" if code else text
