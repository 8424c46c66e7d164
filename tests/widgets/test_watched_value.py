from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import make_message, make_notice
from tui.model.conditions.json_path import JsonPath
from tui.model.message import Opcode
from tui.model.ring import Ring
from tui.widgets.watched_value import newest_value, value_at

if TYPE_CHECKING:
    from tui.model.message import Row


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


def test_the_newest_value_is_that_of_the_newest_message_that_has_one() -> None:
    ring: Ring[Row] = Ring(100)
    for payload in ('{"a": 1}', '{"a": 2}', '{"b": 3}'):
        ring.append(make_message(payload))
    ring.append(make_notice())

    assert newest_value(ring, JsonPath("$.a")) == "2"


def test_what_was_long_ago_is_not_the_newest_value() -> None:
    ring: Ring[Row] = Ring(100)
    ring.append(make_message('{"a": 1}'))
    for _ in range(60):
        ring.append(make_message("{}"))

    assert newest_value(ring, JsonPath("$.a")) == "—"
