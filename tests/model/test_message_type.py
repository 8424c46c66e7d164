from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_message, make_notice
from tui.model.message import Opcode
from tui.model.message_type import TypeReader
from tui.model.subprotocols.socket_io import socket_io_packet


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ('{"type": "trade", "event": "x"}', "trade"),
        ('{"id": 3, "event": "order.created"}', "order.created"),
        ('{"type": 7, "op": "subscribe"}', "subscribe"),
        ('["phx_join", {}]', "phx_join"),
        ('[42, {"a": 1}, "trade", "XBT"]', "trade"),
        ('{"a": 1}', "json"),
        ("[1, 2]", "json"),
        ("hello", "text"),
        ("", "text"),
        ('{"type": "trade"', "json"),
        ('{"jsonrpc": "2.0", "id": 1, "method": "getBlock"}', "getBlock"),
        ('{"jsonrpc": "2.0", "id": 1, "result": null}', "result"),
        ('{"jsonrpc": "2.0", "id": 1, "error": {"code": -32601}}', "error"),
        ('{"id": 1, "result": null}', "json"),
        ('[{"jsonrpc": "2.0", "id": 1, "result": 7}]', "batch"),
        ('{"type": "connection_ack"}', "connection_ack"),
    ],
)
def test_the_type_of_a_text_is_found(payload: str, expected: str) -> None:
    assert TypeReader()(make_message(payload)) == expected


@pytest.mark.parametrize(
    "payload", [b'{"type": "\xff"}', b'["\xff"]', b'{"method": "\xff", "jsonrpc": "2.0"}']
)
def test_bytes_that_are_no_text_are_no_type(payload: bytes) -> None:
    for opcode in (Opcode.TEXT, Opcode.BINARY):
        message = make_message(payload, opcode=opcode)

        assert TypeReader()(message) == ("json" if opcode is Opcode.TEXT else "binary")
        assert TypeReader().key(message) is None


def test_the_path_of_the_configuration_is_the_only_place_to_look() -> None:
    reader = TypeReader("$.data.kind")

    assert reader(make_message('{"type": "no", "data": {"kind": "yes"}}')) == "yes"


def test_a_message_without_a_value_at_the_path_is_named_after_what_it_is() -> None:
    assert TypeReader("$.data.kind")(make_message('{"type": "no"}')) == "json"


def test_a_number_at_the_path_is_a_type_too() -> None:
    assert TypeReader("$.op")(make_message('{"op": 11}')) == "11"


def test_a_server_sent_event_says_its_type_itself() -> None:
    assert TypeReader()(make_message('{"type": "x"}', event="tick")) == "tick"


def test_control_frames_have_their_own_types() -> None:
    assert TypeReader()(make_message(b"", opcode=Opcode.PING)) == "ping"


def test_a_notice_is_of_its_kind() -> None:
    assert TypeReader()(make_notice(kind="closed")) == "closed"


def test_the_key_that_holds_the_type_is_known() -> None:
    assert TypeReader().key(make_message('{"id": 1, "op": "ping"}')) == "op"


def test_a_path_to_a_key_at_the_top_names_the_key_too() -> None:
    message = make_message('{"id": 1, "op": "ping", "to": {"kind": "x"}, "deep": {"op": 1}}')

    assert TypeReader("$.op").key(message) == "op"
    assert TypeReader("$['op']").key(message) == "op"
    assert TypeReader("$.to.kind").key(message) is None
    assert TypeReader("$.deep").key(message) is None


def test_a_huge_message_is_not_parsed_for_its_type() -> None:
    huge = make_message('{"type": "x", "a": "' + "a" * 1_000_000 + '"}')

    assert TypeReader()(huge) == "json"
    assert TypeReader().key(huge) is None


@given(st.binary(max_size=200), st.sampled_from(Opcode))
def test_any_payload_has_a_type_of_bounded_length(payload: bytes, opcode: Opcode) -> None:
    assert 1 <= len(TypeReader()(make_message(payload, opcode=opcode))) <= 80


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_document_has_a_type(document: object) -> None:
    assert TypeReader("$.a[0]")(make_message(json.dumps(document)))


def test_a_packet_is_named_after_what_it_is_unless_the_configuration_knows_better() -> None:
    message = make_message(
        '42["orders",{"kind":"new"}]', packet=socket_io_packet(b'42["orders",{"kind":"new"}]')
    )

    assert TypeReader()(message) == "EVENT orders"
    assert TypeReader("$[1].kind")(message) == "new"
    assert TypeReader("$.nothing")(message) == "EVENT orders"
    assert TypeReader().key(message) is None
