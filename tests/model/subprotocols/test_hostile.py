"""What is small to send must not be large to take in: every test here is quick, or the timeout ends it."""

from __future__ import annotations

from time import process_time

import pytest

from tui.model.message import Opcode
from tui.model.subprotocols.mqtt_conversation import MqttConversation
from tui.model.subprotocols.packet import MOST_PARTS
from tui.model.subprotocols.socket_io_conversation import SocketIoConversation
from tui.model.subprotocols.stomp_conversation import StompConversation

LARGE = 8_000_000
TOPICS = (b"\x00\x01a\x00" * (LARGE // 4))[:LARGE]


def length(size: int) -> bytes:
    """Return a Variable Byte Integer of four bytes."""
    return bytes([size & 127 | 128, size >> 7 & 127 | 128, size >> 14 & 127 | 128, size >> 21 & 127])


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (MqttConversation, b"\xd0\x00" * (LARGE // 2)),
        (MqttConversation, b"\x82" + length(LARGE + 2) + b"\x00\x07" + TOPICS),
        (MqttConversation, b"\x90" + length(LARGE + 2) + b"\x00\x07" + b"\x00" * LARGE),
        (StompConversation, b"SEND\n\n\0" * (LARGE // 7)),
        (StompConversation, b"SEND\n" + b"a:b\n" * (LARGE // 4) + b"\n\0"),
        (StompConversation, b"\n" * LARGE),
        (SocketIoConversation, b"42" + b"[" * LARGE),
        (SocketIoConversation, b"42/" + b"x" * LARGE + b',["a"]'),
        (SocketIoConversation, b"42" + b"9" * LARGE),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else f"{value[:6]!r}",
)
def test_a_message_made_to_be_slow_is_not(kind: type, payload: bytes) -> None:
    conversation = kind() if kind is SocketIoConversation else kind(16_000_000)
    opcode = Opcode.BINARY if kind is MqttConversation else Opcode.TEXT
    began = process_time()
    parts = conversation.received(opcode, payload) + conversation.rest()
    took = process_time() - began

    assert took < 5
    assert b"".join(content for content, _ in parts) == payload
    assert len(parts) <= MOST_PARTS + 1
    assert max(len(packet.kind) + len(packet.brief) for _, packet in parts if packet) <= 400
