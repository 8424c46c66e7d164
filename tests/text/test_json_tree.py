from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.model.conditions.json_path import JsonPath
from tui.text.json_text import JsonText
from tui.text.json_tree import json_tree, text_of, tree_line

KEYS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def rows(text: str, *, folded: tuple[str, ...] = ()) -> list[str]:
    found = JsonText(text)
    return [
        "".join(piece for piece, _ in tree_line(found, branch, is_folded=branch.path in folded))
        for branch in json_tree(found)
    ]


def test_every_value_has_a_row_under_what_holds_it() -> None:
    assert rows('{"a": 1, "b": [true, {"c": null}]}') == [
        "▾ {} 2 members",
        '    "a": 1',
        '  ▾ "b": [] 2 items',
        "      0: true",
        "    ▾ 1: {} 1 member",
        '        "c": null',
    ]


def test_a_folded_value_shows_how_it_begins() -> None:
    assert rows('{"a": [1, "two"]}', folded=("$.a",))[1] == '  ▸ "a": [] 2 items  [1, "two"]'


def test_numbers_and_doubled_keys_are_as_they_were_received() -> None:
    text = '{"a": 123456789012345678901234567890, "a": 1.50, "b": 1e400}'

    assert [row.strip() for row in rows(text)[1:]] == [
        '"a": 123456789012345678901234567890',
        '"a": 1.50',
        '"b": 1e400',
    ]


@pytest.mark.parametrize("text", ['{"a": [1, {"b": 2', '{"a": [1, {"b": "unfinis', "[[["])
def test_a_document_that_ends_too_early_has_a_tree_as_far_as_it_goes(text: str) -> None:
    found = JsonText(text)
    branches = json_tree(found)

    assert found.is_cut
    assert branches[0].after == len(branches)
    assert text_of(found, branches[0]) == text.replace(" ", "")


@settings(max_examples=60)
@given(VALUES)
def test_the_path_of_a_row_leads_to_its_value(value: object) -> None:
    found = JsonText(json.dumps(value))

    for branch in json_tree(found):
        assert JsonPath(branch.path).find(value) == [json.loads(text_of(found, branch))]


def test_control_characters_stay_out_of_rows() -> None:
    assert "\x9b" not in "".join(rows('{"\x9b31m": "\x9b2J"}'))


def test_values_that_share_a_long_key_have_a_path_only_when_it_is_asked_for() -> None:
    key = "k" * 100_000
    branches = json_tree(JsonText(f'{{"{key}": [{"1," * 2_000}1]}}'))
    steps = sum(len(branch.step) for branch in branches)

    assert branches[-1].path == f"$.{key}[2000]"
    assert steps < 2 * len(key)
