"""Protobuf without its schema: numbers of fields with what they hold, as far as the wire format tells."""

from __future__ import annotations

import math
import struct

__all__ = ["protobuf_document"]

_MOST_FIELDS = 5_000
_DEEPEST = 16
_HIGHEST = 1 << 29
"""Field numbers end below this (the encoding guide of protobuf)."""
_LONGEST_VARINT = 10
_PLAUSIBLE = (1e-9, 1e15)
"""Sizes that a number is likely to have if eight or four bytes are meant as a fraction."""


class _NoProtobufError(Exception):
    """The bytes are something else."""


def protobuf_document(content: bytes, *, is_sure: bool = False) -> dict[str, object] | None:
    """Return the fields by their numbers, repeated ones as lists; `None`: it is no protobuf, or hardly.

    Whoever is sure that it is need not find any text in it.
    """
    try:
        reader = _Reader(content)
        document = reader.message(0, len(content), 0)
    except _NoProtobufError:
        return None
    return document if document and (reader.has_text or is_sure) else None


class _Reader:
    """Reads fields; whatever does not add up to the last byte is no protobuf."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._fields = 0
        self.has_text = False
        """Was there a text in it? Without one, any bytes may look like protobuf."""

    def message(self, at: int, end: int, depth: int) -> dict[str, object]:
        document: dict[str, object] = {}
        while at < end:
            self._fields += 1
            if self._fields > _MOST_FIELDS or depth > _DEEPEST:
                raise _NoProtobufError
            key, at = self._varint(at, end)
            number, kind = key >> 3, key & 7
            if not 0 < number < _HIGHEST:
                raise _NoProtobufError
            value, at = self._value(kind, at, end, depth)
            _put(document, str(number), value)
        return document

    def _value(self, kind: int, at: int, end: int, depth: int) -> tuple[object, int]:
        """Return what a field of that wire type holds, and where it ends."""
        match kind:
            case 0:
                return self._varint(at, end)
            case 1:
                return _number(self._take(at, 8, end), "<d", "<q"), at + 8
            case 5:
                return _number(self._take(at, 4, end), "<f", "<i"), at + 4
            case 2:
                length, start = self._varint(at, end)
                self._take(start, length, end)
                return self._bytes(start, start + length, depth), start + length
            case _:
                raise _NoProtobufError

    def _bytes(self, start: int, end: int, depth: int) -> object:
        """Return a text, else a message, else the bytes."""
        content = self._content[start:end]
        try:
            text = content.decode()
        except UnicodeDecodeError:
            text = "\0"
        if text.isprintable():
            self.has_text = self.has_text or len(text) > 1
            return text
        try:
            return self.message(start, end, depth + 1)
        except _NoProtobufError:
            return f"0x{content.hex()}"

    def _take(self, at: int, length: int, end: int) -> bytes:
        if at + length > end:
            raise _NoProtobufError
        return self._content[at : at + length]

    def _varint(self, at: int, end: int) -> tuple[int, int]:
        value = 0
        for index in range(_LONGEST_VARINT):
            if at + index >= end:
                break
            byte = self._content[at + index]
            value |= (byte & 0x7F) << (7 * index)
            if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follows
                return value, at + index + 1
        raise _NoProtobufError


def _put(document: dict[str, object], name: str, value: object) -> None:
    before = document.get(name)
    if name not in document:
        document[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        document[name] = [before, value]


def _number(content: bytes, fraction: str, whole: str) -> float | int:
    """Return a fixed field as a fraction if that is likely, else as a whole number."""
    value: float = struct.unpack(fraction, content)[0]
    if math.isfinite(value) and (value == 0 or _PLAUSIBLE[0] < abs(value) < _PLAUSIBLE[1]):
        return value
    number: int = struct.unpack(whole, content)[0]
    return number
