from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_message
from tui.model.message import FeedMessage
from tui.model.ring import Ring
from tui.widgets.row_index import Everything, Matches, Snapshot

if TYPE_CHECKING:
    from tui.model.message import Row


def _ring(count: int, capacity: int = 100) -> Ring[Row]:
    ring: Ring[Row] = Ring(capacity)
    _fill(ring, count)
    return ring


def _fill(ring: Ring[Row], count: int) -> None:
    for _ in range(count):
        ring.append(make_message(str(ring.end)))


def _is_even(row: Row) -> bool:
    return isinstance(row, FeedMessage) and int(row.payload) % 2 == 0


def _numbers(index: Matches[Row] | Everything[Row]) -> list[int]:
    return [index.number(ordinal) for ordinal in range(index.low, index.high)]


def test_everything_goes_from_the_oldest_row_to_the_newest() -> None:
    assert _numbers(Everything(_ring(105, capacity=5))) == [100, 101, 102, 103, 104]


def test_a_snapshot_keeps_what_the_ring_has_let_go() -> None:
    ring = _ring(5, capacity=5)
    snapshot = Snapshot(ring)
    _fill(ring, 5)

    assert [_is_even(snapshot[number]) for number in range(5)] == [True, False, True, False, True]
    assert 0 not in ring


def test_a_snapshot_has_no_rows_of_later() -> None:
    with pytest.raises(IndexError, match=r"row 5 is not among 0\.\.4"):
        Snapshot(_ring(5))[5]


@pytest.mark.parametrize("origin", [0, 7, 20])
def test_matches_are_found_on_both_sides_of_where_one_reads(origin: int) -> None:
    matches = Matches(_ring(20), _is_even, origin)

    assert matches.advance(60)
    assert _numbers(matches) == list(range(0, 20, 2))


def test_a_spent_budget_leaves_rows_to_look_at() -> None:
    matches = Matches(_ring(100), _is_even, 100, clock=iter(range(1000)).__next__)

    assert not matches.advance(1)
    assert matches.remaining > 0


def test_what_is_nearest_to_the_reader_is_found_first() -> None:
    matches = Matches(_ring(100), _is_even, 100, clock=iter(range(1000)).__next__)
    matches.advance(5)

    assert _numbers(matches)[-1] == 98


@pytest.mark.parametrize("origin", [0, 100])
def test_a_row_that_takes_all_the_time_is_the_last_one_for_now(origin: int) -> None:
    """Sixteen megabytes take as long as ten thousand rows."""
    matches = Matches(_ring(100), _is_even, origin, clock=iter(range(0, 1000, 10)).__next__)
    matches.advance(1)

    assert matches.remaining == 99


def test_a_match_keeps_its_ordinal_while_the_rest_is_found_and_the_oldest_go() -> None:
    ring = _ring(100, capacity=100)
    matches = Matches(ring, _is_even, 50)
    matches.advance(60)
    before = matches.ordinal(60)
    _fill(ring, 30)
    matches.advance(60)

    assert matches.ordinal(60) == before
    assert _numbers(matches) == list(range(30, 130, 2))


def test_rows_that_went_unseen_are_counted() -> None:
    ring = _ring(10, capacity=10)
    matches = Matches(ring, _is_even, 10)
    _fill(ring, 25)
    matches.advance(60)

    assert matches.skipped == 15


@given(
    capacity=st.integers(1, 40),
    origin=st.integers(0, 60),
    steps=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=8),
)
def test_whatever_comes_and_goes_the_list_is_right_and_stands_still(
    capacity: int, origin: int, steps: list[tuple[int, int]]
) -> None:
    ring = _ring(60, capacity)
    ticks = iter(range(1_000_000))
    matches = Matches(ring, _is_even, origin, clock=ticks.__next__)
    known: dict[int, int] = {}
    for count, budget in steps:
        _fill(ring, count)
        matches.advance(budget)
        for ordinal in range(matches.low, matches.high):
            number = matches.number(ordinal)
            assert known.setdefault(number, ordinal) == ordinal
            assert matches.ordinal(number) == ordinal
    while not matches.advance(100):
        pass

    assert _numbers(matches) == [number for number in range(ring.start, ring.end) if number % 2 == 0]


def test_rows_that_have_gone_are_in_no_list_even_if_nobody_has_looked_since() -> None:
    ring = _ring(90)
    matches = Matches(ring, _is_even, 40)
    matches.advance(10.0)
    _fill(ring, 95)

    assert _numbers(matches) == [86, 88]
