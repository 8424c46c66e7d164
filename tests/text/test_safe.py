"""Text from elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.cells import cell_len
from tui.text.safe import UNSAFE, clean, clean_lines, decode, fit, fit_url

HOSTILE = st.text(
    st.characters()
    | st.sampled_from("\x1b\x07\x9b\x9d\x00\x7f\r\n\t\u202e\u2066\u200b\ufe0f\u2028\ud800\U000e0041\u0300[]")
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "�[31mred"),
        ("\x1b]52;c;aGk=\x07", "�]52;c;aGk=�"),
        ("\x9b2J", "�2J"),
        ("a\nb\r\nc", "a⏎b⏎c"),
        ("a\tb", "a   b"),
        ("gpj\u202eexe", "gpj�exe"),
        ("a\u200db", "a�b"),
        ("❤\ufe0f", "❤"),
        ("x\ufe0f", "x�"),
        ("1\ufe0f\u20e3", "1\u20e3"),
        ("👩\u200d👧 ❤\ufe0f\u200d🔥", "👩👧 ❤🔥"),
        ("می\u200cخواهم", "میخواهم"),
        ("क\u094d\u200dष", "क\u094dष"),
        ("\u200c", "�"),
        ("👍🏽 🇩🇪", "👍 DE"),
        ("\ud83d", "�"),
        ("\U000e0041", "�"),
        ("[red]x[/]", "[red]x[/]"),
        ("żółw 日本", "żółw 日本"),
    ],
)
def test_a_control_character_is_seen_and_does_nothing(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_long_text_is_cut_before_it_is_read() -> None:
    assert clean("x" * 5_000_000, 10) == "xxxxxxxxx…"


def test_a_tower_of_marks_stays_in_its_row() -> None:
    assert clean("a" + "\u0301" * 50 + "b") == "a\u0301\u0301\u0301b"


def test_lines_end_at_every_kind_of_line_end() -> None:
    assert clean_lines("a\nb\r\nc\rd\x1b", 100) == ["a", "b", "c", "d�"]


@pytest.mark.parametrize(
    ("payload", "charset", "text"),
    [
        (b"caf\xc3\xa9", None, "café"),
        (b"caf\xe9", "latin-1", "café"),
        (b"caf\xe9", None, "caf\\xe9"),
        (b"caf\xc3\xa9", "no such charset", "café"),
        (b"caf\xc3\xa9", "a\0b", "café"),
        (b"abc", "zlib", "abc"),
        (b"xn--", "idna", "xn--"),
        (b"\\u001b", "unicode_escape", "\\u001b"),
        (b"\xef\xbb\xbf{}", None, "{}"),
        ("hé".encode("utf-16"), None, "hé"),
    ],
)
def test_bytes_become_text_whatever_they_are(payload: bytes, charset: str | None, text: str) -> None:
    assert decode(payload, charset) == text


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (42, "https://api.shop.test/v1/orders/cart?u=42 "),
        (34, "api.shop.test/v1/orders/cart?u=42 "),
        (30, "api.shop.test…orders/cart?u=42"),
        (24, "api.shop.test…/cart?u=42"),
        (10, "api.s…u=42"),
    ],
)
def test_a_url_keeps_its_host_and_its_end(width: int, shown: str) -> None:
    assert fit_url("https://api.shop.test/v1/orders/cart?u=42", width) == shown


@given(HOSTILE, st.integers(-1, 60))
def test_nothing_unsafe_is_left(text: str, limit: int) -> None:
    cleaned = clean(text, limit)

    assert not UNSAFE.search(cleaned)
    assert len(cleaned) <= max(0, limit)


@given(HOSTILE)
def test_no_line_has_anything_unsafe(text: str) -> None:
    assert not any(UNSAFE.search(line) for line in clean_lines(text))


@given(HOSTILE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(HOSTILE, st.integers(-1, 60))
def test_a_fitted_text_is_safe_and_exact(text: str, width: int) -> None:
    for fitted in (fit(text, width), fit_url(f"https://{text}/{text}", width)):
        assert not UNSAFE.search(fitted)
        assert cell_len(fitted) == max(0, width)


@given(
    st.binary(), st.text(max_size=12) | st.sampled_from(("utf-16", "utf-32", "gb18030", "shift_jis", "cp037"))
)
def test_no_bytes_are_too_strange_to_be_read(payload: bytes, charset: str) -> None:
    assert isinstance(decode(payload, charset), str)
