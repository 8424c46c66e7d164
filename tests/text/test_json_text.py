"""JSON as it was received."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.json_text import JsonText, inline, lay_out

if TYPE_CHECKING:
    from tui.text.glyphs import Line


def drawn(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_values_stand_one_a_line_and_short_ones_together() -> None:
    text = '{"cart":"c_8f1e","items":[{"sku":"A-113","qty":2,"price":19.9},{"sku":"B-020"}],"total":44.3}'

    assert drawn(lay_out(JsonText(text))) == [
        "{",
        '  "cart": "c_8f1e",',
        '  "items": [',
        '    {"sku": "A-113", "qty": 2, "price": 19.9},',
        '    {"sku": "B-020"}',
        "  ],",
        '  "total": 44.3',
        "}",
    ]


def test_what_is_long_or_nested_is_not_put_together() -> None:
    text = json.dumps({"a": [["x" * 30, "y" * 30], [[1]], [], {}]})

    assert drawn(lay_out(JsonText(text))) == [
        "{",
        '  "a": [',
        "    [",
        f'      "{"x" * 30}",',
        f'      "{"y" * 30}"',
        "    ],",
        "    [",
        "      [1]",
        "    ],",
        "    [],",
        "    {}",
        "  ]",
        "}",
    ]


def test_everything_stays_as_it_was_received() -> None:
    text = '{"b":1.50,"a":1e3,"b":123456789012345678901234567890,"c":"\\u00e9\\/"}'

    assert "".join(drawn(lay_out(JsonText(text)))).replace(" ", "") == text


def test_each_part_has_its_tag() -> None:
    assert lay_out(JsonText('["a",-1,null]'))[1:4] == [
        [("  ", "punct"), ('"a"', "string"), (",", "punct")],
        [("  ", "punct"), ("-1", "number"), (",", "punct")],
        [("  ", "punct"), ("null", "literal")],
    ]


@pytest.mark.parametrize(
    ("text", "fault", "at"),
    [
        ("", "a value", 0),
        ("nope", "a value", 0),
        ('{"a": 1,}', "a key in quotes", 8),
        ('{"a" 1}', "a colon", 5),
        ("[1 2]", "a comma or ]", 3),
        ('{"a": 1 "b"}', "a comma or }", 8),
        ("{} {}", "nothing more", 3),
        ("[}", "a value or ]", 1),
        ("{1: 2}", "a key in quotes or }", 1),
        ("[01]", "a comma or ]", 2),
        ("[NaN]", "a value or ]", 1),
        ("['a']", "a value or ]", 1),
        ('["\x1b"]', "a value or ]", 1),
    ],
)
def test_what_is_not_json_is_told_where(text: str, fault: str, at: int) -> None:
    found = JsonText(text)

    assert (found.fault, found.fault_at, found.is_cut) == (fault, at, False)


@pytest.mark.parametrize("text", ['{"a": [1, 2', '["abc', '{"ab', '{"a": tr', '{"a": "\\', '{"a":', "[-"])
def test_json_that_ends_early_is_kept_to_its_end(text: str) -> None:
    found = JsonText(text)

    assert found.is_cut
    assert "".join(drawn(lay_out(found))).replace(" ", "") == text.replace(" ", "")


def test_no_nesting_is_too_deep() -> None:
    found = JsonText("[" * 10_000 + "]" * 10_000)

    assert found.fault is None
    assert max(map(len, drawn(lay_out(found)))) < 100


def test_no_text_is_too_long() -> None:
    found = JsonText("[" + "1," * 100 + "1]", limit=10)

    assert (found.is_long, found.fault_at, len(found.tokens)) == (True, 10, 10)


def test_a_line_is_coloured_even_when_it_is_cut() -> None:
    assert inline('{"id":88383,"eu":true,"reason":"sto…') == [
        ("{", "punct"),
        ('"id"', "key"),
        (":", "punct"),
        ("88383", "number"),
        (",", "punct"),
        ('"eu"', "key"),
        (":", "punct"),
        ("true", "literal"),
        (",", "punct"),
        ('"reason"', "key"),
        (":", "punct"),
        ('"sto…', "string"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_all_json_is_read_and_means_the_same(value: object) -> None:
    found = JsonText(json.dumps(value))

    assert found.fault is None
    assert json.loads("".join(drawn(lay_out(found)))) == value


@given(st.text() | st.text('{}[]":,1e-.truefalsn\\ \n'))
def test_it_is_json_exactly_when_the_standard_library_says_so(text: str) -> None:
    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        json.loads(text, parse_constant=refuse)
    except ValueError:
        is_json = False
    else:
        is_json = True

    assert (JsonText(text).fault is None) is is_json


@given(st.text())
def test_colouring_a_line_changes_none_of_it(text: str) -> None:
    assert "".join(part for part, _ in inline(text)) == text
