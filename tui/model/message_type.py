"""The type of a message: what it says of itself, or what it is made of."""

from __future__ import annotations

import msgspec

from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.model.message import FeedMessage, Notice, Opcode, Row

__all__ = ["TYPE_KEYS", "TypeReader"]

TYPE_KEYS = ("type", "event", "op", "method", "action", "channel", "topic", "stream", "kind", "cmd", "e")
"""Where a message's type usually stands, the most telling first."""

_LARGEST = 1_000_000
"""Bytes above which a message is not parsed for its type."""
_BLANKS = 1_000
"""Bytes among which a large message must begin if it is to be called JSON."""
_LONGEST = 80
_CONTROL = {Opcode.CLOSE: "close", Opcode.PING: "ping", Opcode.PONG: "pong"}
_RESPONSE_KEYS = ("result", "error")
"""What a response of JSON-RPC holds, which has no method (JSON-RPC 2.0, section 5)."""
_KEYS = (*TYPE_KEYS, "jsonrpc", *_RESPONSE_KEYS)
_Head = msgspec.defstruct("_Head", [(key, msgspec.Raw, msgspec.Raw()) for key in _KEYS], gc=False)
_HEAD = msgspec.json.Decoder(_Head)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_ANY = msgspec.json.Decoder()


class TypeReader:
    """Reads the types of a feed's messages without decoding more of them than it must."""

    __slots__ = ("_path",)

    def __init__(self, path: str | None = None) -> None:
        """Read them at a JSON path; `None`: find them."""
        self._path = JsonPath(path) if path else None

    def __call__(self, row: Row) -> str:
        """Return the type in at most 80 characters; what says none is "json", "text" or "binary"."""
        if isinstance(row, Notice):
            return str(row.kind)
        if row.packet is not None:
            return (self._path and _at(self._path, row.body)) or row.packet.kind[:_LONGEST]
        return row.event or _CONTROL.get(row.opcode) or self._said(row) or _made_of(row)

    def key(self, row: FeedMessage) -> str | None:
        """Return the key at the top of the message that holds its type, if it stands there."""
        is_told = row.event or row.packet is not None or row.opcode in _CONTROL
        if is_told or len(row.payload) > _LARGEST:
            return None
        if self._path is not None:
            return self._path.key if self._said(row) is not None else None
        head = _head_of(row.payload)
        return next((key for key in TYPE_KEYS if _text(getattr(head, key, b""))), None)

    def _said(self, row: FeedMessage) -> str | None:
        payload = row.payload
        if len(payload) > _LARGEST or payload.lstrip()[:1] not in {b"{", b"["}:
            return None
        if self._path is not None:
            return _at(self._path, payload)
        if payload.lstrip()[:1] == b"[":
            return _first(payload)
        head = _head_of(payload)
        said = next((text for key in TYPE_KEYS if (text := _text(getattr(head, key, b"")))), None)
        return said or _response(head)


def _head_of(payload: bytes) -> object:
    try:
        return _HEAD.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _response(head: object) -> str | None:
    """Return what a response of JSON-RPC is: "result" or "error"."""
    if not bytes(getattr(head, "jsonrpc", b"")):
        return None
    return next((key for key in _RESPONSE_KEYS if bytes(getattr(head, key, b""))), None)


def _first(payload: bytes) -> str | None:
    """Return the first text in a list, `["trade", {…}]` and `[42, {…}, "trade"]`, or that it is a batch."""
    try:
        items = _LIST.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    text = next((text for item in items[:5] if (text := _text(item))), None)
    is_batch = text is None and any(
        bytes(getattr(_head_of(bytes(item)), "jsonrpc", b"")) for item in items[:1]
    )
    return "batch" if is_batch else text


def _at(path: JsonPath, payload: bytes) -> str | None:
    try:
        found = path.find(_ANY.decode(payload))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, JsonPathError):
        return None
    if not found or isinstance(found[0], dict | list | None):
        return None
    return str(found[0])[:_LONGEST]


def _text(raw: msgspec.Raw | bytes) -> str | None:
    """Return the text of a JSON string, if that is what it is."""
    encoded = bytes(raw)
    if not encoded.startswith(b'"'):
        return None
    try:
        value = _ANY.decode(encoded)
    except (msgspec.DecodeError, UnicodeDecodeError):  # what was read over it was not read for what it says
        return None
    return value[:_LONGEST] if isinstance(value, str) else None


def _made_of(row: FeedMessage) -> str:
    if row.opcode is Opcode.BINARY:
        return "binary"
    return "json" if row.payload[:_BLANKS].lstrip()[:1] in {b"{", b"["} else "text"
