"""SocketIoConversation: Socket.IO v4, whose server pings and wants an answer (Engine.IO, "Heartbeat")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.message import Opcode
from tui.model.subprotocols.conversation import AnsweringConversation
from tui.model.subprotocols.socket_io import attachment, attachments_of, engine_io_packet, socket_io_packet

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Packet, Part

_LONGEST_REASON = 200

__all__ = ["EngineIoConversation", "SocketIoConversation"]


class EngineIoConversation(AnsweringConversation):
    """Answers the pings of the server, which drops who does not."""

    def received(self, opcode: Opcode, payload: bytes) -> list[Part]:
        if opcode is Opcode.TEXT and payload[:1] == b"2":
            self._owed.append((Opcode.TEXT, b"3" + payload[1:]))
        return [(payload, engine_io_packet(payload) if opcode is Opcode.TEXT else None)]

    def sent(self, opcode: Opcode, payload: bytes) -> list[Part]:
        return [(payload, engine_io_packet(payload) if opcode is Opcode.TEXT else None)]


class SocketIoConversation(EngineIoConversation):
    """Knows which binary messages belong to a packet, and waits until a namespace is entered."""

    def __init__(self) -> None:
        super().__init__()
        self._theirs, self._ours = _Attachments(), _Attachments()

    def received(self, opcode: Opcode, payload: bytes) -> list[Part]:
        super().received(opcode, payload)
        packet = self._theirs.read(opcode, payload)
        if packet.kind.startswith("CONNECT"):
            self.is_waiting = False
            body = payload[packet.start :].decode("utf-8", "replace")
            self.refusal = body[:_LONGEST_REASON] if packet.is_failure else None
        return [(payload, packet)]

    def sent(self, opcode: Opcode, payload: bytes) -> list[Part]:
        if payload.startswith(b"40"):
            self.is_waiting = True
        return [(payload, self._ours.read(opcode, payload))]


class _Attachments:
    """Counts the binary messages that follow a packet of one side."""

    def __init__(self) -> None:
        self._number = self._count = 0

    def read(self, opcode: Opcode, payload: bytes) -> Packet:
        if opcode is not Opcode.TEXT:
            self._number += 1
            return attachment(self._number, self._count)
        self._number, self._count = 0, attachments_of(payload)
        return socket_io_packet(payload)
