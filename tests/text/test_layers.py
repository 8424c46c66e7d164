from __future__ import annotations

import base64
import gzip
import json
import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_message
from tui.model.subprotocols.mqtt import mqtt_packet
from tui.text.layers import WAYS, Chosen, layers_of

DOCUMENT = {"type": "trade", "price": 42.5, "tags": ["a", "b"]}
ENCODED = json.dumps(DOCUMENT).encode()
ORDER = bytes.fromhex("089601120541 2d313133 1a0608071202 6869".replace(" ", ""))
"""Field 1: 150, field 2: "A-113", field 3: a message with 7 and "hi"."""


def names(payload: bytes, *, is_binary: bool = False) -> list[str]:
    return [layer.name for layer in layers_of(make_message(payload if is_binary else payload.decode()))]


def innermost(payload: bytes) -> object:
    return json.loads(layers_of(make_message(payload))[-1].content)


def test_plain_json_and_plain_text_are_what_they_are() -> None:
    assert names(ENCODED) == ["text"]
    assert names(b"hello, world") == ["text"]
    assert names(b"") == ["text"]


def test_every_wrapper_on_the_way_is_named() -> None:
    packed = msgspec.msgpack.encode(DOCUMENT)
    wrapped = json.dumps(base64.b64encode(gzip.compress(packed)).decode()).encode()

    assert names(wrapped) == ["text", "JSON string", "base64", "gzip", "msgpack"]
    assert innermost(wrapped) == DOCUMENT


def test_json_in_a_string_of_json_is_unwrapped() -> None:
    assert names(json.dumps(ENCODED.decode()).encode()) == ["text", "JSON string"]


def test_a_document_under_a_known_key_is_unwrapped() -> None:
    compressed = base64.urlsafe_b64encode(zlib.compress(ENCODED)).decode()
    wrapped = json.dumps({"topic": "a", "data": compressed}).encode()

    assert names(wrapped) == ["text", ".data", "base64", "zlib"]
    assert innermost(wrapped) == DOCUMENT
    assert names(json.dumps({"payload": ENCODED.decode()}).encode()) == ["text", ".payload"]


def test_a_plain_text_under_such_a_key_is_left_alone() -> None:
    assert names(b'{"message": "helloworldhelloworld", "data": 5}') == ["text"]


@pytest.mark.parametrize(
    "text", [b"subscribe", b"deadbeefdeadbeefdeadbeef", b"AAAAAAAAAAAAAAAAAAAAAAAA", b"a" * 400]
)
def test_letters_and_digits_are_not_taken_for_base64_by_accident(text: bytes) -> None:
    assert names(text) == ["text"]


def test_base64_of_a_text_is_unwrapped() -> None:
    assert names(base64.b64encode(b"this is what was meant")) == ["text", "base64"]


def test_msgpack_that_json_lacks_is_written_out() -> None:
    packed = msgspec.msgpack.encode(
        {"raw": b"\xff\x00", "text": b"hi", "ext": msgspec.msgpack.Ext(5, b"\x01"), 7: None}
    )

    assert innermost(packed) == {
        "raw": "0xff00",
        "text": "hi",
        "ext": {"ext": 5, "data": "0x01"},
        "7": None,
    }


def test_protobuf_is_read_without_its_schema() -> None:
    assert names(ORDER, is_binary=True) == ["binary", "protobuf?"]
    assert innermost(ORDER) == {"1": 150, "2": "A-113", "3": {"1": 7, "2": "hi"}}


def test_a_bomb_is_unwrapped_no_further_than_is_bearable() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    layers = layers_of(make_message(bomb))

    assert [layer.name for layer in layers] == ["binary", "gzip"]
    assert (len(layers[-1].content), layers[-1].is_cut) == (1_000_000, True)


def test_wrapping_without_an_end_comes_to_an_end() -> None:
    wrapped = ENCODED
    for _ in range(30):
        wrapped = gzip.compress(wrapped)

    assert len(names(wrapped, is_binary=True)) == 9


@given(st.binary(max_size=200))
def test_whatever_comes_the_first_layer_is_what_came(payload: bytes) -> None:
    layers = layers_of(make_message(payload))

    assert layers[0].content == payload


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.text(max_size=3), inner, min_size=1, max_size=3)
        ),
        max_leaves=10,
    ).filter(lambda value: isinstance(value, list | dict))
)
def test_what_was_packed_is_found_again(value: object) -> None:
    assert innermost(gzip.compress(msgspec.msgpack.encode(value))) == value


def test_a_packet_is_a_layer_and_what_it_carries_goes_on_from_there() -> None:
    payload = b"\x30\x00" + b"\x00\x01a" + gzip.compress(ENCODED)
    payload = b"\x30" + bytes([len(payload) - 2]) + payload[2:]
    layers = layers_of(make_message(payload, packet=mqtt_packet(payload, 4)))

    assert [layer.name for layer in layers] == ["binary", "MQTT 3.1.1 PUBLISH", "gzip"]
    assert layers[-1].content == ENCODED


def test_what_is_no_packet_stays_as_it_came() -> None:
    assert [layer.name for layer in layers_of(make_message(b"x", packet=mqtt_packet(b"x", 4)))] == ["binary"]


@pytest.mark.parametrize(
    ("payload", "ways", "expected"),
    [
        (b"SGk=", ("base64",), b"Hi"),
        (b"SG\nk", ("base64",), b"Hi"),
        (b"de ad be ef", ("hexadecimal",), b"\xde\xad\xbe\xef"),
        (b"0801", ("hexadecimal", "protobuf"), b'{"1":1}'),
        (b"\x07", ("msgpack",), b"7"),
        (b"%7B%22a%22%3A+1%7D", ("percent-encoded",), b'{"a": 1}'),
        (b'"hi"', ("JSON string",), b"hi"),
    ],
)
def test_what_looking_does_not_tell_can_be_said(
    payload: bytes, ways: tuple[str, ...], expected: bytes
) -> None:
    layers = layers_of(make_message(payload), Chosen(0, ways))

    assert layers[-1].content == expected
    assert not any(layer.is_broken for layer in layers)


def test_bare_deflate_is_unwrapped_if_somebody_says_that_it_is_there() -> None:
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    squeezed = squeezer.compress(ENCODED) + squeezer.flush()
    layers = layers_of(make_message(squeezed), Chosen(0, ("gzip, zlib or deflate",)))

    assert [layer.name for layer in layers] == ["binary", "deflate"]
    assert json.loads(layers[-1].content) == DOCUMENT


def test_after_what_was_said_the_rest_is_found_by_looking() -> None:
    wrapped = gzip.compress(msgspec.msgpack.encode(DOCUMENT)).hex().encode()
    layers = layers_of(make_message(wrapped), Chosen(0, ("hexadecimal",)))

    assert [layer.name for layer in layers][1:] == ["hexadecimal", "gzip", "msgpack"]


@pytest.mark.parametrize("way", [way for way in WAYS if way != "percent-encoded"])
def test_what_is_not_as_somebody_said_is_marked_as_broken(way: str) -> None:
    last = layers_of(make_message("no such thing\x80"), Chosen(0, (way,)))[-1]

    assert (last.name, last.is_broken) == (way, True)
