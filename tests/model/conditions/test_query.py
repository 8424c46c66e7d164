from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_message
from tui.model.conditions.message_facts import MessageFacts
from tui.model.conditions.query import Word, parse_query


def matches(query: str, text: str = "") -> bool:
    return parse_query(query).matches(MessageFacts(make_message(text)), now=NOW)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_typed_matches_everything(text: str) -> None:
    query = parse_query(text)

    assert query.is_empty
    assert matches(text, "anything")


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("order", "an Order", True),
        ("Order", "an order", False),
        ("Order", "an Order", True),
        ("straße", "STRASSE straße", True),
        ("a b", "b then a", True),
        ("a b", "only a", False),
        ('"a b"', "b a", False),
        ('"a b"', "a b", True),
        ("!a", "b", True),
        ("!a", "a", False),
        ("!a b", "b", True),
        ("/o.d/", "an OLD one", True),
        ("/O.d/", "an old one", False),
        (r"/\Sld/", "an OLD one", True),
        ("/O.d/i", "an old one", True),
        ("!/^an/", "an old one", False),
        ("/a b/", "xa bx", True),
        ("/a b/ c", "xa bx", False),
    ],
)
def test_words_and_patterns_search_the_text(query: str, text: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    assert matches(query, text) is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type:order.created", True),
        ("type:order", False),
        ("type:order.*", True),
        ("type:*created", True),
        ("type:orderXcreated", False),
        ("type:ORDER.*", False),
        ("!type:order.*", False),
        ("type:!=order.*", False),
        ("type:!=trade", True),
        ('type:"order.created"', True),
        ("direction:in", True),
        ("direction:out", False),
        ("size:<1KB", True),
        ("size:>1KB", False),
        ("size:>=27B", True),
        ("opcode:text type:order.*", True),
        ('type == "order.created" and size < 1KB', True),
        ('json $.type contains "order"', True),
        ("not json $.x exists", True),
    ],
)
def test_a_subject_with_a_value_is_a_condition(query: str, found: bool) -> None:  # noqa: FBT001 - a parameter
    assert matches(query, '{"type": "order.created"}  ') is found


@pytest.mark.parametrize(
    "text",
    [
        "type:",
        "size:>",
        "size:>12",
        "http://localhost",
        "12:30",
        "status >=",
        "/(/",
        "/path/to/it",
        "!",
        "!=",
        '"open',
        "json:$.a",
        "header:x",
        "name:>a",
        "((",
    ],
)
def test_what_is_neither_is_taken_literally(text: str) -> None:
    assert matches(text, f"before {text} behind")
    assert not matches(text, "nothing of it")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("order !ping type:a", ("order",)),
        ('"a b" c', ("a b", "c")),
        ('text contains "x" and size > 1KB', ("x",)),
        ('text not contains "x"', ()),
        ('text contains "x" or size > 1KB', ()),
    ],
)
def test_the_words_are_what_is_searched_for(text: str, words: tuple[str, ...]) -> None:
    assert parse_query(text).words == words


def test_hits_are_given_in_order_and_apart_from_each_other() -> None:
    query = parse_query("ab bc /x+/ !yy")

    assert query.spans("xx ABC yy ab") == [(0, 2), (3, 6), (10, 12)]


def test_a_word_without_capitals_ignores_them() -> None:
    assert Word("ab").spans("AB ab Ab") == [(0, 2), (3, 5), (6, 8)]
    assert Word("Ab").spans("AB ab Ab") == [(6, 8)]


def test_a_pattern_in_a_condition_is_highlighted() -> None:
    assert parse_query("text matches /b+/").spans("abba") == [(1, 3)]


def test_a_very_long_text_is_taken_literally() -> None:
    text = "status == 200 or " * 500

    assert parse_query(text).words == (text.strip(),)


@given(st.text(), st.text())
def test_whatever_is_typed_is_a_query(query: str, text: str) -> None:
    parsed = parse_query(query)

    assert parsed.text == query
    assert matches(query, text) in {True, False}
    assert all(0 <= start < end <= len(text) for start, end in parsed.spans(text))


@given(
    st.lists(st.sampled_from(["!", "/", "a", "A", ":", "type", "size", ">", "1KB", " ", '"', "*", "(", "\\"]))
)
def test_whatever_is_typed_of_its_signs_is_a_query(parts: list[str]) -> None:
    query = "".join(parts)

    assert matches(query, query) in {True, False}
