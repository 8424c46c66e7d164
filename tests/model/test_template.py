from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW
from tui.model.conditions.large_json import LARGE
from tui.model.template import TemplateError, fill


def filled(text: str, message: bytes | None = None) -> str:
    return fill(text, message=message, now=NOW, unique=lambda: "0d9f-1")


def test_a_text_without_blanks_stays_as_it_is() -> None:
    assert filled('{"a": {"b": 1}}') == '{"a": {"b": 1}}'


def test_blanks_in_plain_text_are_filled_in_plainly() -> None:
    assert filled("SUB {{ $.topic }} {{uuid}}", b'{"topic": "a.b"}') == "SUB a.b 0d9f-1"
    assert filled("at {{now}}") == "at 2023-11-14T22:13:20.000Z"
    assert filled("{{$.n}}", b'{"n": [1, null]}') == "[1,null]"


def test_in_json_a_value_keeps_its_kind() -> None:
    assert filled('{"id":{{$.id}}}', b'{"id": 7}') == '{"id":7}'
    assert filled('{"id":{{$.id}}}', b'{"id": "seven"}') == '{"id":"seven"}'
    assert filled('{"id":"{{$.id}}"}', b'{"id": 7}') == '{"id":"7"}'
    assert filled('{"at":{{now}},"a":"x{{uuid}}"}') == '{"at":"2023-11-14T22:13:20.000Z","a":"x0d9f-1"}'


def test_digits_are_not_lost() -> None:
    assert filled('{"id":{{$.id}}}', b'{"id": 12345678901234567890123}') == '{"id":12345678901234567890123}'


def test_a_value_is_taken_out_of_a_large_message() -> None:
    message = b'{"rest": "' + b"x" * LARGE + b'", "id": 7, "list": [' + b"1.50," * LARGE + b"1]}"

    assert filled('{"id":{{$.id}}}', message) == '{"id":7}'
    assert filled("{{$.list}}", message).startswith("[1.50,1.50,")
    with pytest.raises(TemplateError, match=r"^the message has no value at \$\.no$"):
        filled("{{$.no}}", message)


@given(st.text())
def test_no_value_breaks_the_json_around_it(value: str) -> None:
    message = json.dumps({"v": value}).encode()
    bare, quoted = filled('{"a":{{$.v}}}', message), filled('{"a":"<{{$.v}}>"}', message)

    assert json.loads(bare) == {"a": value}
    assert json.loads(quoted) == {"a": f"<{value}>"}


@pytest.mark.parametrize(
    ("text", "message", "why"),
    [
        ("{{who}}", b"{}", "nothing is called {{who}}"),
        ("{{$.id}}", None, "no message is selected"),
        ("{{$.id}}", b"{}", "the message has no value at $.id"),
        ("{{$.id}}", b"hello", "$.id: the message is not JSON"),
        ("{{$..[}}", b"{}", "$..[: "),
    ],
)
def test_a_blank_that_cannot_be_filled_in_says_why(text: str, message: bytes | None, why: str) -> None:
    with pytest.raises(TemplateError) as raised:
        filled(text, message)

    assert why in str(raised.value)
