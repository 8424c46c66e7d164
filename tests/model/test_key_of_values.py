from __future__ import annotations

import pytest

from tui.model.conditions.json_path import JsonPath
from tui.model.key_of_values import find_key

QUOTES = [
    {"type": "quote", "seq": str(number), "sym": symbol, "venue": venue, "bid": number}
    for number, (symbol, venue) in enumerate(zip("ABCABCABC", "xyxyxyxyx", strict=True))
]


def found(documents: list[object], path: str) -> str | None:
    key = find_key(documents, JsonPath(path))
    return str(key) if key is not None else None


def test_what_repeats_and_is_not_always_the_same_tells_things_apart() -> None:
    rooms = [{"room": room, "id": str(number), "n": number} for number, room in enumerate("ababab")]

    assert found(list(rooms), "$.n") == "$.room"


def test_a_telling_name_beats_one_with_more_values() -> None:
    assert found(list(QUOTES), "$.bid") == "$.sym"


def test_what_stands_beside_a_nested_value_counts_too() -> None:
    nested = [{"type": "quote", "data": quote} for quote in QUOTES]

    assert found(list(nested), "$.data.bid") == "$.data.sym"


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [{"n": 1}, {"n": 2}],
        [{"kind": "a", "n": 1}] * 4,
        [{"id": str(number), "n": 1} for number in range(8)],
        ["text", [1], None, 4],
        [{"a b": text, "n": 1} for text in "abab"],
    ],
)
def test_where_nothing_tells_things_apart_there_is_no_key(documents: list[object]) -> None:
    assert found(documents, "$.n") is None


@pytest.mark.parametrize(
    ("path", "holder"),
    [("$.a.b", "$.a"), ("$.a", "$"), ("$.a[0]", "$.a"), ("$['a'].b", "$['a']"), ("$", None), ("$..a", None)],
)
def test_a_plain_path_knows_what_holds_its_value(path: str, holder: str | None) -> None:
    assert JsonPath(path).holder == holder
