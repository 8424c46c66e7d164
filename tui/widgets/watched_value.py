"""The value at a JSON path of a message, as it was received: no digit of a number is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.model.conditions.facts import FactError
from tui.model.conditions.json_path import JsonPathError
from tui.model.conditions.large_json import LARGE, UNREADABLE, raw_at
from tui.model.message import Opcode

if TYPE_CHECKING:
    from tui.model.conditions.json_path import JsonPath
    from tui.model.message import FeedMessage

__all__ = ["LONGEST", "document_of", "value_at", "value_in"]

LONGEST = 10_000
"""Characters of a value that are kept: more than are ever shown, and than any secret has that is masked."""

_EXACT = msgspec.json.Decoder(float_hook=msgspec.Raw)
"""A number with a point stays the text that it was: 4.50 is not 4.5 to whoever reads prices."""
_COMPARABLE = msgspec.json.Decoder()
_CARRIERS = {Opcode.TEXT, Opcode.BINARY}


def document_of(message: FeedMessage, *paths: JsonPath) -> object:
    """Return the JSON document of a message for these paths to look at; `None`: none, or too large a one."""
    if message.opcode not in _CARRIERS or message.size > LARGE:
        return None
    try:
        decoder = _EXACT if all(path.is_plain for path in paths) else _COMPARABLE
        return decoder.decode(message.body)
    except UNREADABLE:
        return None


def value_in(document: object, path: JsonPath) -> str | None:
    """Return the value at a path of a document as text; `None`: there is none."""
    try:
        found = path.find(document)
    except JsonPathError:
        return None
    return _written(found[0] if len(found) == 1 else found) if found else None


def value_at(path: JsonPath, message: FeedMessage) -> str | None:
    """Return the value at a path of a message as text; `None`: it has none there."""
    if message.size > LARGE and message.opcode in _CARRIERS:
        return _value_within(message.body, path)
    document = document_of(message, path)
    return None if document is None else value_in(document, path)


def _value_within(content: bytes, path: JsonPath) -> str | None:
    try:
        raw = raw_at(content, path)
        if raw is None or len(raw) > LARGE:
            return None if raw is None else raw[:LONGEST].decode(errors="ignore")
        return _written(_EXACT.decode(raw))
    except (FactError, *UNREADABLE):
        return None


def _written(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
