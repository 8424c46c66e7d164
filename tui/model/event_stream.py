"""EventStreamParser: Server-Sent Events out of bytes that come in any pieces (HTML standard, 9.2.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.model.subprotocols.packet import Packet

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Fields

__all__ = ["EVENT_STREAM", "EventStreamParser", "ServerSentEvent", "event_fields"]

EVENT_STREAM = "SSE"

_ID = "id "
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINE_ENDS = (b"\r", b"\n")
_MOST_DIGITS = 12


def event_fields(packet: Packet) -> Fields:
    """Return the fields of an event that has an id, under the names that the stream gives them."""
    return [("event", packet.kind), ("id", packet.brief.removeprefix(_ID))]


class ServerSentEvent(Struct, frozen=True, gc=False):
    """One event of a stream."""

    type: str
    """"message" where the server names none."""
    data: bytes
    """The lines of the event's data, joined by line feeds."""
    id: str | None = None
    """What the event itself says its id is; `None`: nothing, so that of the event before goes on."""

    @property
    def packet(self) -> Packet | None:
        """What there is to say of it besides its type and its data."""
        return None if self.id is None else Packet(EVENT_STREAM, self.type, f"{_ID}{self.id}")


class EventStreamParser:
    """Takes the bytes of a response as they come and gives the events that are whole."""

    def __init__(self, last_id: str = "", retry: float | None = None) -> None:
        """Begin a stream with what the stream before it has left."""
        self.last_id = last_id
        """What to send as Last-Event-ID when the stream is opened again."""
        self.retry = retry
        """Seconds that the server wants between two connections."""
        self.pending = 0
        """Bytes that are kept because their event is not whole yet."""
        self._partial: list[bytes] = []
        self._data: list[bytes] = []
        self._data_size = 0
        self._type = b""
        self._id: str | None = None
        self._is_first = True
        self._ended_in_return = False

    def feed(self, chunk: bytes) -> list[ServerSentEvent]:
        """Take the next bytes and return the events that they complete."""
        if not chunk:
            return []
        if self._ended_in_return:
            chunk = chunk.removeprefix(b"\n")
        self._ended_in_return = chunk.endswith(b"\r")
        events = []
        for line in chunk.splitlines(keepends=True):
            self._partial.append(line)
            self.pending += len(line)
            if line.endswith(_LINE_ENDS):
                event = self._take(b"".join(self._partial).rstrip(b"\r\n"))
                self._partial.clear()
                self.pending = self._data_size
                if event is not None:
                    events.append(event)
        return events

    def _take(self, line: bytes) -> ServerSentEvent | None:
        """Interpret one line; an empty one completes the event."""
        if self._is_first:
            self._is_first = False
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if not line:
            return self._complete()
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match field:
            case b"data":
                self._data.append(value)
                self._data_size += len(value) + 1
            case b"event":
                self._type = value
            case b"id" if b"\0" not in value:
                self.last_id = self._id = value.decode("utf-8", "replace")
            case b"retry" if value.isdigit() and len(value) <= _MOST_DIGITS:
                self.retry = int(value) / 1_000
            case _:
                pass
        return None

    def _complete(self) -> ServerSentEvent | None:
        """Give the event whose lines are all there; one without data is none."""
        event = None
        if self._data:
            kind = self._type.decode("utf-8", "replace") or "message"
            event = ServerSentEvent(kind, b"\n".join(self._data), self._id)
        self._data.clear()
        self._data_size = 0
        self._type = b""
        self._id = None
        return event
