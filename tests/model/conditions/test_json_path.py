from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.conditions.json_path import JsonPath, JsonPathError

DOCUMENT = {"a": {"b": [{"c": 1}, {"c": None}]}, "x y": "z", "é": True, "": 0}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", [DOCUMENT]),
        ("$.a.b[0].c", [1]),
        ("$.a.b[-1].c", [None]),
        ("$.a.b[2]", []),
        ("$.a.b.c", []),
        ("$.a[0]", []),
        ("$['x y']", ["z"]),
        ('$["x y"]', ["z"]),
        ("$['x y'][0]", []),
        ("$.é", [True]),
        ("$['']", [0]),
        ("$.a.b[*].c", [1, None]),
        ("$..c", [1, None]),
        ("$.a.b[?@.c == 1]", [{"c": 1}]),
        ("$.a.b[0:1].c", [1]),
        ("$[?match(@, 'z')]", ["z"]),
        ("$[?search(@, '[a-z]')]", ["z"]),
        ("$[?match(@, '(')]", []),
        ("$[?match(@, 1)]", []),
        ("$[?search(1, @)]", []),
        ("$[?length(@) == 1]", [{"b": [{"c": 1}, {"c": None}]}, "z"]),
    ],
)
def test_a_path_finds(path: str, found: list[object]) -> None:
    assert JsonPath(path).find(DOCUMENT) == found


@pytest.mark.parametrize(
    ("path", "is_singular"),
    [
        ("$", True),
        ("$.a.b[0]", True),
        ("$['a\\u0062']", True),
        ("$.a[*]", False),
        ("$..a", False),
        ("$['a','b']", False),
    ],
)
def test_a_path_is_singular_if_it_leads_to_one_value_at_most(path: str, is_singular: bool) -> None:  # noqa: FBT001 - a parameter
    assert JsonPath(path).is_singular is is_singular


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("a.b", 0),
        ("$.", 2),
        ("$.a[", 4),
        ("$.a b", 4),
        ("$.a[?nope(@)]", 5),
        ("$.a | $.b", 4),
        ("$.a[?@ =~ /x/]", 7),
    ],
)
def test_what_rfc_9535_does_not_know_is_refused_at_its_column(path: str, column: int) -> None:
    with pytest.raises(JsonPathError) as caught:
        JsonPath(path)

    assert caught.value.column == column


def test_a_path_that_never_ends_its_parentheses_is_refused() -> None:
    with pytest.raises(JsonPathError, match=r"^nested too deeply$"):
        JsonPath("$[?" + "(" * 5_000 + "@.a" + ")" * 5_000 + "]")


def test_a_document_that_is_too_deep_is_an_error() -> None:
    document: object = 1
    for _ in range(300):
        document = [document]

    with pytest.raises(JsonPathError, match=r"nested too deeply$"):
        JsonPath("$..a").find(document)


def test_a_text_is_not_read_as_json_once_more() -> None:
    assert JsonPath("$[*]").find("[1, 2]") == []


def test_a_pattern_from_the_document_cannot_hang() -> None:
    document = {"p": "(a+)+$", "t": "a" * 50_000 + "b"}

    assert JsonPath("$[?search($.t, $.p)]").find(document) == []


def test_paths_are_equal_if_they_were_written_alike() -> None:
    assert JsonPath("$..a") == JsonPath("$..a")
    assert len({JsonPath("$..a"), JsonPath("$..a"), "$..a"}) == 2


def test_a_plain_path_does_not_load_the_library() -> None:
    code = (
        "import sys; from tui.model.conditions.json_path import JsonPath; "
        "JsonPath('$.a[0]'); print('jsonpath' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert done.stdout.strip() == "False"


@given(st.text() | st.text(alphabet="$.[]*?@'\"=1a(),&|!").map("$".__add__))
def test_any_text_is_a_path_or_is_refused(text: str) -> None:
    try:
        path = JsonPath(text)
    except JsonPathError:
        return

    assert isinstance(path.find(DOCUMENT), list)
