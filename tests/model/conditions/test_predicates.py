from __future__ import annotations

import pytest

from tui.model.condition import ConditionError
from tui.model.conditions.cursor import Cursor
from tui.model.conditions.literals import Asked
from tui.model.conditions.pattern import Pattern
from tui.model.conditions.predicates import read_predicate
from tui.model.conditions.subjects import Kind
from tui.model.conditions.tree import (
    Among,
    Between,
    Changed,
    Compare,
    Contains,
    Empty,
    Ends,
    Exists,
    Matches,
    Operator,
    Predicate,
    Starts,
)

JSON = Asked("json $.a", Kind.JSON)


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("== 1", Compare(Operator.EQUAL, 1)),
        ("!= null", Compare(Operator.UNEQUAL, None)),
        ("<= 1", Compare(Operator.AT_MOST, 1)),
        ("contains 1", Contains(1)),
        ('contains "a"', Contains("a")),
        ('starts "a"', Starts("a")),
        ('ends "a"', Ends("a")),
        ("matches /a/i", Matches(Pattern("a", ignores_case=True))),
        ('in ["a", null, 1]', Among(("a", None, 1))),
        ("in [1,]", Among((1,))),
        ("in 1..2", Between(1, 2)),
        ("exists", Exists()),
        ("empty", Empty()),
        ("changed", Changed()),
    ],
)
def test_a_predicate_is_read(text: str, predicate: Predicate) -> None:
    assert read_predicate(Cursor(text), JSON) == predicate


@pytest.mark.parametrize(
    "text", ["", "==", "and", "over 10m", ")", "equals 1", "===", "in", "matches", "has 1", "🦆"]
)
def test_what_is_no_predicate_is_refused(text: str) -> None:
    with pytest.raises(ConditionError):
        read_predicate(Cursor(text), JSON)
