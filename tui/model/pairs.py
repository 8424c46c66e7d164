"""Pairs: which message of a feed answers which, and how long that took."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.model.message import Direction, Opcode

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.feed import Pairing
    from tui.model.message import FeedMessage
    from tui.model.subprotocols.packet import Packet

__all__ = ["Answer", "Pairs", "Request"]

_BILLION = 1_000_000_000
_MOST_OPEN = 1_000
_MOST_ANSWERS = 10_000
_RECENT = 1_000
_LARGEST = 1_000_000
"""Bytes above which a message is not parsed for its id."""
_GRAPHQL = frozenset({"graphql-transport-ws", "graphql-ws"})
_GRAPHQL_REQUESTS = frozenset({b'"subscribe"', b'"start"'})
_GRAPHQL_ANSWERS = frozenset({b'"next"', b'"data"', b'"error"', b'"complete"'})
_OTHER = {Direction.SENT: Direction.RECEIVED, Direction.RECEIVED: Direction.SENT}


class _Head(msgspec.Struct, gc=False):
    id: msgspec.Raw = msgspec.Raw()
    jsonrpc: msgspec.Raw = msgspec.Raw()
    method: msgspec.Raw = msgspec.Raw()
    type: msgspec.Raw = msgspec.Raw()
    result: msgspec.Raw = msgspec.Raw()
    error: msgspec.Raw = msgspec.Raw()


_HEAD = msgspec.json.Decoder(_Head)
_ANY = msgspec.json.Decoder()


class Request(Struct, frozen=True, gc=False):
    """A message that waits for an answer."""

    number: int
    """Of its row."""
    at_ns: int
    """When it was sent, in nanoseconds since the epoch."""
    direction: Direction
    id: str
    """As JSON."""

    @property
    def at(self) -> float:
        """When it was sent, in seconds since the epoch."""
        return self.at_ns / _BILLION


class Answer(Struct, frozen=True, gc=False):
    """What answered a request."""

    request: int
    """The number of the request's row."""
    latency: float
    """Seconds from the one to the other."""


class Pairs:
    """Finds requests and answers: of JSON-RPC, GraphQL and packets by themselves, else at given paths."""

    def __init__(self, pairing: Pairing | None = None) -> None:
        self.open: dict[tuple[Direction, bytes], Request] = {}
        """Requests that nobody has answered, the oldest first."""
        self.answers: dict[int, Answer] = {}
        """What the rows of these numbers answered, the oldest first."""
        self.recent: deque[float] = deque(maxlen=_RECENT)
        """How long the newest answers took, in seconds."""
        self._paths = None if pairing is None else (JsonPath(pairing.request), JsonPath(pairing.response))

    def look(self, number: int, message: FeedMessage, subprotocol: str | None = None) -> None:
        """Take in the row of that number, each once and in order."""
        if len(message.payload) > _LARGEST or message.opcode > Opcode.BINARY:
            return
        if self._paths is not None:
            self._look_at_paths(number, message, *self._paths)
        elif message.packet is not None and (message.packet.asks or message.packet.answers):
            self._look_at_packet(number, message, message.packet)
        elif b'"id"' in message.payload:
            self._look_at_head(number, message, subprotocol)

    def _look_at_packet(self, number: int, message: FeedMessage, packet: Packet) -> None:
        if packet.answers is not None:
            self._answered(number, message, packet.answers.encode())
        if packet.asks is not None:
            self._asked(number, message, packet.asks.encode())

    def _look_at_paths(
        self, number: int, message: FeedMessage, request: JsonPath, response: JsonPath
    ) -> None:
        is_sent = message.direction is Direction.SENT
        key = _at(request if is_sent else response, message.body)
        if key:
            (self._asked if is_sent else self._answered)(number, message, key)

    def _look_at_head(self, number: int, message: FeedMessage, subprotocol: str | None) -> None:
        try:
            head = _HEAD.decode(message.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return
        key = bytes(head.id)
        if not key or key == b"null":
            return
        if (role := self._role(head, message, subprotocol)) is not None:
            role(number, message, key)

    def _role(
        self, head: _Head, message: FeedMessage, subprotocol: str | None
    ) -> Callable[[int, FeedMessage, bytes], None] | None:
        """Return what a message with an id is: a request, an answer, or neither."""
        is_sent, kind = message.direction is Direction.SENT, bytes(head.type)
        if subprotocol in _GRAPHQL:
            if is_sent and kind in _GRAPHQL_REQUESTS:
                return self._asked
            return self._answered if not is_sent and kind in _GRAPHQL_ANSWERS else None
        if bytes(head.method):
            return self._asked if is_sent or bytes(head.jsonrpc) else None
        return self._answered if bytes(head.result) or bytes(head.error) else None

    def _asked(self, number: int, message: FeedMessage, key: bytes) -> None:
        self.open[message.direction, key] = Request(
            number, message.at_ns, message.direction, key.decode("utf-8", "replace")
        )
        if len(self.open) > _MOST_OPEN:
            del self.open[next(iter(self.open))]

    def _answered(self, number: int, message: FeedMessage, key: bytes) -> None:
        request = self.open.pop((_OTHER[message.direction], key), None)
        if request is None:
            return
        latency = max(0, message.at_ns - request.at_ns) / _BILLION
        self.recent.append(latency)
        self.answers[number] = Answer(request.number, latency)
        if len(self.answers) > _MOST_ANSWERS:
            del self.answers[next(iter(self.answers))]


def _at(path: JsonPath, payload: bytes) -> bytes:
    """Return the value at a path as JSON; b"": there is none."""
    try:
        found = path.find(_ANY.decode(payload))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, JsonPathError):
        return b""
    return msgspec.json.encode(found[0]) if found and found[0] is not None else b""
