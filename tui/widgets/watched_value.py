"""The value at a JSON path of a message, as it was received: no digit of a number is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.model.conditions.json_path import JsonPathError
from tui.model.message import Opcode

if TYPE_CHECKING:
    from tui.model.conditions.json_path import JsonPath
    from tui.model.message import FeedMessage

__all__ = ["LARGEST", "document_of", "value_at", "value_in"]

LARGEST = 1_000_000
"""Bytes above which a message is not parsed for a value."""

_EXACT = msgspec.json.Decoder(float_hook=msgspec.Raw)
"""A number with a point stays the text that it was: 4.50 is not 4.5 to whoever reads prices."""
_COMPARABLE = msgspec.json.Decoder()
_CARRIERS = {Opcode.TEXT, Opcode.BINARY}


def document_of(message: FeedMessage, *paths: JsonPath) -> object:
    """Return the JSON document of a message for these paths to look at; `None`: it has none."""
    if message.opcode not in _CARRIERS or len(message.payload) > LARGEST:
        return None
    try:
        decoder = _EXACT if all(path.is_plain for path in paths) else _COMPARABLE
        return decoder.decode(message.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def value_in(document: object, path: JsonPath) -> str | None:
    """Return the value at a path of a document as text; `None`: there is none."""
    try:
        found = path.find(document)
    except JsonPathError:
        return None
    if not found:
        return None
    value = found[0] if len(found) == 1 else found
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def value_at(path: JsonPath, message: FeedMessage) -> str | None:
    """Return the value at a path of a message as text; `None`: it has none there."""
    document = document_of(message, path)
    return None if document is None else value_in(document, path)
