from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.factories import NOW, make_message
from tui.model.feed import Pairing
from tui.model.pairs import Answer, Pairs
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.model.subprotocols.socket_io import socket_io_packet
from tui.model.subprotocols.stomp import stomp_packet

if TYPE_CHECKING:
    from typing import Any

    from tui.model.subprotocols.packet import Packet


def look(
    pairs: Pairs,
    number: int,
    document: Any,
    *,
    at: float = 0.0,
    direction: str = "in",
    agreed: str | None = None,
) -> None:
    text = document if isinstance(document, str) else json.dumps(document, separators=(",", ":"))
    pairs.look(number, make_message(text, at=NOW + at, direction=direction), agreed)


def test_a_json_rpc_result_answers_the_call_of_its_id() -> None:
    pairs = Pairs()
    look(pairs, 0, {"jsonrpc": "2.0", "id": 7, "method": "add"}, direction="out")
    look(pairs, 1, {"jsonrpc": "2.0", "id": "7", "result": 0}, at=1.0)
    look(pairs, 2, {"jsonrpc": "2.0", "id": 7, "error": {"code": 1}}, at=2.5)

    assert pairs.answers == {2: Answer(0, 2.5)}
    assert list(pairs.recent) == [2.5]
    assert pairs.open == {}


def test_the_server_may_call_as_well() -> None:
    pairs = Pairs()
    look(pairs, 0, {"jsonrpc": "2.0", "id": 7, "method": "ask"})
    look(pairs, 1, {"jsonrpc": "2.0", "id": 7, "method": "add"}, direction="out")
    look(pairs, 2, {"jsonrpc": "2.0", "id": 7, "result": 1}, direction="out")

    assert list(pairs.answers) == [2]
    assert [request.number for request in pairs.open.values()] == [1]


def test_what_only_looks_like_a_call_of_the_server_waits_for_nothing() -> None:
    pairs = Pairs()
    look(pairs, 0, {"id": 7, "method": "order.created"})
    look(pairs, 1, {"id": 8, "sku": "A-113"}, direction="out")

    assert pairs.open == {}


def test_a_notification_and_a_null_id_wait_for_nothing() -> None:
    pairs = Pairs()
    look(pairs, 0, {"jsonrpc": "2.0", "method": "log"}, direction="out")
    look(pairs, 1, {"jsonrpc": "2.0", "id": None, "method": "log"}, direction="out")

    assert pairs.open == {}


def test_a_subscription_is_answered_by_what_comes_first() -> None:
    pairs = Pairs()
    agreed = "graphql-transport-ws"
    look(pairs, 0, {"id": "a", "type": "subscribe", "payload": {}}, direction="out", agreed=agreed)
    look(pairs, 1, {"id": "a", "type": "next", "payload": {}}, at=0.5, agreed=agreed)
    look(pairs, 2, {"id": "a", "type": "next", "payload": {}}, at=9, agreed=agreed)

    assert pairs.answers == {1: Answer(0, 0.5)}


def test_without_that_subprotocol_a_type_says_nothing() -> None:
    pairs = Pairs()
    look(pairs, 0, {"id": "a", "type": "subscribe"}, direction="out")

    assert pairs.open == {}


def test_paths_say_where_the_ids_stand() -> None:
    pairs = Pairs(Pairing("$.req.id", "$.re"))
    look(pairs, 0, {"req": {"id": 5}}, direction="out")
    look(pairs, 1, {"re": 6})
    look(pairs, 2, {"re": 5}, at=0.5)
    look(pairs, 3, "no json", direction="out")

    assert pairs.answers == {2: Answer(0, 0.5)}


def test_what_nobody_answers_is_forgotten_in_the_end() -> None:
    pairs = Pairs()
    for number in range(1_500):
        look(pairs, number, {"id": number, "method": "x"}, direction="out")

    assert len(pairs.open) == 1_000
    assert next(iter(pairs.open.values())).number == 500


@pytest.mark.parametrize(
    ("request_", "response"),
    [
        (mqtt_packet(b"\x32\x05\x00\x01a\x00\x07", 4), mqtt_packet(b"\x40\x02\x00\x07", 4)),
        (mqtt_packet(b"\x34\x05\x00\x01a\x00\x07", 4), mqtt_packet(b"\x50\x02\x00\x07", 4)),
        (mqtt_packet(b"\x62\x02\x00\x07", 4), mqtt_packet(b"\x70\x02\x00\x07", 4)),
        (mqtt_packet(b"\x82\x06\x00\x07\x00\x01#\x00", 4), mqtt_packet(b"\x90\x03\x00\x07\x00", 4)),
        (mqtt_packet(b"\xc0\x00", 4), mqtt_packet(b"\xd0\x00", 4)),
        (stomp_packet(b"SEND\nreceipt:7\n\n\0"), stomp_packet(b"RECEIPT\nreceipt-id:7\n\n\0")),
        (stomp_packet(b"CONNECT\n\n\0"), stomp_packet(b"CONNECTED\n\n\0")),
        (socket_io_packet(b'42/a,7["x"]'), socket_io_packet(b"43/a,7[]")),
    ],
)
def test_a_packet_is_answered_by_the_one_that_its_protocol_says(request_: Packet, response: Packet) -> None:
    pairs = Pairs()
    pairs.look(0, make_message("x", direction="out", packet=request_))
    pairs.look(1, make_message("x", at=NOW + 1, packet=response))

    assert pairs.answers == {1: Answer(0, 1.0)}
    assert pairs.open == {}


@pytest.mark.parametrize("other", [b"\x40\x02\x00\x08", b"\x90\x03\x00\x07\x00", b"\x30\x03\x00\x01a"])
def test_another_packet_answers_nothing(other: bytes) -> None:
    pairs = Pairs()
    pairs.look(0, make_message("x", direction="out", packet=mqtt_packet(b"\x32\x05\x00\x01a\x00\x07", 4)))
    pairs.look(1, make_message("x", packet=mqtt_packet(other, 4)))

    assert pairs.answers == {}
    assert [request.id for request in pairs.open.values()] == ["PUBACK 7"]


def test_json_rpc_inside_a_packet_is_paired_as_well() -> None:
    pairs = Pairs()
    for number, (direction, body) in enumerate(
        [("out", b'{"jsonrpc":"2.0","id":1,"method":"a"}'), ("in", b'{"jsonrpc":"2.0","id":1,"result":2}')]
    ):
        payload = b"\x30" + bytes([len(body) + 3]) + b"\x00\x01t" + body
        message = make_message(payload, at=NOW + number, direction=direction, packet=mqtt_packet(payload, 4))
        pairs.look(number, message)

    assert pairs.answers == {1: Answer(0, 1.0)}
