"""MqttConversation: what an MQTT client is told and owes its server (section 4 of both versions)."""

from __future__ import annotations

from tui.model.message import Opcode
from tui.model.subprotocols.conversation import AnsweringConversation, Outgoing
from tui.model.subprotocols.mqtt import MQTT_NAMES, mqtt_fields, mqtt_type
from tui.model.subprotocols.mqtt_cutter import MqttCutter
from tui.model.subprotocols.mqtt_writer import mqtt_written
from tui.model.subprotocols.packet import Packet, PacketError, Part, broken

__all__ = ["MqttConversation"]

_ANSWERS = {"PUBREC": 0x62, "PUBREL": 0x70}
"""PUBREL answers PUBREC, and PUBCOMP answers PUBREL (section 4.3.3 of both versions)."""
_ANSWERS_TO_QOS = {1: 0x40, 2: 0x50}
_PINGREQ = b"\xc0\x00"
_EARLY = 0.8
"""The part of the Keep Alive after which a PINGREQ is sent, so that it comes in time."""
_LAST_IDENTIFIER = 65_535


class MqttConversation(AnsweringConversation):
    """Acknowledges what is published to it and keeps to the Keep Alive: the server would stop otherwise."""

    def __init__(self, longest: int) -> None:
        """Take packets of at most so many bytes."""
        super().__init__()
        self._longest = longest
        self._cutter = MqttCutter(longest)
        self._identifier = 0
        self._has_begun = False
        """Was a CONNECT sent? A server ends a connection that begins with anything else, without a word."""

    def received(self, opcode: Opcode, payload: bytes) -> list[Part]:
        if opcode is not Opcode.BINARY:
            return [*self._cutter.rest(), (payload, self._broken_text())]
        parts = self._cutter.cut(payload)
        for content, packet in parts:
            if packet is not None and packet.fault is None:
                self._take(content, packet)
        return parts

    def sent(self, opcode: Opcode, payload: bytes) -> list[Part]:
        if opcode is not Opcode.BINARY:
            return [(payload, self._broken_text())]
        cutter = MqttCutter(self._longest, self._cutter.level)
        parts = [*cutter.cut(payload), *cutter.rest()]
        self._cutter.level = cutter.level
        for content, packet in parts:
            if packet is not None and packet.fault is None and mqtt_type(content) == "CONNECT":
                self.is_waiting = self._has_begun = True
                self._keep_alive(_number(content, cutter.level, "Keep Alive"))
        return parts

    def rest(self) -> list[Part]:
        return self._cutter.rest()

    def beat(self) -> Outgoing:
        return Opcode.BINARY, _PINGREQ

    def written(self, text: str) -> Outgoing:
        if not self._has_begun and not text.startswith("CONNECT"):
            raise ValueError("MQTT begins with CONNECT ([MQTT-3.1.0-1]): let it be the first of on_open")
        self._identifier = self._identifier % _LAST_IDENTIFIER + 1
        return Opcode.BINARY, mqtt_written(text, self._cutter.level, self._identifier)

    def _take(self, content: bytes, packet: Packet) -> None:
        """Note what a packet of the server asks for."""
        name, level = mqtt_type(content), self._cutter.level
        qos = content[0] >> 1 & 3
        if name == "CONNACK":
            self.is_waiting = False
            self.refusal = packet.brief if packet.is_failure else None
            self._keep_alive(_number(content, level, "Server Keep Alive"))
        elif name == "PUBLISH" and qos:
            self._answer(_ANSWERS_TO_QOS[qos], content)
        elif name in _ANSWERS and not packet.is_failure:
            self._answer(_ANSWERS[name], content)

    def _answer(self, first: int, content: bytes) -> None:
        identifier = _number(content, self._cutter.level, "Packet Identifier")
        if identifier is not None:
            self._owed.append((Opcode.BINARY, bytes([first, 2]) + identifier.to_bytes(2)))

    def _keep_alive(self, seconds: int | None) -> None:
        """Agree on the longest silence of ours (section 3.1.2.10); 0: there is none."""
        if seconds is not None:
            self.beat_every = seconds * _EARLY or None

    def _broken_text(self) -> Packet:
        error = PacketError("a message of text, where MQTT is binary", 0)
        return broken(MQTT_NAMES[self._cutter.level], error)


def _number(content: bytes, level: int, label: str) -> int | None:
    """Return a field of a whole packet, if it has that one."""
    try:
        return next((int(value) for name, value in mqtt_fields(content, level) if name == label), None)
    except PacketError:
        return None
