from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.condition import ConditionError
from tui.model.conditions.cursor import Cursor, in_quotes


def test_words_are_taken_one_at_a_time() -> None:
    cursor = Cursor("  cert.issuer not")

    assert (cursor.word(), cursor.next_word(), cursor.word(), cursor.is_at_end) == (
        "cert.issuer",
        "not",
        "not",
        True,
    )


def test_looking_ahead_takes_nothing() -> None:
    cursor = Cursor("p95 latency < 1s")

    assert (cursor.word_after_next(), cursor.next_word(), cursor.here) == ("latency", "p95", 0)


@pytest.mark.parametrize(
    ("text", "path", "rest"),
    [
        ("$.a.b == 1", "$.a.b", " == 1"),
        ("$.n>3", "$.n", ">3"),
        ("$.a)", "$.a", ")"),
        ('$["a b"] x', '$["a b"]', " x"),
        ('$.a[?@.b == "]" && (@.c)] x', '$.a[?@.b == "]" && (@.c)]', " x"),
        ("$['it\\'s'] x", "$['it\\'s']", " x"),
        ("$", "$", ""),
    ],
)
def test_a_path_ends_at_a_blank_or_a_sign_outside_its_brackets(text: str, path: str, rest: str) -> None:
    cursor = Cursor(text)

    assert (cursor.path(), text[cursor.at :]) == (path, rest)


@pytest.mark.parametrize("text", ["$[", "$[(]", '$["a]', "$[?(@.a == 1]"])
def test_a_path_that_is_not_closed_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        Cursor(text).path()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"ok"', "ok"),
        ("'ok'", "ok"),
        (r'"a\"b"', 'a"b'),
        (r'"\n\t\\"', "\n\t\\"),
        (r'"\u00e9"', "é"),
        ('""', ""),
    ],
)
def test_a_quoted_text_says_what_its_escapes_mean(text: str, said: str) -> None:
    assert Cursor(text).quoted() == said


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_put_in_quotes_is_read_again_and_cannot_speak_to_a_terminal(text: str) -> None:
    quoted = in_quotes(text)

    assert Cursor(quoted).quoted() == text
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", quoted)


def test_half_a_surrogate_is_no_text() -> None:
    with pytest.raises(ConditionError) as caught:
        Cursor(r'"ab\ud800"').quoted()

    assert caught.value.column == 3


def test_a_slash_in_a_pattern_is_escaped() -> None:
    assert Cursor(r"/a\/b\d/i x").regex() == (r"a/b\d", "i")
