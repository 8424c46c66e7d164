from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.conditions.document import charset_of, decode_text, read_json
from tui.model.conditions.facts import FactError


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        (b'{"a": [1, 2.5, null, true]}', {"a": [1, 2.5, None, True]}),
        (b"123456789012345678901234567890", 123456789012345678901234567890),
        (b"\xef\xbb\xbf[]", []),
        (b' "x" ', "x"),
    ],
)
def test_json_is_read(payload: bytes, value: object) -> None:
    assert read_json(payload) == value


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (b"", "not JSON, it is empty"),
        (b"  ", "not JSON, it is empty"),
        (b"<!doctype html><html><body>", 'not JSON, it starts with "<!doctype html><html><b…"'),
        (b"\x1b[2J", 'not JSON, it starts with "\\x1b[2J"'),
        (b'{"a": NaN}', "not JSON, invalid character (byte 6)"),
        (b'{"a": 1', "not JSON, it ends too early"),
        (b'["\xff"]', "not JSON, it is not in UTF-8"),
        (b"[" * 500_000, "JSON that is nested too deeply"),
    ],
)
def test_what_is_no_json_is_shown_instead(payload: bytes, why: str) -> None:
    with pytest.raises(FactError) as caught:
        read_json(payload)

    assert str(caught.value) == why


@pytest.mark.parametrize(
    ("payload", "charset", "text"),
    [
        ("é".encode(), None, "é"),
        (b"\xe9", "iso-8859-1", "é"),
        (b"\xe9", "Windows-1252", "é"),
        ("é".encode("utf-16"), "utf-16", "é"),
        (b"\xe9", None, "\\xe9"),
        ("é".encode("utf-16"), None, "é"),
        (b"\\u001b", "unicode_escape", "\\u001b"),
        ("é".encode(), "no-such-thing", "é"),
        ("é".encode(), "\x00", "é"),
        (b"abc", "hex", "abc"),
        (b"a+AGI-", "utf-7", "a+AGI-"),
        (b"\xef\xbb\xbfa", None, "a"),
    ],
)
def test_text_is_decoded_as_named_and_else_as_utf_8(payload: bytes, charset: str | None, text: str) -> None:
    assert decode_text(payload, charset) == text


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ('text/plain; Charset = "Latin-1"; x=y', "Latin-1"),
        ("text/plain;charset=utf-8", "utf-8"),
        ("text/plain", None),
        (None, None),
    ],
)
def test_the_charset_is_what_the_content_type_names(content_type: str | None, charset: str | None) -> None:
    assert charset_of(content_type) == charset


@given(st.binary(), st.text() | st.sampled_from(["utf-8", "big5", "shift_jis", "utf-32", "gb18030", "cp037"]))
def test_any_bytes_are_text(payload: bytes, charset: str) -> None:
    assert isinstance(decode_text(payload, charset), str)
