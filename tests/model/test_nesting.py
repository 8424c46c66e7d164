from __future__ import annotations

import json
import re
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.model.nesting import DEEPEST, is_too_deep


@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}"), (b'[1, {"[": ', b"}]")])
@pytest.mark.parametrize("is_whole", [True, False])
def test_what_is_nested_without_end_is_too_deep(opening: bytes, closing: bytes, *, is_whole: bool) -> None:
    text = opening * 20_000 + b"1" + closing * (20_000 if is_whole else 0)

    assert is_too_deep(text)


def test_a_level_more_is_too_deep() -> None:
    assert not is_too_deep(b"[" * DEEPEST + b"]" * DEEPEST)
    assert is_too_deep(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


def test_what_has_brackets_in_strings_may_be_as_deep_as_anything_else() -> None:
    level = b'["["'

    assert not is_too_deep(b",".join([level] * DEEPEST) + b"]" * DEEPEST)
    assert is_too_deep(b",".join([level] * (DEEPEST + 1)) + b"]" * (DEEPEST + 1))


def test_brackets_in_strings_neither_open_nor_close() -> None:
    level = b'["]]]}", '

    assert is_too_deep(level * 2_000)
    assert not is_too_deep(json.dumps([['"[', "\\[{", "[0, 1)"]] * 2_000).encode())


def test_a_long_text_is_not_a_deep_one() -> None:
    assert not is_too_deep(json.dumps([{"a": [1, {"b": [[], {}]}]}] * 5_000).encode())


@given(st.lists(st.sampled_from(["[", "]", "{", "}", '"', "\\", "[" * 200, "]" * 200, "a"])).map("".join))
@example('"[' * 1_000)
@example('"]' + '","'.join("]" * 600) + '"' + "[" * 501)
def test_it_agrees_with_who_looks_at_each_character(text: str) -> None:
    strings = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)', re.DOTALL)
    bare = strings.sub("", text)
    steps = [1 if each in "[{" else -1 for each in bare if each in "[]{}"]
    deepest = max(accumulate(steps), default=0)

    if "\\" not in bare:  # outside of strings none belongs into JSON
        assert is_too_deep(text.encode()) == (deepest > DEEPEST)
