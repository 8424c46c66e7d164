from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.conditions.facts import FactError, Missing
from tui.model.conditions.json_path import JsonPath
from tui.model.conditions.large_json import LARGE, Vast, raw_at, value_in_large
from tui.model.conditions.tree import Compare, Empty, Exists, Operator
from tui.model.conditions.values import meets

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
)
_PATHS = st.lists(st.sampled_from([".a", ".b", "[0]", "[1]", "[-1]"]), max_size=4).map("".join)


def raw(payload: bytes, path: str) -> bytes | None:
    return raw_at(payload, JsonPath(path))


@given(_VALUES, _PATHS)
def test_a_value_is_found_where_the_whole_document_has_it(document: object, steps: str) -> None:
    path = JsonPath(f"${steps}")
    found = raw_at(json.dumps(document, ensure_ascii=False).encode(), path)

    assert ([] if found is None else [json.loads(found)]) == path.find(document)


def test_a_value_is_given_as_it_was_received() -> None:
    assert raw(b'\xef\xbb\xbf {"a" : [ 4.50 , { "b" : 1 } ] } ', "$.a") == b'[ 4.50 , { "b" : 1 } ]'


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    assert raw(b'{"a": 1, "a": 2}', "$.a") == b"2"


@pytest.mark.parametrize("payload", [b"hello", b'{"a": 1', b'{"a": 1} x', b"", b'{"b": ' + b"[" * 5_000])
def test_what_is_no_json_is_told_from_what_lacks_the_value(payload: bytes) -> None:
    with pytest.raises(FactError, match=r"^not JSON, "):
        raw(payload, "$.a")


@pytest.mark.parametrize("value", [b"1e999", b"1" * 5_000, b'"\xff"', b'[{"\xff": 1}]'])
def test_what_cannot_be_read_is_no_json_though_it_can_be_skipped(value: bytes) -> None:
    payload = b'{"a": ' + value + b"}"

    assert raw(payload, "$.a") == value
    with pytest.raises(FactError, match=r"^not JSON, "):
        value_in_large(payload, JsonPath("$.a"))


def test_a_large_object_with_a_key_that_is_no_text_is_not_counted() -> None:
    with pytest.raises(FactError, match=r"^not JSON, "):
        Vast(b'{"\xff": 1}').count()


def test_a_path_that_wants_to_see_everything_is_refused_with_what_goes() -> None:
    with pytest.raises(FactError, match=r"^2 MB long: from 1 MB on a path is of names and indexes only$"):
        raw(b"1" * 2 * LARGE, "$..a")


def test_a_list_that_would_not_fit_into_memory_is_refused() -> None:
    with pytest.raises(FactError, match="too many values"):
        raw(b"[" + b"1," * 2_000_001 + b"1]", "$[-1]")


def test_a_value_is_read_and_one_that_is_not_there_is_missed() -> None:
    payload = b'{"a": "text", "b": [1]}'

    assert value_in_large(payload, JsonPath("$.a")) == "text"
    with pytest.raises(Missing, match=r"^no value at \$\.c$"):
        value_in_large(payload, JsonPath("$.c"))


def test_a_large_list_is_known_to_exist_and_counted_but_not_compared() -> None:
    payload = b'{"a": [' + b'{"b": [1, 2]}, ' * (LARGE // 10) + b"null]}"
    value = value_in_large(payload, JsonPath("$.a"))

    assert isinstance(value, Vast)
    assert value.count() == LARGE // 10 + 1
    assert meets(Exists(), value)
    assert not meets(Empty(), value)
    with pytest.raises(FactError, match=r"^a value of 1\.5 MB is not compared: use exists, "):
        meets(Compare(Operator.EQUAL, "x"), value)


def test_a_large_object_is_counted_by_its_keys() -> None:
    assert Vast(b'{"a": [1, 2], "b": 3}').count() == 2
