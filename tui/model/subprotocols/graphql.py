"""GraphqlConversation: graphql-transport-ws, whose messages are JSON and say themselves what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tui.model.message import Opcode
from tui.model.subprotocols.conversation import AnsweringConversation
from tui.model.subprotocols.packet import Packet

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Part

__all__ = ["GRAPHQL", "GraphqlConversation"]

GRAPHQL = frozenset({"graphql-transport-ws", "graphql-ws"})
"""The subprotocol, and the one before it, which has no pings of its own."""

_LARGEST = 100_000
"""Bytes above which a message is none that this end has to do anything about."""
_UPKEEP = frozenset({"ping", "pong", "ka"})
_SIGN = re.compile(rb'"(?:ping|pong|ka)"')
_PONG = b'{"type":"pong"}'


class _Head(msgspec.Struct, gc=False):
    type: str = ""


_HEAD = msgspec.json.Decoder(_Head)


class GraphqlConversation(AnsweringConversation):
    """Answers pings, which must be (section "Ping"), and waits for the acknowledgement of `connection_init`.

    A server closes with 4401 when something is subscribed to before that.
    """

    def received(self, opcode: Opcode, payload: bytes) -> list[Part]:
        del opcode
        if (upkeep := _upkeep(payload)) is not None:
            if upkeep.kind == "ping":
                self._owed.append((Opcode.TEXT, _PONG))
            return [(payload, upkeep)]
        if self.is_waiting and (kind := _type_of(payload)) in {"connection_ack", "connection_error"}:
            self.is_waiting = False
            self.refusal = kind if kind == "connection_error" else None
        return [(payload, None)]

    def sent(self, opcode: Opcode, payload: bytes) -> list[Part]:
        del opcode
        if b'"connection_init"' in payload and _type_of(payload) == "connection_init":
            self.is_waiting = True
        return [(payload, _upkeep(payload))]


def _upkeep(payload: bytes) -> Packet | None:
    """Return what stands for a message that only shows that the other side is there."""
    kind = _type_of(payload) if len(payload) <= _LARGEST and _SIGN.search(payload) is not None else ""
    return Packet("GraphQL", kind, is_upkeep=True) if kind in _UPKEEP else None


def _type_of(payload: bytes) -> str:
    if len(payload) > _LARGEST:
        return ""
    try:
        return _HEAD.decode(payload).type
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
