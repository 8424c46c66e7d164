"""StompConversation: STOMP 1.2 over a WebSocket: split frames, and the heart-beat that is agreed on."""

from __future__ import annotations

from tui.model.message import Opcode
from tui.model.subprotocols.conversation import Conversation, Outgoing
from tui.model.subprotocols.packet import MOST_PARTS, PacketError, Part, broken
from tui.model.subprotocols.stomp import (
    BEGINNINGS,
    STOMP,
    STOMP_COMMANDS,
    begins_frame,
    stomp_fields,
    stomp_length,
    stomp_packet,
)

__all__ = ["StompConversation"]

_EARLY = 0.8
"""The part of the agreed time after which a heart-beat is sent, so that it comes in time."""
_MOST_MESSAGES = 100
"""Messages that a frame may be split over."""


class StompConversation(Conversation):
    """Cuts frames out of messages, and keeps the heart-beat that both sides agree on."""

    def __init__(self, longest: int) -> None:
        """Take frames of at most so many bytes."""
        self._longest = longest
        self._begun = bytearray()
        self._parts = 0
        """Over how many messages that is split so far."""
        self._offered = 0
        """The shortest time between heart-beats of ours that was offered, in milliseconds; 0: none."""

    def received(self, opcode: Opcode, payload: bytes) -> list[Part]:
        del opcode
        parts = self.rest() if self._begun and self._goes_on_anew(payload) else []
        parts += self._cut(self._joined(payload))
        for content, packet in parts:
            if packet is not None and packet.kind == "CONNECTED":
                self.is_waiting = False
                self._agree(content)
            elif self.is_waiting and packet is not None and packet.is_failure:
                self.is_waiting = False
                self.refusal = packet.brief
        return parts

    def sent(self, opcode: Opcode, payload: bytes) -> list[Part]:
        del opcode
        parts = [*self._cut(payload, is_whole=True)]
        for content, packet in parts:
            if packet is not None and packet.fault is None and packet.kind.startswith(BEGINNINGS):
                self.is_waiting = True
                self._offered = _beats(content)[0]
        return parts

    def rest(self) -> list[Part]:
        begun = bytes(self._begun)
        self._begun.clear()
        return [(begun, stomp_packet(begun))] if begun else []

    def beat(self) -> Outgoing:
        return Opcode.TEXT, b"\n"

    def written(self, text: str) -> Outgoing:
        """Return a frame for a text without the NUL and the blank line, which nobody can type."""
        command = text.partition("\n")[0].strip()
        if command and command not in STOMP_COMMANDS:
            example = (
                "write e.g. 'SUBSCRIBE', the lines 'id:1' and 'destination:/topic/a', a blank line and a body"
            )
            raise ValueError(f"not a STOMP command: {command[:60]!r}, {example}")
        if command and "\n\n" not in text.replace("\r", ""):
            text = text.rstrip("\0\r\n") + "\n\n"
        return Opcode.TEXT, (text if not command or "\0" in text else text + "\0").encode()

    def _goes_on_anew(self, payload: bytes) -> bool:
        """Will what has begun never be completed, as another frame begins, or as it is too much already?"""
        is_too_long = len(self._begun) + len(payload) > self._longest or self._parts >= _MOST_MESSAGES
        return is_too_long or begins_frame(payload)

    def _joined(self, payload: bytes) -> bytes:
        """Return a message with what has begun before it; b"": without a NUL it cannot complete that."""
        if not self._begun:
            self._parts = 0
            return payload
        self._begun += payload
        self._parts += 1
        if b"\0" not in payload:
            return b""
        joined = bytes(self._begun)
        self._begun.clear()
        return joined

    def _cut(self, message: bytes, *, is_whole: bool = False) -> list[Part]:
        """Cut frames out of a message; what is incomplete waits for the next one, unless it is whole."""
        parts: list[Part] = []
        at = 0
        while at < len(message):
            if len(parts) >= MOST_PARTS:
                error = PacketError(f"more than {MOST_PARTS:,} frames at once", at)
                return [*parts, (message[at:], broken(STOMP, error))]
            try:
                length = stomp_length(message, at)
            except PacketError as error:
                return [*parts, (message[at:], broken(STOMP, error))]
            if length is None and not is_whole:
                self._begun += message[at:]
                return parts
            length = len(message) - at if length is None else length
            parts.append((message[at : at + length], stomp_packet(message[at : at + length])))
            at += length
        return parts

    def _agree(self, connected: bytes) -> None:
        """Agree on the larger of both times, if neither is 0 (the section "Heart-beating")."""
        wanted = _beats(connected)[1]
        self.beat_every = max(self._offered, wanted) / 1_000 * _EARLY if self._offered and wanted else None


def _beats(frame: bytes) -> tuple[int, int]:
    """Return how often, in milliseconds, a side can send heart-beats and wants to get them."""
    texts = dict(reversed(stomp_fields(frame))).get("heart-beat", "0,0").split(",")
    numbers = [int(text) if text.strip().isdecimal() else 0 for text in texts]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)  # noqa: PLR2004 - "cx,cy"
