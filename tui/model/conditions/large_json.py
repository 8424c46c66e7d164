"""Values in JSON that is too large to be read as a whole while somebody waits for a key."""

from __future__ import annotations

from codecs import BOM_UTF8
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Raw, Struct

from tui.model.conditions.facts import FactError, Missing
from tui.model.quantity import write_size

if TYPE_CHECKING:
    from tui.model.conditions.json_path import JsonPath

__all__ = ["LARGE", "UNREADABLE", "Vast", "raw_at", "value_in_large"]

LARGE = 1_000_000
"""Bytes from which on a document is large: making objects of it takes up to 20 ms for each million."""

_MOST = 2_000_000
"""Commas in a list that is taken apart: an object is made for each value."""
_ITEMS = msgspec.json.Decoder(list[Raw])
_MEMBERS = msgspec.json.Decoder(dict[str, Raw])
_RAW = msgspec.json.Decoder(Raw)
_ANY = msgspec.json.Decoder()
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What reading raises: what is skipped may hold numbers without end, and bytes that are no UTF-8."""


class Vast(Struct, frozen=True):
    """A list or an object that is too large to be compared with anything but what it was before."""

    content: bytes
    """As it was received."""

    def count(self) -> int:
        """Return how many values there are in it.

        Raises:
            FactError: There are too many to be counted, or a key is no text.
        """
        if self.content.startswith(b"["):
            return len(_items_of(self.content))
        _see_to_number(self.content)
        try:
            return len(_MEMBERS.decode(self.content))
        except UNREADABLE as error:
            raise _no_json(error) from None


def value_in_large(payload: bytes, path: JsonPath) -> object:
    """Return the value at a path of a large document, without looking into the rest of it.

    Raises:
        Missing: There is no value.
        FactError: It is no JSON, or the path could only be followed by reading all of it.
    """
    raw = raw_at(payload, path)
    if raw is None:
        msg = f"no value at {path}"
        raise Missing(msg)
    if len(raw) > LARGE and raw[:1] in {b"{", b"["}:
        return Vast(raw)
    try:
        return _ANY.decode(raw)
    except UNREADABLE as error:
        raise _no_json(error) from None


def raw_at(payload: bytes, path: JsonPath) -> bytes | None:
    """Return the JSON of the value at a path as it was received; `None`: there is none.

    What lies beside the way is skipped: 16 MB in 7 ms for each step.

    Raises:
        FactError: It is no JSON, or the path could only be followed by reading all of it.
    """
    if path.steps is None:
        size, limit = write_size(len(payload)), write_size(LARGE)
        msg = f"{size} long: from {limit} on a path is of names and indexes only"
        raise FactError(msg)
    found = payload.removeprefix(BOM_UTF8)
    try:
        for step in path.steps:
            found = _member_of(found, step) if isinstance(step, str) else _item_of(found, step)
            if not found:
                return None
        return bytes(_RAW.decode(found)).strip()
    except msgspec.ValidationError:  # no object, or no list
        return None
    except UNREADABLE as error:
        raise _no_json(error) from None


def _no_json(error: Exception) -> FactError:
    return FactError(f"not JSON, {str(error).removeprefix('JSON is malformed: ')}")


@lru_cache(64)
def _reader_of(key: str) -> msgspec.json.Decoder[Any]:
    """Return what reads one member of an object and skips the others; of several of that name the last."""
    return msgspec.json.Decoder(msgspec.defstruct("_Member", [("value", Raw, Raw())], rename={"value": key}))


def _member_of(payload: bytes, key: str) -> bytes:
    return bytes(_reader_of(key).decode(payload).value)


def _item_of(payload: bytes, index: int) -> bytes:
    items = _items_of(payload)
    return bytes(items[index]) if -len(items) <= index < len(items) else b""


def _items_of(payload: bytes) -> list[Raw]:
    _see_to_number(payload)
    return _ITEMS.decode(payload)


def _see_to_number(payload: bytes) -> None:
    if payload.count(b",") > _MOST:
        msg = "made of too many values to be taken apart"
        raise FactError(msg)
