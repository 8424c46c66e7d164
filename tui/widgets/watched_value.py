"""The value at a JSON path that somebody watches, in one message or in the newest that has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.model.conditions.json_path import JsonPathError
from tui.model.message import Notice, Opcode
from tui.text import units

if TYPE_CHECKING:
    from tui.model.conditions.json_path import JsonPath
    from tui.model.message import FeedMessage, Row
    from tui.widgets.row_index import Rows

__all__ = ["newest_value", "value_at"]

_VALUE_WITHIN = 50
"""Rows that are looked at for the newest value at a path."""
_ANY = msgspec.json.Decoder()


def value_at(path: JsonPath, message: FeedMessage) -> str | None:
    """Return the value at a path of a message as text; `None`: it has none there."""
    if message.opcode not in {Opcode.TEXT, Opcode.BINARY}:
        return None
    try:
        found = path.find(_ANY.decode(message.payload))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, JsonPathError):
        return None
    if not found:
        return None
    value = found[0] if len(found) == 1 else found
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def newest_value(rows: Rows[Row], path: JsonPath) -> str:
    """Return the value at a path of the newest message that has one, unless that was long ago."""
    for number in range(rows.end - 1, max(rows.start, rows.end - _VALUE_WITHIN) - 1, -1):
        row = rows[number]
        value = value_at(path, row) if not isinstance(row, Notice) else None
        if value is not None:
            return value
    return units.NOTHING
