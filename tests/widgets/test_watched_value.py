from __future__ import annotations

import pytest

from tests.factories import make_message
from tui.model.conditions.json_path import JsonPath
from tui.model.conditions.large_json import LARGE
from tui.model.message import Opcode
from tui.widgets.watched_value import LONGEST, value_at


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ('{"a": {"b": "text"}}', "text"),
        ('{"a": {"b": null}}', "null"),
        ('{"a": {"b": [1, true]}}', "[1,true]"),
        ('{"a": 1}', None),
        ("no json", None),
    ],
)
def test_the_value_at_a_path_is_written_as_text(payload: str, expected: str | None) -> None:
    message = make_message(payload)

    assert value_at(JsonPath("$.a.b"), message) == expected


@pytest.mark.parametrize(
    "number", ["4.50", "123456789012345678901234567890", "0.1234567890123456789012345", "1e400", "[1.0,2.50]"]
)
def test_no_digit_of_a_number_is_lost(number: str) -> None:
    assert value_at(JsonPath("$.a"), make_message(f'{{"a": {number}}}')) == number


def test_a_path_that_compares_numbers_finds_them() -> None:
    message = make_message('{"a": [{"p": 1.5}, {"p": 7.5}]}')

    assert value_at(JsonPath("$.a[?@.p > 5.0].p"), message) == "7.5"


def test_control_frames_have_no_values() -> None:
    assert value_at(JsonPath("$"), make_message(b"1", opcode=Opcode.PING)) is None


def test_in_a_large_message_the_value_is_found_as_it_was_received() -> None:
    message = make_message('{"rest": "' + "x" * LARGE + '", "a": [{"b": 4.50}, {"b": "text"}]}')

    assert value_at(JsonPath("$.a[0].b"), message) == "4.50"
    assert value_at(JsonPath("$.a[-1].b"), message) == "text"
    assert value_at(JsonPath("$.a[2].b"), message) is None
    assert value_at(JsonPath("$..b"), message) is None


@pytest.mark.parametrize("value", [b"1" * 5_000, b'"\xff"'])
def test_a_large_message_whose_value_cannot_be_read_has_none(value: bytes) -> None:
    message = make_message(b'{"rest": "' + b"x" * LARGE + b'", "a": ' + value + b"}")

    assert value_at(JsonPath("$.a"), message) is None


def test_of_a_large_value_the_beginning_is_kept() -> None:
    message = make_message('{"a": ["' + "x" * LARGE + '"]}')

    assert value_at(JsonPath("$.a"), message) == '["' + "x" * (LONGEST - 2)
