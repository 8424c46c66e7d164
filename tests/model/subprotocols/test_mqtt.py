from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.subprotocols.mqtt import (
    connect_level,
    connect_password,
    mqtt_fields,
    mqtt_length,
    mqtt_packet,
)
from tui.model.subprotocols.mqtt_writer import mqtt_written
from tui.model.subprotocols.packet import PacketError

TOPIC = b"\x00\x09sensors/1"
PUBLISH = b"\x30\x0d" + TOPIC + b"on"
PROPERTIES = b"\x07\x01\x01\x02\x00\x00\x00\x3c"
"""A Payload Format Indicator and a Message Expiry Interval."""
PUBLISH_5 = b"\x33\x17" + TOPIC + b"\x00\x07" + PROPERTIES + b"on"


def test_a_publish_is_named_after_its_topic_and_its_body_is_the_payload() -> None:
    packet = mqtt_packet(PUBLISH, 4)

    assert (packet.protocol, packet.kind, packet.brief) == ("MQTT 3.1.1", "PUBLISH sensors/1", "")
    assert PUBLISH[packet.start : packet.end] == b"on"


def test_quality_identifier_and_retain_are_told_at_a_glance() -> None:
    packet = mqtt_packet(b"\x33\x0f" + TOPIC + b"\x00\x07on", 4)

    assert packet.brief == "qos 1 id 7 retain"


def test_version_5_has_properties_before_the_payload() -> None:
    packet = mqtt_packet(PUBLISH_5, 5)

    assert PUBLISH_5[packet.start : packet.end] == b"on"


def test_fields_have_the_names_of_the_specification() -> None:
    assert mqtt_fields(PUBLISH_5, 5) == [
        ("MQTT Control Packet type", "3 PUBLISH"),
        ("Remaining Length", "23"),
        ("Topic Name", "sensors/1"),
        ("QoS level", "1"),
        ("DUP flag", "0"),
        ("RETAIN", "1"),
        ("Packet Identifier", "7"),
        ("Payload Format Indicator", "1"),
        ("Message Expiry Interval", "60"),
    ]


def test_the_password_of_a_connect_is_never_shown() -> None:
    content = mqtt_written("CONNECT\nUser Name: me\nPassword: hunter22", 4, 1)
    fields = dict(mqtt_fields(content, 4))

    assert (fields["User Name"], fields["Password"]) == ("me", "•••")
    assert (fields["Protocol Name"], fields["Protocol Level"], fields["Keep Alive"]) == ("MQTT", "4", "60")


def test_the_password_of_a_connect_can_be_found_to_be_hidden_elsewhere() -> None:
    content = mqtt_written("CONNECT\nUser Name: me\nPassword: hunter22", 4, 1)
    without = mqtt_written("CONNECT\nUser Name: me", 4, 1)

    assert connect_password(content) == b"hunter22"
    for other in (without, content[:-1], PUBLISH, b"", b"\x10"):
        assert connect_password(other) is None


def test_a_will_is_shown() -> None:
    body = b"\x00\x04MQTT\x04\x2e\x00\x0a\x00\x01c\x00\x01w\x00\x02\xff\x00"
    fields = dict(mqtt_fields(b"\x10" + bytes([len(body)]) + body, 4))

    assert [fields[name] for name in ("Will Topic", "Will Message", "Will QoS", "Will Retain")] == [
        "w",
        "0xff00",
        "1",
        "1",
    ]


