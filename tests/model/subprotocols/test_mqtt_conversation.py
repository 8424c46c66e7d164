from __future__ import annotations

import pytest

from tui.model.message import Opcode
from tui.model.subprotocols.mqtt_conversation import MqttConversation

CONNACK, CONNACK_5 = b"\x20\x02\x00\x00", b"\x20\x06\x00\x00\x03\x13\x00\x05"
"""Of version 3.1.1, and of 5 with a Server Keep Alive of five seconds."""


def connected(text: str = "CONNECT", answer: bytes = CONNACK) -> MqttConversation:
    conversation = MqttConversation(1_000)
    conversation.sent(*conversation.written(text))
    conversation.received(Opcode.BINARY, answer)
    return conversation


def answers(conversation: MqttConversation, content: bytes) -> list[bytes]:
    conversation.received(Opcode.BINARY, content)
    return [payload for _, payload in conversation.owed()]


def test_nothing_may_follow_a_connect_before_it_is_acknowledged() -> None:
    conversation = MqttConversation(1_000)
    conversation.sent(*conversation.written("CONNECT"))
    was_waiting = conversation.is_waiting
    conversation.received(Opcode.BINARY, CONNACK)

    assert (was_waiting, conversation.is_waiting) == (True, False)


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"\x30\x04\x00\x01at", []),
        (b"\x32\x06\x00\x01a\x01\x02t", [b"\x40\x02\x01\x02"]),
        (b"\x34\x06\x00\x01a\x01\x02t", [b"\x50\x02\x01\x02"]),
        (b"\x62\x02\x01\x02", [b"\x70\x02\x01\x02"]),
        (b"\x50\x02\x01\x02", [b"\x62\x02\x01\x02"]),
        (b"\x40\x02\x01\x02", []),
    ],
)
def test_what_wants_an_acknowledgement_gets_it(content: bytes, answer: list[bytes]) -> None:
    assert answers(connected(), content) == answer


def test_what_was_refused_is_not_gone_on_with() -> None:
    conversation = connected("CONNECT\nProtocol Version: 5", CONNACK_5)

    assert answers(conversation, b"\x50\x03\x01\x02\x87") == []


def test_what_is_owed_is_owed_once() -> None:
    conversation = connected()
    conversation.received(Opcode.BINARY, b"\x62\x02\x01\x02")

    assert [len(conversation.owed()), len(conversation.owed())] == [1, 0]


@pytest.mark.parametrize(
    ("text", "answer", "every"),
    [
        ("CONNECT\nKeep Alive: 10", CONNACK, 8.0),
        ("CONNECT\nKeep Alive: 0", CONNACK, None),
        ("CONNECT\nProtocol Version: 5\nKeep Alive: 10", CONNACK_5, 4.0),
    ],
)
def test_the_keep_alive_is_the_one_agreed_on(text: str, answer: bytes, every: float | None) -> None:
    assert connected(text, answer).beat_every == every


def test_the_beat_is_a_ping_request() -> None:
    assert connected().beat() == (Opcode.BINARY, b"\xc0\x00")


def test_identifiers_differ() -> None:
    conversation = connected()
    first, second = (conversation.written("SUBSCRIBE a")[1] for _ in range(2))

    assert first[2:4] != second[2:4]


def test_what_is_written_begins_with_connect() -> None:
    with pytest.raises(ValueError, match="MQTT begins with CONNECT"):
        MqttConversation(1_000).written("SUBSCRIBE a")


def test_text_is_no_mqtt() -> None:
    ((payload, packet),) = MqttConversation(1_000).received(Opcode.TEXT, b"hello")

    assert payload == b"hello"
    assert packet is not None
    assert packet.fault == "a message of text, where MQTT is binary, at byte 0"
