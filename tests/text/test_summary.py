from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_message
from tui.model.message import Opcode
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.text.safe import UNSAFE
from tui.text.summary import is_utf8, summary


def _plain(payload: str | bytes, width: int = 80, *, without: str | None = None) -> str:
    return "".join(text for text, _ in summary(make_message(payload), width, without=without))


def test_each_kind_of_value_has_its_tag() -> None:
    tags = dict(summary(make_message('{"a": "b", "c": 1.5, "d": true}'), 80))

    assert tags == {
        "{": "punct",
        '"a"': "key",
        ":": "punct",
        '"b"': "string",
        ",": "punct",
        '"c"': "key",
        "1.5": "number",
        '"d"': "key",
        "true": "literal",
        "}": "punct",
    }


def test_white_space_between_values_takes_no_room() -> None:
    assert _plain('{\n  "a": [\n    1,\n    2\n  ]\n}') == '{"a":[1,2]}'


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ('{"type": "x", "id": 1}', '{"id":1}'),
        ('{"id": 1, "type": "x"}', '{"id":1}'),
        ('{"id": 1, "type": "x", "n": 2}', '{"id":1,"n":2}'),
        ('{"type": "x"}', "{}"),
        ('{"data": {"type": "x"}}', '{"data":{"type":"x"}}'),
        ('["type", "x"]', '["type","x"]'),
    ],
)
def test_the_key_that_is_shown_elsewhere_is_left_out(payload: str, expected: str) -> None:
    assert _plain(payload, without="type") == expected


def test_a_text_that_is_no_json_stays_as_it_is() -> None:
    assert _plain("hello [world]") == "hello [world]"


def test_bytes_are_shown_as_such() -> None:
    assert _plain(b"\x00\x01\xff") == "00 01 ff"


def test_binary_messages_that_hold_text_are_read() -> None:
    assert _plain(b'{"a": 1}') == '{"a":1}'


def test_the_code_and_the_reason_of_a_close_frame_are_read() -> None:
    message = make_message((4001).to_bytes(2, "big") + b"who are you", opcode=Opcode.CLOSE)

    assert summary(message, 80) == [("4001", "number"), (" who are you", "text")]


def test_secrets_are_masked() -> None:
    pieces = summary(
        make_message('{"token": "hunter22"}'), 80, mask=lambda text: text.replace("hunter22", "•••")
    )

    assert "".join(text for text, _ in pieces) == '{"token":"•••"}'


def test_of_a_huge_payload_only_the_beginning_is_read() -> None:
    assert len(_plain('{"a": "' + "x" * 1_000_000 + '"}', 40)) < 1_000


@given(st.text(), st.integers(0, 50))
def test_nothing_that_a_terminal_would_obey_gets_through(payload: str, width: int) -> None:
    assert not UNSAFE.search(_plain(payload, width))
    assert not UNSAFE.search(_plain("{" + payload, width, without="type"))


@given(st.binary(max_size=80), st.sampled_from(Opcode))
def test_any_payload_has_a_summary(payload: bytes, opcode: Opcode) -> None:
    assert not UNSAFE.search("".join(text for text, _ in summary(make_message(payload, opcode=opcode), 40)))


def test_text_that_is_no_utf8_is_known() -> None:
    assert not is_utf8(make_message(b"caf\xe9", opcode=Opcode.TEXT))
    assert is_utf8(make_message("café"))


def test_a_packet_says_what_matters_before_its_body() -> None:
    payload = b'\x33\x0e\x00\x03a/b\x00\x07{"n": 1}'[:16]
    payload = payload[:1] + bytes([len(payload) - 2]) + payload[2:]
    message = make_message(payload, packet=mqtt_packet(payload, 4))

    assert "".join(text for text, _ in summary(message, 80)) == 'qos 1 id 7 retain  {"n":1'


def test_a_packet_of_bytes_shows_them() -> None:
    payload = b"\x30\x06\x00\x01a\xff\x00\x01"

    assert "".join(
        text for text, _ in summary(make_message(payload, packet=mqtt_packet(payload, 4)), 80)
    ) == ("ff 00 01")


def test_what_is_no_packet_says_why_before_what_it_is() -> None:
    shown = summary(make_message(b"\x00\x01", packet=mqtt_packet(b"\x00\x01", 4)), 80)

    assert shown == [("there is no packet type 0, at byte 0  ", "err"), ("00 01", "muted")]


@pytest.mark.parametrize("payload", ["é" * 600_000, "x" + "é" * 600_000, "xx" + "名" * 400_000])
def test_a_character_across_the_end_of_what_is_looked_at_is_not_broken(payload: str) -> None:
    assert is_utf8(make_message(payload))


def test_a_large_text_that_is_broken_at_its_beginning_is_no_text() -> None:
    message = make_message(b"\xff" + b"x" * 2_000_000, opcode=Opcode.TEXT)

    assert not is_utf8(message)
