from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tui.model.check import Outcome, Sample
from tui.model.stats import RateHistory, latencies, percentile, percentiles, uptime

seconds = st.integers(min_value=1_700_000_000, max_value=1_700_000_300)
numbers = st.floats(allow_nan=False, allow_infinity=False)


def sample(at: float, *, good: bool = True, span: float = 10.0) -> Sample:
    return Sample(at, Outcome.UP if good else Outcome.DOWN, None, None, span)


@given(st.lists(numbers, min_size=1), st.integers(min_value=0, max_value=100))
def test_a_percentile_is_a_value_that_enough_others_do_not_exceed(values: list[float], rank: int) -> None:
    ordered = sorted(values)
    found = percentile(ordered, rank)

    assert found in ordered
    assert sum(value <= found for value in ordered) * 100 >= rank * len(ordered)


@pytest.mark.parametrize("rank", range(1, 101))
def test_of_a_hundred_values_each_percentile_is_the_value_of_its_rank(rank: int) -> None:
    assert percentile(range(1, 101), rank) == rank


def test_nothing_has_no_percentiles() -> None:
    assert percentiles([], [50, 95]) == [None, None]


def test_percentiles_need_no_order() -> None:
    assert percentiles([3.0, 1.0, 2.0], [0, 50, 100]) == [1.0, 2.0, 3.0]


def test_what_was_measured_while_our_own_loop_was_late_is_no_latency_of_the_server() -> None:
    fair = replace(sample(0.0), latency=0.1)
    late = replace(fair, latency=9.0, is_tainted=True)

    assert latencies([fair, late, sample(20.0)]) == [0.1]


def test_uptime_is_weighted_by_time() -> None:
    samples = [sample(0), sample(10, good=False), sample(20, span=30.0)]

    assert uptime(samples) == pytest.approx(0.8)


def test_time_that_nobody_watched_is_neither_up_nor_down() -> None:
    assert uptime([sample(0, good=False), sample(3_600)]) == pytest.approx(0.5)


def test_without_samples_the_uptime_is_unknown() -> None:
    assert uptime([]) is None


@given(st.lists(st.tuples(st.floats(0, 1e6), st.booleans(), st.floats(0.1, 3_600)), min_size=1))
def test_uptime_is_a_share(facts: list[tuple[float, bool, float]]) -> None:
    share = uptime(sample(at, good=good, span=span) for at, good, span in sorted(facts))

    assert share is not None
    assert 0.0 <= share <= 1.0


@given(st.lists(seconds, max_size=200))
def test_every_second_shows_what_was_counted_in_it(moments: list[int]) -> None:
    rates = RateHistory()
    for moment in sorted(moments):
        rates.add(moment)
    counted = Counter(moments)
    shown = rates.window(1_700_000_301, 301)

    assert shown == [counted[second] for second in range(1_700_000_000, 1_700_000_301)]


@given(st.lists(seconds, min_size=1, max_size=200), st.integers(min_value=1, max_value=50))
def test_what_is_remembered_is_true_however_little_it_is(moments: list[int], capacity: int) -> None:
    rates = RateHistory(capacity)
    for moment in sorted(moments):
        rates.add(moment)
    counted, last = Counter(moments), max(moments)
    shown = rates.window(last + 1, 400)

    assert shown[-capacity:] == [counted[second] for second in range(last - capacity + 1, last + 1)]
    assert all(count in {0, counted[last - age]} for age, count in enumerate(reversed(shown)))


def test_the_rate_leaves_out_the_second_that_is_not_over() -> None:
    rates = RateHistory()
    rates.add(100, 10)
    rates.add(101, 99)

    assert rates.rate(101.5, seconds=5) == 2.0


def test_a_message_that_comes_late_is_counted_in_the_newest_second() -> None:
    rates = RateHistory()
    rates.add(100)
    rates.add(98)

    assert rates.window(101, 3) == [0, 0, 2]


def test_a_clock_that_is_set_back_does_not_stop_the_counting() -> None:
    rates = RateHistory()
    rates.add(10_000)
    rates.add(5_000, 3)

    assert rates.window(5_001, 2) == [0, 3]


def test_the_memory_stays_bounded() -> None:
    rates = RateHistory(10)
    for second in range(1_000):
        rates.add(second)

    assert len(rates._counts) <= 20
