"""Problem rows: what somebody who looks for trouble in a feed wants to see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tui.model.message import Notice, NoticeKind, Opcode
from tui.text.summary import is_utf8

if TYPE_CHECKING:
    from tui.model.message import Row
    from tui.model.message_type import TypeReader

__all__ = ["LARGE", "is_problem"]

LARGE = 100_000
"""Bytes from which a message is large: more than is ever shown of it at once."""

_TROUBLE = re.compile(r"error|exception|fatal", re.IGNORECASE)
_QUIET = {NoticeKind.OPENED, NoticeKind.GAP}
_NOTHING = {b"", b"null", b"false", b"[]", b"{}", b'""', b"0"}


class _Errors(msgspec.Struct, gc=False):
    error: msgspec.Raw = msgspec.Raw()
    errors: msgspec.Raw = msgspec.Raw()


_ERRORS = msgspec.json.Decoder(_Errors)


def is_problem(row: Row, reader: TypeReader, kind: str | None = None) -> bool:
    """Is it about an error, the end of a connection, or too large? `kind` is its type, if that is known."""
    if isinstance(row, Notice):
        return row.kind not in _QUIET
    if row.opcode is Opcode.CLOSE or row.size >= LARGE or not is_utf8(row):
        return True
    if row.opcode in {Opcode.PING, Opcode.PONG}:
        return False
    if row.packet is not None and (row.packet.is_failure or row.packet.fault is not None):
        return True
    return _TROUBLE.search(kind or reader(row)) is not None or _says_error(row.body)


def _says_error(payload: bytes) -> bool:
    """Has the object a key `error` or `errors` that holds something?"""
    if b'"error' not in payload:
        return False
    try:
        found = _ERRORS.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return bytes(found.error) not in _NOTHING or bytes(found.errors) not in _NOTHING
