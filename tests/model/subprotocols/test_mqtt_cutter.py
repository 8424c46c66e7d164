from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tui.model.subprotocols.mqtt_cutter import MqttCutter

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Part

PACKETS = [b"\x20\x02\x00\x00", b"\x30\x05\x00\x01ahi", b"\xd0\x00", b"\x30\x82\x01\x00\x02a/" + b"x" * 126]


def kinds(parts: list[Part]) -> list[str]:
    return [packet.kind if packet else "" for _, packet in parts]


def test_several_packets_in_one_message_are_rows_of_their_own() -> None:
    parts = MqttCutter(1_000).cut(b"".join(PACKETS))

    assert kinds(parts) == ["CONNACK", "PUBLISH a", "PINGRESP", "PUBLISH a/"]
    assert [content for content, _ in parts] == PACKETS


@given(st.lists(st.integers(0, 145), max_size=6))
def test_packets_may_begin_and_end_anywhere(cuts: list[int]) -> None:
    stream, cutter = b"".join(PACKETS), MqttCutter(1_000)
    places = [0, *sorted(cuts), len(stream)]
    parts = [part for start, end in pairwise(places) for part in cutter.cut(stream[start:end])]

    assert [content for content, _ in parts] == PACKETS
    assert cutter.rest() == []


@given(st.lists(st.binary(max_size=30), max_size=8))
def test_no_byte_is_ever_lost(messages: list[bytes]) -> None:
    cutter = MqttCutter(40)
    parts = [part for message in messages for part in cutter.cut(message)] + cutter.rest()

    assert b"".join(content for content, _ in parts) == b"".join(messages)


def test_behind_what_is_no_packet_the_next_message_is_tried_anew() -> None:
    cutter = MqttCutter(1_000)

    assert kinds(cutter.cut(b"\xd0\x00\x00\x00\xd0\x00")) == ["PINGRESP", "no MQTT 3.1.1"]
    assert kinds(cutter.cut(b"\xd0\x00")) == ["PINGRESP"]


def test_a_packet_that_is_too_long_is_shown_as_it_comes_and_then_it_goes_on() -> None:
    cutter = MqttCutter(100)
    first, second = cutter.cut(PACKETS[3][:50]), cutter.cut(PACKETS[3][50:] + b"\xd0\x00")
    (_, packet), *_ = first

    assert packet is not None
    assert packet.fault == "a packet of 133 bytes is longer than max_message (100 bytes), at byte 0"
    assert kinds(second) == ["no MQTT 3.1.1", "PINGRESP"]


def test_what_was_begun_at_the_end_says_how_much_is_missing() -> None:
    cutter = MqttCutter(100)
    ((content, packet),) = (*cutter.cut(PACKETS[1][:4]), *cutter.rest())

    assert (content, packet and packet.fault) == (
        PACKETS[1][:4],
        "it should have 7 bytes and has 4, at byte 4",
    )


def test_a_connect_decides_how_the_rest_is_read() -> None:
    cutter = MqttCutter(100)
    parts = cutter.cut(b"\x10\x0d\x00\x04MQTT\x05\x02\x00\x3c\x00\x00\x00" + b"\x20\x03\x00\x00\x00")

    assert [(packet.protocol, packet.kind) for _, packet in parts if packet] == [
        ("MQTT 5", "CONNECT"),
        ("MQTT 5", "CONNACK"),
    ]
