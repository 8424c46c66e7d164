"""A body in the view that fits it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.bodies import BodyView, view_of
from tui.text.safe import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.glyphs import Line

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"


def drawn(lines: Sequence[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"", "application/json", "empty"),
        (b'{"a":1}', "application/json; charset=utf-8", "json"),
        (b'{"a":1}', "application/problem+json", "json"),
        (b'{"a":1}', None, "json"),
        (b" [1]", "text/plain", "json"),
        (b"[INFO] started", "text/plain", "text"),
        (b"<a/>", "application/atom+xml", "xml"),
        (b"<?xml version='1.0'?><a/>", None, "xml"),
        (b"<!DOCTYPE html><p>", None, "html"),
        (b"<svg/>", "image/svg+xml", "xml"),
        (b"a=1&b=2", "application/x-www-form-urlencoded", "form"),
        (b"caf\xe9", "text/plain; charset=latin-1", "text"),
        (b"caf\xe9 \xff\xfe\xfd", None, "hex"),
        ("hé".encode("utf-16-le"), "text/plain; charset=utf-16-le", "text"),
        (PNG, None, "hex"),
        (PNG, "image/png", "hex"),
        (b"plain", "image/png", "hex"),
        (b"plain", "application/octet-stream", "text"),
    ],
)
def test_a_body_is_seen_as_what_it_is(body: bytes, content_type: str | None, kind: str) -> None:
    assert view_of(body, content_type).kind == kind


def test_broken_json_is_text_and_says_where_it_breaks() -> None:
    view = view_of('{"é": 1,,}'.encode(), "application/json")

    assert view == BodyView(
        "text", [[('{"é": 1,,}', "text")]], "not JSON: expected a key in quotes at byte 9"
    )


def test_json_that_ends_early_says_so() -> None:
    view = view_of(b'{"a": [1,', "application/json")

    assert view.kind == "json"
    assert view.note == "JSON that ends too early: expected a value at byte 9"


def test_json_lines_stay_lines() -> None:
    view = view_of(b'{"a":1}\n{"b":2}', "application/x-ndjson")

    assert (view.kind, drawn(view.lines)) == ("json", ['{"a":1}', '{"b":2}'])


def test_a_form_has_its_fields_one_a_line() -> None:
    view = view_of(b"name=J%C3%B6rg+K&empty=&x=%1b[2J&flag", "application/x-www-form-urlencoded")

    assert drawn(view.lines) == ["name = Jörg K", "empty = ", "x = �[2J", "flag"]


def test_binary_is_shown_in_hexadecimal() -> None:
    assert drawn(view_of(PNG + b"\x00").lines) == [
        "0000  89 50 4e 47 0d 0a 1a 0a  00 00 00 0d 49 48 44 52  .PNG........IHDR",
        "0010  00                                                .",
    ]


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "text/html"])
def test_a_large_body_is_cut_and_says_so(content_type: str) -> None:
    view = view_of(json.dumps(["x" * 90] * 20_000).encode(), content_type)

    assert view.note == "first 100,000 characters of 1,880,000 bytes"
    assert sum(map(len, drawn(view.lines))) < 110_000


def test_a_large_body_of_many_values_says_where_it_was_cut() -> None:
    view = view_of(b"[" + b"1," * 100_000 + b"1]", "application/json")

    assert view.note == "first 30,000 characters of 200,003 bytes"


def test_large_binary_is_cut_and_says_so() -> None:
    view = view_of(bytes(100_000))

    assert (len(view.lines), view.note) == (1024, "first 16,384 of 100,000 bytes")


TYPES = st.sampled_from(
    (
        None,
        "",
        "application/json",
        "text/html; charset=shift_jis",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/x-ndjson",
        "text/plain; charset=utf-16",
        ";;;charset=",
    )
)
BODIES = (
    st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "replace"))
    | st.text('{}[]":,<>&=%\x1b\n1').map(str.encode)
)


@given(BODIES, TYPES | st.text())
def test_any_body_has_a_view_that_is_safe_to_print(body: bytes, content_type: str | None) -> None:
    view = view_of(body, content_type)

    assert not any(UNSAFE.search(line) for line in drawn(view.lines))
    assert {tag for line in view.lines for _, tag in line} <= {
        "key",
        "string",
        "number",
        "literal",
        "punct",
        "text",
    }
