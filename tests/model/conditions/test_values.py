from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.conditions.facts import FactError, Nodes, Several
from tui.model.conditions.tree import Among, Compare, Contains, Empty, Operator, Starts
from tui.model.conditions.values import is_same, meets


@pytest.mark.parametrize(
    ("value", "other", "same"),
    [
        (1, 1.0, True),
        (True, 1, False),
        (0, False, False),
        ("1", 1, False),
        (None, None, True),
        ([1], [1], True),
    ],
)
def test_values_are_the_same_if_their_types_are(value: object, other: object, same: bool) -> None:  # noqa: FBT001 - a parameter
    assert is_same(value, other) is same


def test_null_is_comparable_with_everything() -> None:
    assert meets(Compare(Operator.UNEQUAL, "ok"), None)
    assert not meets(Compare(Operator.EQUAL, None), "ok")


def test_a_list_of_several_types_takes_a_value_of_one_of_them() -> None:
    assert meets(Among(("a", 1)), 1)
    assert not meets(Among(("a", 1)), 2)


def test_null_is_among_a_list_only_if_it_is_listed() -> None:
    assert meets(Among(("a", None)), None)
    assert not meets(Among(("a", 1)), None)


def test_of_several_values_one_is_enough() -> None:
    assert meets(Starts("b"), Several(("a", "bc")))
    assert not meets(Starts("x"), Several(("a", "bc")))


def test_several_values_are_empty_if_all_of_them_are() -> None:
    assert [meets(Empty(), Several(values)) for values in (("", ""), ("", "a"))] == [True, False]


def test_nodes_contain_what_is_one_of_them() -> None:
    assert meets(Contains("a"), Nodes(("a", 1)))
    assert not meets(Contains("a"), Nodes(("ab", True)))


_SCALARS = st.none() | st.booleans() | st.integers() | st.text()


@given(_SCALARS, _SCALARS)
def test_unequal_is_the_opposite_of_equal_where_either_is_known(
    value: object, literal: str | int | None
) -> None:
    try:
        equal = meets(Compare(Operator.EQUAL, literal), value)
    except FactError:
        with pytest.raises(FactError):
            meets(Compare(Operator.UNEQUAL, literal), value)
    else:
        assert meets(Compare(Operator.UNEQUAL, literal), value) is not equal