@pytest.mark.parametrize(
    ("content", "level", "told"),
    [
        (b"\x20\x02\x00\x00", 4, ("CONNACK", "Connection Accepted", False)),
        (b"\x20\x02\x00\x05", 4, ("CONNACK", "not authorized", True)),
        (b"\x20\x03\x00\x87\x00", 5, ("CONNACK", "Not authorized", True)),
        (b"\x40\x02\x00\x07", 4, ("PUBACK", "id 7", False)),
        (b"\x50\x03\x00\x07\x10", 5, ("PUBREC", "id 7 · No matching subscribers", False)),
        (b"\x82\x06\x00\x01\x00\x01#\x01", 4, ("SUBSCRIBE #", "id 1 · qos 1", False)),
        (b"\x82\x07\x00\x01\x00\x00\x01#\x01", 5, ("SUBSCRIBE #", "id 1 · qos 1", False)),
        (b"\x90\x03\x00\x01\x80", 4, ("SUBACK", "id 1 · Failure", True)),
        (b"\x90\x04\x00\x01\x00\x8f", 5, ("SUBACK", "id 1 · Topic Filter invalid", True)),
        (b"\xa2\x05\x00\x01\x00\x01#", 4, ("UNSUBSCRIBE #", "id 1", False)),
        (b"\xb0\x02\x00\x01", 4, ("UNSUBACK", "id 1", False)),
        (b"\xc0\x00", 4, ("PINGREQ", "", False)),
        (b"\xd0\x00", 4, ("PINGRESP", "", False)),
        (b"\xe0\x00", 4, ("DISCONNECT", "", False)),
        (b"\xe0\x01\x8e", 5, ("DISCONNECT", "Session taken over", True)),
        (b"\xf0\x01\x18", 5, ("AUTH", "Continue authentication", False)),
    ],
)
def test_every_packet_is_a_kind_of_its_own(content: bytes, level: int, told: tuple[str, str, bool]) -> None:
    packet = mqtt_packet(content, level)

    assert (packet.kind, packet.brief, packet.is_failure) == told
    assert packet.fault is None


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "it is empty, at byte 0"),
        (b"\x00\x00", "there is no packet type 0, at byte 0"),
        (b"\x36\x00", "a PUBLISH of QoS 3, at byte 0"),
        (b"\x80\x00", "the flags of SUBSCRIBE are 0000 instead of 0010, at byte 0"),
        (b"\x30\xff\xff\xff\xff\x01", "a length takes more than four bytes, at byte 1"),
        (b"\x30\x80", "it ends within its length, at byte 2"),
        (b"\x30\x20" + TOPIC, "it should have 34 bytes and has 13, at byte 13"),
        (b"\x30\x04\x00\x09ab", "the Topic Name takes 9 bytes and 2 are left, at byte 4"),
        (b"\x30\x04\x00\x02\xff\xfe", "the Topic Name is not in UTF-8, at byte 4"),
        (b"\xc0\x01x", "1 bytes too many in PINGREQ, at byte 2"),
    ],
)
def test_what_is_no_packet_says_why_and_where(content: bytes, fault: str) -> None:
    packet = mqtt_packet(content, 4)

    assert (packet.kind, packet.fault) == ("no MQTT 3.1.1", fault)
    assert content[packet.start : packet.end] == content


def test_a_property_that_does_not_exist_is_a_fault_where_it_stands() -> None:
    with pytest.raises(PacketError, match="there is no property 127, at byte 14"):
        mqtt_fields(b"\x30\x0e" + TOPIC + b"\x02\x7f\x00", 5)


def test_the_length_is_known_before_the_packet_is_complete() -> None:
    assert [mqtt_length(b"\x30\x81\x01"), mqtt_length(b"\x30\x81"), mqtt_length(b"")] == [132, None, None]


@pytest.mark.parametrize(
    ("text", "level"), [("CONNECT\nProtocol Version: 5", 5), ("CONNECT", 4), ("PINGREQ", None)]
)
def test_a_connect_tells_its_level(text: str, level: int | None) -> None:
    assert connect_level(mqtt_written(text, 4, 1)) == level


@given(st.binary(max_size=60), st.sampled_from([4, 5]))
def test_whatever_comes_is_a_packet_or_a_fault(content: bytes, level: int) -> None:
    packet = mqtt_packet(content, level)

    assert packet.fault is not None or 0 < packet.start <= len(content)


def test_what_authenticates_is_never_shown() -> None:
    fields = dict(mqtt_fields(b"\xf0\x0e\x18\x0c\x15\x00\x01S\x16\x00\x05s3cr3"[:-1] + b"3", 5))

    assert (fields["Authentication Method"], fields["Authentication Data"]) == ("S", "•••")
