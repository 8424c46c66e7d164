from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.engine.grid import Grid, phase, share

anchors = st.floats(min_value=0.0, max_value=1e8)
intervals = st.floats(min_value=0.1, max_value=86_400.0)
numbers = st.integers(min_value=0, max_value=1_000_000)


@given(anchors, intervals, numbers)
def test_the_moment_after_each_moment_is_exactly_the_next_on_the_grid(
    anchor: float, interval: float, number: int
) -> None:
    grid = Grid(anchor, interval)

    assert grid.next_after(grid.moment(number)) == grid.moment(number + 1)


@given(anchors, intervals, st.floats(min_value=0.0, max_value=1e9))
def test_the_next_moment_is_later_by_at_most_one_interval(
    anchor: float, interval: float, later: float
) -> None:
    moment = anchor + later
    due = Grid(anchor, interval).next_after(moment)

    assert moment < due <= moment + interval * (1 + 1e-6) + 1e-6


@given(intervals)
def test_ten_thousand_checks_do_not_drift(interval: float) -> None:
    grid = Grid(1_000.0, interval)
    due = grid.moment(0)
    for _ in range(10_000):
        due = grid.next_after(due)

    assert due == 1_000.0 + 10_000 * interval


@given(st.text(), intervals)
def test_the_phase_lies_within_the_interval(name: str, interval: float) -> None:
    assert 0.0 <= phase(name, interval) < interval


def test_a_name_has_the_same_phase_in_every_run() -> None:
    assert phase("orders", 1.0) == 0.8952635484747589


def test_the_phases_of_a_thousand_names_fill_the_interval_evenly() -> None:
    tenths = [int(phase(f"endpoint-{number}", 10.0)) for number in range(1_000)]

    assert all(60 <= tenths.count(tenth) <= 140 for tenth in range(10))


@given(st.integers(min_value=1, max_value=2_000), intervals)
def test_first_checks_come_one_after_another_within_two_seconds(count: int, interval: float) -> None:
    shares = [share(index, count, interval) for index in range(count)]

    assert shares[0] == 0.0
    assert shares[-1] < min(interval, 2.0)
    assert all(earlier < later for earlier, later in pairwise(shares))
