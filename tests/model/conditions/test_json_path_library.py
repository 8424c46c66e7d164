from __future__ import annotations

import pytest

from tui.model.conditions.json_path import JsonPathError
from tui.model.conditions.json_path_library import compile_path


def test_a_compiled_path_finds_and_knows_whether_it_is_singular() -> None:
    find, is_singular = compile_path("$..a")

    assert (find({"b": {"a": 1}}), is_singular) == ([1], False)


def test_a_refusal_says_why() -> None:
    with pytest.raises(JsonPathError, match=r"^function 'nope' is not defined$"):
        compile_path("$[?nope(@)]")
