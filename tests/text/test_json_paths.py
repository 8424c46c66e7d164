from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tui.text.bodies import view_of
from tui.text.json_paths import path_of
from tui.text.outline import outline_of
from tui.text.whole_bodies import whole_view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.glyphs import Line


def paths_of(document: object) -> list[str]:
    return paths_in(view_of(json.dumps(document).encode(), "application/json").lines)


def paths_in(lines: Sequence[Line]) -> list[str]:
    outline = outline_of("".join(text for text, _ in line) for line in lines)
    return [path_of(lines, outline, number) for number in range(len(lines))]


def test_a_row_of_an_object_has_the_path_of_its_value() -> None:
    assert paths_of({"cart": 1, "total": 2}) == ["$", "$.cart", "$.total", "$"]


def test_items_count_from_zero() -> None:
    long = "x" * 70

    assert paths_of([long, long])[1:3] == ["$[0]", "$[1]"]


def test_a_short_object_on_one_row_has_the_path_of_the_whole() -> None:
    assert (
        paths_of({"items": [{"sku": "A", "qty": 2}, {"sku": "B", "qty": 1, "note": "x" * 60}]})[2]
        == "$.items[0]"
    )


def test_what_follows_a_short_container_is_beside_it() -> None:
    assert paths_of({"empty": [], "flat": {"a": 1, "b": [1]}, "end": "x" * 70})[-2] == "$.end"


def test_the_row_that_closes_has_the_path_of_what_it_closes() -> None:
    rows = paths_of({"a": {"b": "x" * 70}})

    assert rows == ["$", "$.a", "$.a.b", "$.a", "$"]


@pytest.mark.parametrize("key", ["two words", "é", "a.b", 'quo"te', ""])
def test_a_key_that_is_no_name_stands_in_brackets(key: str) -> None:
    assert paths_of({key: 1})[1] == f"$[{json.dumps(key, ensure_ascii=False)}]"


def test_brackets_inside_strings_open_nothing() -> None:
    assert paths_of({"a": "[{", "b": 1}) == ["$", "$.a", "$.b", "$"]


def test_a_document_that_is_cut_has_paths_as_well() -> None:
    lines = view_of(b'{"a": [1, 2', "application/json").lines

    assert paths_in(lines)[-1].startswith("$.a")


def test_a_long_document_has_the_paths_of_a_short_one() -> None:
    body = json.dumps({"a": [{"b": [[], {"c": 1}]}, 2], "x": "x" * 200_000}).encode()
    lines = whole_view_of(body, "application/json").lines
    paths = paths_in(lines)

    assert paths[1:4] == ["$.a", "$.a[0]", "$.a[0].b"]
    assert paths[4:8] == ["$.a[0].b[0]", "$.a[0].b[1]", "$.a[0].b[1].c", "$.a[0].b[1]"]
    assert paths[-4:] == ["$.a[1]", "$.a", "$.x", "$"]
