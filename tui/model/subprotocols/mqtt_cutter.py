"""MqttCutter: cuts packets out of messages, in which they begin and end anywhere ([MQTT-6.0.0-4])."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.subprotocols.mqtt import MQTT_3, MQTT_NAMES, connect_level, mqtt_length, mqtt_packet
from tui.model.subprotocols.packet import MOST_PARTS, PacketError, broken

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Packet, Part

__all__ = ["MqttCutter"]


class MqttCutter:
    """Keeps what has begun until the rest has come.

    Behind what is no packet there is no telling where the next one begins: the
    rest of that message is left as it is, and the next message is tried anew.
    """

    def __init__(self, longest: int, level: int = MQTT_3) -> None:
        """Cut packets of at most so many bytes, of that protocol level unless a CONNECT tells another."""
        self._longest = longest
        self.level = level
        self._begun = bytearray()
        self._wanted: int | None = None
        """How long the packet is that has begun; `None`: that cannot be told yet."""
        self._left_out = 0
        """Bytes to come of a packet that is too long."""

    def cut(self, message: bytes) -> list[Part]:
        """Take a message in and return what is complete now."""
        parts: list[Part] = []
        if self._left_out:
            over, message = message[: self._left_out], message[self._left_out :]
            self._left_out -= len(over)
            parts.append((over, self._broken("the rest of a packet that is too long", 0)))
        if self._begun:
            self._begun += message
            if self._wanted is not None and len(self._begun) < self._wanted:
                return parts
            message = bytes(self._begun)
            self._begun.clear()
        at = 0
        while at < len(message):
            if len(parts) >= MOST_PARTS:
                parts.append((message[at:], self._broken(f"more than {MOST_PARTS:,} packets at once", at)))
                break
            at = self._cut_one(message, at, parts)
        return parts

    def rest(self) -> list[Part]:
        """Return what has begun and will not be completed."""
        begun = bytes(self._begun)
        self._begun.clear()
        return [(begun, mqtt_packet(begun, self.level))] if begun else []

    def _cut_one(self, message: bytes, at: int, parts: list[Part]) -> int:
        """Cut one packet off, and return where the next one begins."""
        try:
            length = self._wanted = mqtt_length(message, at)
        except PacketError as error:
            parts.append((message[at:], broken(MQTT_NAMES[self.level], error)))
            return len(message)
        left = len(message) - at
        if length is not None and length > self._longest:
            reason = f"a packet of {length:,} bytes is longer than max_message ({self._longest:,} bytes)"
            parts.append((message[at : at + length], self._broken(reason, 0)))
            self._left_out = max(0, length - left)
            return min(len(message), at + length)
        if length is None or length > left:
            self._begun += message[at:]
            return len(message)
        content = message if length == len(message) else message[at : at + length]
        self.level = connect_level(content) or self.level
        parts.append((content, mqtt_packet(content, self.level)))
        return at + length

    def _broken(self, reason: str, at: int) -> Packet:
        return broken(MQTT_NAMES[self.level], PacketError(reason, at))
