from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from tests.factories import make_feed, make_message
from tui.model.subprotocols.choice import conversation_of, fields_of
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.model.subprotocols.socket_io import attachment, socket_io_packet
from tui.model.subprotocols.stomp import stomp_packet

if TYPE_CHECKING:
    from tui.model.subprotocols.packet import Packet

SOCKET_IO = "wss://a.example.com/socket.io/?EIO=4&transport=websocket"


@pytest.mark.parametrize(
    ("agreed", "name"),
    [
        ("mqtt", "MqttConversation"),
        ("v12.stomp", "StompConversation"),
        ("graphql-transport-ws", "GraphqlConversation"),
        ("v1.kernel.websocket.jupyter.org", "NoneType"),
        (None, "NoneType"),
    ],
)
def test_what_was_agreed_on_is_spoken(agreed: str | None, name: str) -> None:
    assert type(conversation_of(make_feed(), agreed)).__name__ == name


def test_what_was_offered_is_spoken_when_the_server_says_nothing() -> None:
    feed = make_feed(subprotocols=("unknown", "v12.stomp", "mqtt"))

    assert type(conversation_of(feed, None)).__name__ == "StompConversation"
    assert conversation_of(feed, "other") is None


def test_socket_io_is_asked_for_in_the_url() -> None:
    feed = make_feed(url=SOCKET_IO)
    older = replace(feed, url=SOCKET_IO.replace("EIO=4", "EIO=3"))
    by_params = replace(feed, url="ws://a/socket.io/", params={"EIO": "4"})
    engine = replace(feed, url="ws://a/engine.io/?EIO=4")

    assert [type(conversation_of(each, None)).__name__ for each in (feed, older, by_params, engine)] == [
        "SocketIoConversation",
        "NoneType",
        "SocketIoConversation",
        "EngineIoConversation",
    ]


@pytest.mark.parametrize(
    ("payload", "packet", "field"),
    [
        (b"\x30\x03\x00\x01a", mqtt_packet(b"\x30\x03\x00\x01a", 4), ("Topic Name", "a")),
        (b"RECEIPT\nreceipt-id:7\n\n\0", stomp_packet(b"RECEIPT\nreceipt-id:7\n\n\0"), ("receipt-id", "7")),
        (b'42["a"]', socket_io_packet(b'42["a"]'), ("event", "a")),
        (b"\x00", attachment(1, 2), ("Socket.IO", "1 of 2")),
    ],
)
def test_the_fields_of_a_packet_are_read_by_its_protocol(
    payload: bytes, packet: Packet, field: tuple[str, str]
) -> None:
    assert field in fields_of(make_message(payload, packet=packet))


def test_what_is_no_packet_has_no_fields() -> None:
    fields = [fields_of(make_message(b"x")), fields_of(make_message(b"x", packet=mqtt_packet(b"x", 4)))]

    assert fields == [[], []]


def test_a_fault_behind_the_head_is_told_among_the_fields() -> None:
    payload = b"\x30\x06\x00\x01a\x02\x7f\x00"

    assert fields_of(make_message(payload, packet=mqtt_packet(payload, 5))) == [
        ("fault", "there is no property 127, at byte 6")
    ]
