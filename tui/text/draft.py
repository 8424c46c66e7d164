"""Drafts: what somebody writes to send, how it is read, and what is wrong with it."""

from __future__ import annotations

import base64
import binascii
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from tui.model.connection import Close
from tui.model.message import Opcode
from tui.text import safe, units

if TYPE_CHECKING:
    from tui.text.glyphs import Line

__all__ = ["Draft", "DraftError", "DraftKind", "Outgoing", "outgoing", "verdict"]

_LONGEST_CONTROL = 125
_LONGEST_REASON = 123
_CODES = "write 1000 to 1003, 1007 to 1014 or 3000 to 4999"
_NO_HEX = re.compile(r"[^0-9A-Fa-f\s]")
_NORMAL = "1000"


class DraftError(ValueError):
    """A draft cannot be sent as it is; the message says why, in a sentence for the user."""


class DraftKind(StrEnum):
    """How a draft is read."""

    TEXT = "text"
    HEX = "binary hex"
    BASE64 = "binary base64"
    FILE = "file"
    PING = "ping"
    CLOSE = "close"

    def next(self, steps: int = 1) -> DraftKind:
        """Return the kind that comes after this one."""
        kinds = list(DraftKind)
        return kinds[(kinds.index(self) + steps) % len(kinds)]


class Draft(Struct, frozen=True):
    """What was written, and how it is to be read."""

    text: str
    kind: DraftKind = DraftKind.TEXT


class Outgoing(Struct, frozen=True):
    """What is to be sent: a frame, or what a file holds."""

    opcode: Opcode
    payload: bytes = b""
    path: Path | None = None
    """The file to send; `None`: the payload."""


def outgoing(draft: Draft) -> Outgoing:
    """Return what a draft stands for.

    Raises:
        DraftError: It stands for nothing that may be sent (RFC 6455, sections 5.5 and 7.4).
    """
    text = draft.text
    match draft.kind:
        case DraftKind.TEXT:
            return Outgoing(Opcode.TEXT, _encoded(text))
        case DraftKind.HEX:
            return Outgoing(Opcode.BINARY, _hex(text))
        case DraftKind.BASE64:
            return Outgoing(Opcode.BINARY, _base64(text))
        case DraftKind.FILE:
            return Outgoing(Opcode.BINARY, path=_path(text))
        case DraftKind.PING:
            return Outgoing(Opcode.PING, _ping(text))
        case DraftKind.CLOSE:
            return Outgoing(Opcode.CLOSE, _close(text))


def verdict(draft: Draft) -> Line:
    """Say what a draft is, and whether it can be sent."""
    if draft.kind is DraftKind.TEXT:
        return _text_verdict(draft.text)
    try:
        sent = outgoing(draft)
    except DraftError as error:
        return [(safe.clean(str(error)), "warn")]
    size = len(sent.payload)
    match draft.kind:
        case DraftKind.FILE:
            what = f"what {safe.clean(str(sent.path), 60)} holds, as text if it is UTF-8"
        case DraftKind.PING:
            what = f"ping · {size} of {_LONGEST_CONTROL} bytes"
        case DraftKind.CLOSE:
            close = Close(code=int.from_bytes(sent.payload[:2], "big"))
            what = f"close · {close.code} {close.name} · reason {size - 2} of {_LONGEST_REASON} bytes"
        case _:
            what = f"binary · {units.size(size)}"
    return [(what, "ok")]


def _text_verdict(text: str) -> Line:
    size = units.size(len(text.encode(errors="replace")))
    blanks = [blank for blank in ("{{…}}", "${…}") if blank[:2] in text]
    if blanks:
        filled = f"{' and '.join(blanks)} {'is' if len(blanks) == 1 else 'are'} filled in when it is sent"
        return [(f"text · {size}", "muted"), (f" · {filled}", "info")]
    if text.lstrip()[:1] not in {"{", "["}:
        return [(f"text · {size}", "muted")]
    try:
        msgspec.json.decode(text.encode(errors="replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        said = safe.clean(str(error).removeprefix("JSON is malformed: "))
        return [(f"not JSON: {said}", "warn"), (" (sent as text)", "muted"), (f" · {size}", "muted")]
    return [("valid json", "ok"), (f" · {size}", "muted")]


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise DraftError(f"character {error.start + 1} is half of a pair and cannot be sent") from error


def _hex(text: str) -> bytes:
    digits = text.replace("0x", " ").replace(",", " ")
    if (odd := _NO_HEX.search(digits)) is not None:
        raise DraftError(f'"{odd[0]}" is no hexadecimal digit: write e.g. 48 65 6c 6c 6f')
    joined = "".join(digits.split())
    if len(joined) % 2:
        raise DraftError("a byte has two hexadecimal digits, and the last one has one")
    return bytes.fromhex(joined)


def _base64(text: str) -> bytes:
    joined = "".join(text.split()).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(joined + "=" * (-len(joined) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DraftError(f"not base64: {str(error).lower()}; write e.g. SGVsbG8=") from error


def _path(text: str) -> Path:
    name = text.strip().removeprefix("@").strip()
    if not name:
        raise DraftError("which file? write e.g. @hello.json")
    return Path(name)


def _ping(text: str) -> bytes:
    payload = _encoded(text)
    if len(payload) > _LONGEST_CONTROL:
        raise DraftError(f"a ping carries at most {_LONGEST_CONTROL} bytes, this one has {len(payload)}")
    return payload


def _close(text: str) -> bytes:
    number, _, reason = (text.strip() or _NORMAL).partition(" ")
    if not (number.isascii() and number.isdecimal()):
        raise DraftError(f'"{safe.clean(number, 20)}" is no code: {_CODES}, then the reason')
    code, said = int(number[:9]), _encoded(reason.strip())
    if not Close(code=code).may_travel:
        raise DraftError(f"no close frame may carry {code}: {_CODES}")
    if len(said) > _LONGEST_REASON:
        raise DraftError(f"a reason has at most {_LONGEST_REASON} bytes, this one has {len(said)}")
    return code.to_bytes(2, "big") + said
