from __future__ import annotations

import pytest

from tests.factories import make_message
from tui.model.json_path import JsonPath
from tui.model.message import Opcode
from tui.widgets.message_row import value_at


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ('{"a": {"b": 4.50}}', "4.5"),
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


def test_control_frames_have_no_values() -> None:
    assert value_at(JsonPath("$"), make_message(b"1", opcode=Opcode.PING)) is None
