from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.conditions.facts import Nodes, Several
from tui.model.conditions.show import describe, quoted, show
from tui.model.mask import Mask


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (200, "", "200"),
        (0.1 + 0.2, "", "0.3"),
        (0.0423, "time", "42ms"),
        (0.0996, "time", "100ms"),
        (0.00423, "time", "4.2ms"),
        (2_048, "size", "2.0 kB"),
        (True, "", "true"),
        (None, "", "null"),
        ("ok", "", '"ok"'),
        (["a", 1], "", '["a", 1]'),
        ({"a": None}, "", '{"a": null}'),
        (Several(("a", "b")), "", '"a", "b"'),
        (Nodes(("queue",)), "", '["queue"]'),
    ],
)
def test_a_value_is_shown_as_a_condition_states_it(value: object, unit: str, text: str) -> None:
    assert show(value, unit) == text


def test_a_long_text_is_cut() -> None:
    assert quoted("x" * 500) == '"' + "x" * 79 + '…"'


def test_what_a_terminal_would_obey_is_spelled_out() -> None:
    assert quoted("a\x1b[31m\n\u202e\x85") == '"a\\x1b[31m\\n\\u202e\\x85"'


def test_a_secret_is_masked_before_the_text_is_cut() -> None:
    assert quoted("x" * 78 + "hunter2", mask=Mask(["hunter2"])) == '"' + "x" * 78 + '•…"'


def test_a_secret_inside_a_structure_is_masked() -> None:
    assert show({"a": "hunter2"}, mask=Mask(["hunter2"])) == '{"a": "•••"}'


def test_a_structure_that_is_too_deep_is_no_crash() -> None:
    value: object = 1
    for _ in range(5_000):
        value = [value]

    assert show(value).startswith("[[[")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5", 'the text "5"'),
        (5, "the number 5"),
        (False, "false"),
        (None, "null"),
        ([1], "the list [1]"),
        ({}, "the object {}"),
    ],
)
def test_a_description_names_the_type(value: object, text: str) -> None:
    assert describe(value) == text


@given(
    st.recursive(st.none() | st.integers() | st.floats() | st.text(), st.lists)
    | st.text(alphabet=st.characters())
)
def test_whatever_is_shown_is_short_and_harmless(value: object) -> None:
    assert show(value).isprintable()
