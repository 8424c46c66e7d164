from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.subprotocols.socket_io import (
    attachment,
    attachments_of,
    engine_io_packet,
    socket_io_fields,
    socket_io_packet,
)

LIKELY = st.text('0123456789-/,[]"a{}', max_size=20).map(lambda text: f"4{text}".encode())


@pytest.mark.parametrize(
    ("content", "kind", "brief", "body"),
    [
        (b'0{"sid":"a"}', "open", "", b'{"sid":"a"}'),
        (b"1", "close", "", b""),
        (b"2", "ping", "", b""),
        (b"3probe", "pong", "", b"probe"),
        (b"6", "noop", "", b""),
        (b"40", "CONNECT", "", b""),
        (b'40/chat,{"token":"x"}', "CONNECT /chat", "", b'{"token":"x"}'),
        (b"41/chat,", "DISCONNECT /chat", "", b""),
        (b'42["orders",{"id":1}]', "EVENT orders", "", b'["orders",{"id":1}]'),
        (b'42/chat,17["a"]', "EVENT a", "/chat · id 17", b'["a"]'),
        (b"42[7,1]", "EVENT 7", "", b"[7,1]"),
        (b'4317["ok"]', "ACK", "id 17", b'["ok"]'),
        (b'451-["up",{"_placeholder":true,"num":0}]', "BINARY_EVENT up", "", None),
        (b'461-/b,3[{"_placeholder":true,"num":0}]', "BINARY_ACK", "/b · id 3", None),
    ],
)
def test_every_packet_is_a_kind_of_its_own(content: bytes, kind: str, brief: str, body: bytes | None) -> None:
    packet = socket_io_packet(content)

    assert (packet.fault, packet.kind, packet.brief) == (None, kind, brief)
    assert body is None or content[packet.start :] == body


def test_a_refused_connect_is_a_failure() -> None:
    assert socket_io_packet(b'44{"message":"Not authorized"}').is_failure


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "there is no packet type '', at byte 0"),
        (b"hello", "there is no packet type 'h', at byte 0"),
        (b"4", "there is no packet type '', at byte 1"),
        (b"49", "there is no packet type '9', at byte 1"),
        (b"42", "an event without a name, at byte 2"),
        (b"42[null]", "an event without a name, at byte 2"),
        (b'42["a"', "an event without a name, at byte 2"),
    ],
)
def test_what_is_no_packet_says_why_and_where(content: bytes, fault: str) -> None:
    assert socket_io_packet(content).fault == fault


def test_fields_have_the_names_of_the_protocol() -> None:
    assert socket_io_fields(b'451-/chat,17["up",{"_placeholder":true,"num":0}]') == [
        ("Engine.IO packet type", "4 message"),
        ("packet type", "5 BINARY_EVENT"),
        ("namespace", "/chat"),
        ("binary attachments", "1"),
        ("acknowledgment id", "17"),
        ("event", "up"),
    ]
    assert socket_io_fields(b"2") == [("Engine.IO packet type", "2 ping")]


def test_binary_messages_belong_to_the_packet_before_them() -> None:
    assert attachments_of(b'452-["up"]') == 2
    assert [attachment(number, 2).brief for number in (1, 3)] == ["1 of 2", "of no packet"]


def test_engine_io_alone_has_messages_of_its_own() -> None:
    packet = engine_io_packet(b"4hello")

    assert (packet.protocol, packet.kind, packet.start) == ("Engine.IO", "message", 1)


@given(st.binary(max_size=40) | LIKELY)
def test_whatever_comes_is_a_packet_or_a_fault(content: bytes) -> None:
    packet = socket_io_packet(content)

    assert packet.fault is not None or socket_io_fields(content)
