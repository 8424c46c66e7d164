"""Socket.IO v4 over Engine.IO v4: packets in text (the protocol documents of both, revisions 5 and 4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tui.model.subprotocols.packet import Packet, PacketError, broken, short

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Fields

__all__ = [
    "ENGINE_IO",
    "SOCKET_IO",
    "attachment",
    "attachments_of",
    "engine_io_packet",
    "socket_io_fields",
    "socket_io_packet",
]

ENGINE_IO = "Engine.IO"
SOCKET_IO = "Socket.IO"

_ENGINE_TYPES = ("open", "close", "ping", "pong", "message", "upgrade", "noop")
"""Engine.IO, section "Packet encoding"."""
_UPKEEP = frozenset({"ping", "pong", "noop"})
_TYPES = ("CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK")
"""Socket.IO, section "Exchange protocol"."""
_HEAD = re.compile(
    rb"4(?P<type>\d)(?:(?P<attachments>\d{1,9})-)?(?:(?P<namespace>/[^,]*),)?(?P<id>\d{1,18})?(?P<data>.*)",
    re.DOTALL,
)
"""`<packet type>[<# of binary attachments>-][<namespace>,][<acknowledgment id>][payload in JSON]`."""
_EVENTS = frozenset({"EVENT", "BINARY_EVENT"})
_ACKS = frozenset({"ACK", "BINARY_ACK"})
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_NAME = msgspec.json.Decoder(str | int)
_LARGEST = 1_000_000
"""Bytes above which the name of an event is not looked for."""


def socket_io_packet(content: bytes) -> Packet:
    """Read a message of text."""
    if not content.startswith(b"4"):
        return engine_io_packet(content)
    found = _HEAD.fullmatch(content)
    if found is None or int(found["type"]) >= len(_TYPES):
        shown = content[1:2].decode("ascii", "replace")
        return broken(SOCKET_IO, PacketError(f"there is no packet type {shown!r}", 1))
    name = _TYPES[int(found["type"])]
    start = found.start("data")
    namespace, number = _decoded(found["namespace"]), _decoded(found["id"])
    event = _event(content, start) if name in _EVENTS else namespace if name not in _ACKS else ""
    if event is None:
        return broken(SOCKET_IO, PacketError("an event without a name", start))
    in_namespace = namespace if name in _EVENTS | _ACKS else ""
    brief = " · ".join(filter(None, (in_namespace, f"id {number}" if number else "")))
    key = short(f"{number} {namespace}") if number else None
    return Packet(
        SOCKET_IO,
        short(f"{name} {event}".rstrip()),
        short(brief),
        start,
        is_failure=name == "CONNECT_ERROR",
        asks=key if name in _EVENTS else None,
        answers=key if name in _ACKS else None,
    )


def engine_io_packet(content: bytes) -> Packet:
    """Read a message of text that is of Engine.IO alone."""
    kind = content[0] - ord("0") if content else -1
    if not 0 <= kind < len(_ENGINE_TYPES):
        shown = content[:1].decode("ascii", "replace")
        return broken(ENGINE_IO, PacketError(f"there is no packet type {shown!r}", 0))
    name = _ENGINE_TYPES[kind]
    return Packet(ENGINE_IO, name, start=1, is_upkeep=name in _UPKEEP)


def attachment(number: int, count: int) -> Packet:
    """Return what a binary message is: a part of the packet before it ("Packet encoding" of Socket.IO)."""
    which = f"{number} of {count}" if number <= count else "of no packet"
    return Packet(SOCKET_IO, "attachment", which)


def attachments_of(content: bytes) -> int:
    """Return how many binary messages belong to a packet."""
    found = _HEAD.fullmatch(content)
    return int(found["attachments"] or 0) if found else 0


def socket_io_fields(content: bytes) -> Fields:
    """Return the fields of a packet that was read before."""
    fields: Fields = [("Engine.IO packet type", f"{chr(content[0])} {engine_io_packet(content).kind}")]
    found = _HEAD.fullmatch(content)
    if found is None:
        return fields
    name = _TYPES[int(found["type"])]
    fields += [
        ("packet type", f"{int(found['type'])} {name}"),
        ("namespace", _decoded(found["namespace"]) or "/"),
    ]
    if found["attachments"]:
        fields.append(("binary attachments", _decoded(found["attachments"])))
    if found["id"]:
        fields.append(("acknowledgment id", _decoded(found["id"])))
    if name in _EVENTS:
        fields.append(("event", _event(content, found.start("data")) or ""))
    return fields


def _event(content: bytes, start: int) -> str | None:
    """Return the name of an event: the first member of its payload; `None`: it has none."""
    if len(content) > _LARGEST:
        return ""
    try:
        return str(_NAME.decode(_LIST.decode(content[start:])[0]))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, IndexError):
        return None


def _decoded(found: bytes | None) -> str:
    return (found or b"").decode("utf-8", "replace")
