from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui.text.bodies import view_of
from tui.text.whole_bodies import whole_view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.glyphs import Line

LONG = [{"id": number, "price": "1.0", "tags": ["a", "b"], "é": None} for number in range(20_000)]


def drawn(lines: Sequence[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize(
    ("body", "content_type"), [(b'{"a": [1, 2]}', "application/json"), (b"a=1&b=2", None), (b"", None)]
)
def test_what_is_short_is_laid_out_as_ever(body: bytes, content_type: str | None) -> None:
    assert whole_view_of(body, content_type) == view_of(body, content_type)


def test_long_json_is_laid_out_to_its_end() -> None:
    view = whole_view_of(json.dumps(LONG).encode(), "application/json")

    assert (view.kind, view.note, view.is_cut) == ("json", None, False)
    assert "".join(drawn(view.lines)).replace(" ", "") == json.dumps(LONG, ensure_ascii=True).replace(" ", "")
    assert drawn(view.lines[-3:]) == ['    "\\u00e9": null', "  }", "]"]


def test_numbers_and_keys_of_long_json_stay_as_they_came() -> None:
    body = b'{"n": 1.000000000000000000000001, "n": 1e999, "x": "' + b"x" * 200_000 + b'"}'

    assert drawn(whole_view_of(body, "application/json").lines)[1:3] == [
        '  "n": 1.000000000000000000000001,',
        '  "n": 1e999,',
    ]


def test_long_json_that_was_cut_is_laid_out_as_far_as_it_goes() -> None:
    body = json.dumps(LONG).encode()[:700_000]
    view = whole_view_of(body, "application/json")

    assert (view.kind, view.note) == ("json", "JSON that ends too early")
    assert len(view.lines) > 70_000
    assert not drawn(view.lines[-1:])[0].startswith(("]", "}"))


def test_brackets_without_an_end_are_looked_at_once_each() -> None:
    view = whole_view_of(b"[" * 400_000, "application/json")

    assert (view.kind, len(view.lines)) == ("text", 1)
    assert view.note == "not laid out: nested more than 500 deep"


def test_long_json_that_is_none_is_text_and_says_why() -> None:
    view = whole_view_of(b"[" + b'"x"," y",' * 20_000 + b"nope]", "application/json")

    assert view.kind == "text"
    assert view.note is not None
    assert view.note.startswith("not JSON: invalid character (byte ")


@pytest.mark.parametrize(
    ("content_type", "kind"), [("text/plain", "text"), ("text/html", "html"), ("application/xml", "xml")]
)
def test_a_long_text_is_laid_out_to_its_end(content_type: str, kind: str) -> None:
    view = whole_view_of(b"<a>one</a>\r\n" * 20_000, content_type)

    assert (view.kind, len(view.lines), view.note) == (kind, 20_000, None)
    assert drawn(view.lines[-1:]) == ["<a>one</a>"]


def test_json_lines_are_one_a_line_however_many() -> None:
    view = whole_view_of(b'{"a": 1}\n' * 20_000, "application/x-ndjson")

    assert (view.kind, len(view.lines)) == ("json", 20_000)


def test_all_bytes_of_what_is_binary_are_shown() -> None:
    view = whole_view_of(bytes(100_000))

    assert (view.kind, len(view.lines), view.note) == ("hex", 6_250, None)


def test_any_body_can_be_looked_at_as_text_and_byte_by_byte() -> None:
    body = b'{"a": 1}'

    assert drawn(whole_view_of(body, "application/json", "text").lines) == ['{"a": 1}']
    assert drawn(whole_view_of(body, "application/json", "hex").lines)[0].endswith('{"a": 1}')
