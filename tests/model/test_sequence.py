from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tui.model.sequence import Break, Sequences


def look(sequences: Sequences, *values: int, key: str = "seq", kind: str = "trade") -> list[Break | None]:
    return [sequences.look(json.dumps({"x": 1, key: value}).encode(), kind) for value in values]


def learned(key: str = "seq", kind: str = "trade") -> Sequences:
    sequences = Sequences()
    look(sequences, *range(1, 101), key=key, kind=kind)
    return sequences


def test_what_counts_up_breaks_where_numbers_are_missing() -> None:
    found = look(learned(), 101, 105, 106)

    assert found == [None, Break("seq", "", 101, 105), None]
    assert str(found[1]) == "3 missing: seq 101 → 105"


def test_a_number_that_came_before_is_repeated_or_late() -> None:
    found = look(learned(), 100, 101)

    assert found[0] is not None
    assert (found[0].missing, found[1]) == (0, None)


def test_before_twenty_steps_nothing_is_certain() -> None:
    assert look(Sequences(), *range(15), 99, 100) == [None] * 17


def test_ids_that_leap_are_no_sequence() -> None:
    assert not any(look(Sequences(), *range(0, 900, 3), key="id"))


def test_each_type_may_count_for_itself() -> None:
    sequences = Sequences()
    for value in range(30):
        look(sequences, value, kind="a")
        look(sequences, value + 1_000, kind="b")
    (found,) = look(sequences, 35, kind="a")

    assert found == Break("seq", "a", 29, 35)


def test_a_new_connection_may_begin_anew_but_what_is_missing_is_missing() -> None:
    restarted, resumed = learned(), learned()
    restarted.begin()
    resumed.begin()

    assert look(restarted, 1, 2, 3) == [None, None, None]
    assert look(resumed, 150)[0] == Break("seq", "", 100, 150)


def test_two_connections_that_each_count_a_little_make_nothing_certain() -> None:
    sequences = Sequences()
    look(sequences, *range(1, 15))
    sequences.begin()

    assert set(look(sequences, *range(1, 15), 16)) == {None}


def test_what_no_longer_counts_up_is_given_up() -> None:
    found = look(learned(), 500, 900, 1_300, 1_700, 2_100, 2_500, 2_900)

    assert [each is not None for each in found] == [True] * 5 + [False] * 2


def test_what_went_unseen_is_not_missing() -> None:
    sequences = learned()
    sequences.forget()

    assert look(sequences, 500) == [None]


@given(st.binary(max_size=60), st.text(max_size=5))
def test_whatever_comes_it_is_looked_at(payload: bytes, kind: str) -> None:
    assert Sequences().look(b"{" + payload, kind) is None
