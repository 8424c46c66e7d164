from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from tui.text.protobuf import protobuf_document

NAME = b"\x12\x02hi"
"""Field 2: "hi"."""


def test_fields_stand_under_their_numbers() -> None:
    assert protobuf_document(b"\x08\x96\x01" + NAME) == {"1": 150, "2": "hi"}


def test_repeated_fields_are_a_list() -> None:
    assert protobuf_document(NAME * 3) == {"2": ["hi", "hi", "hi"]}


def test_fixed_fields_are_fractions_if_that_is_likely() -> None:
    content = b"\x09" + struct.pack("<d", 42.5) + b"\x1d" + struct.pack("<i", -1) + NAME

    assert protobuf_document(content) == {"1": 42.5, "3": -1, "2": "hi"}


def test_bytes_that_are_neither_text_nor_message_are_written_out() -> None:
    assert protobuf_document(b"\x0a\x02\xff\xff" + NAME) == {"1": "0xffff", "2": "hi"}


def test_what_does_not_add_up_is_no_protobuf() -> None:
    for content in (
        b"",
        b"\x08",
        b"\x00\x01",
        b"\x0b\x01",
        b"\x12\x05hi",
        b"\x08" + b"\xff" * 11,
        NAME + b"\x07",
    ):
        assert protobuf_document(content) is None


def test_without_a_text_it_may_be_anything() -> None:
    assert protobuf_document(b"\x08\x01\x10\x02") is None


def test_nesting_comes_to_an_end() -> None:
    content = NAME
    for _ in range(40):
        content = b"\x1a" + bytes([len(content)]) + content if len(content) < 128 else content

    assert protobuf_document(content) is None
    assert protobuf_document(content + NAME) is not None


@given(st.binary(max_size=300))
def test_whatever_comes_it_is_read_or_not(content: bytes) -> None:
    document = protobuf_document(content)

    assert document is None or document
