"""A window of time cut into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_close, make_feed, make_handshake, make_message
from tui.model.check import Outcome, Sample
from tui.model.feed_state import FeedState
from tui.model.ring import Ring
from tui.text.columns import Mark, column_of, highest, latency_columns, rate_at, rate_columns, rates, recent

if TYPE_CHECKING:
    from tui.text.columns import Value


def sample(
    age: float, latency: float | None = 0.1, outcome: Outcome = Outcome.UP, span: float = 10
) -> Sample:
    return Sample(NOW - age, outcome, latency, 200, span)


def test_the_newest_sample_is_at_the_right() -> None:
    assert latency_columns([sample(0, 0.2)], 4, now=NOW, span=40) == [None, None, None, 0.2]


def test_a_sample_of_a_time_without_a_network_says_nothing() -> None:
    unknown = Sample(NOW, Outcome.DOWN, None, None, 10, is_counted=False)

    assert latency_columns([sample(10, 0.2), unknown], 4, now=NOW, span=40) == [None, None, 0.2, None]


def test_a_sample_speaks_until_the_next_one() -> None:
    values = latency_columns([sample(30, 0.1), sample(20, 0.3)], 8, now=NOW, span=40)

    assert values[1:5] == [0.1, 0.1, 0.3, 0.3]


def test_what_nobody_watched_is_not_known() -> None:
    values = latency_columns([sample(100), sample(0)], 11, now=NOW, span=110)

    assert values == [0.1, *[None] * 9, 0.1]


def test_a_column_shows_the_worst_of_it() -> None:
    fast, slow = sample(2, 0.1, span=1), sample(1, 0.9, span=1)
    down = sample(0.5, 0.2, Outcome.DOWN, span=1)

    assert latency_columns([fast, slow], 1, now=NOW, span=10) == [0.9]
    assert latency_columns([fast, slow, down], 1, now=NOW, span=10) == [Mark.FAILED]


def test_old_columns_stay_as_they_are_when_time_goes_on() -> None:
    samples = [sample(age, age / 1000) for age in range(100, 0, -7)]
    before = latency_columns(samples, 10, now=NOW, span=100)
    after = latency_columns(samples, 10, now=NOW + 10, span=100)

    assert after[:8] == before[1:9]


def test_only_the_recent_samples_are_looked_at() -> None:
    ring: Ring[Sample] = Ring(50)
    for age in range(100, 0, -1):
        ring.append(sample(age))

    assert [NOW - each.at for each in recent(ring, NOW - 3)] == [3, 2, 1]
    assert len(recent(ring, NOW - 1000)) == 50
    assert recent(Ring(1), NOW) == []


def busy_feed(*counts: int) -> FeedState:
    """Return a feed that got so many messages in each second, the last one before `NOW`."""
    state = FeedState(make_feed())
    state.connecting(NOW - len(counts) - 60)
    state.opened(make_handshake(), NOW - len(counts) - 60)
    for second, count in enumerate(counts):
        for _ in range(count):
            state.record(make_message(at=NOW - len(counts) + second))
    return state


def test_a_failed_check_may_be_worth_how_long_its_answer_took() -> None:
    samples = [sample(30, 0.2, Outcome.DOWN), sample(20, None, Outcome.DOWN), sample(0, 0.3)]

    assert latency_columns(samples, 4, now=NOW, span=40, marks=False) == [0.2, None, None, 0.3]


def test_rates_are_counted_in_steps_of_whole_seconds() -> None:
    assert rates(busy_feed(1, 3, 5, 7), now=NOW, span=5) == [1, 3, 5, 7, 7]
    assert rates(busy_feed(1, 3, 5, 7), now=NOW, span=300)[-3:] == [2, 6, 6]


def test_a_column_is_as_high_as_the_busiest_step_in_it() -> None:
    assert rate_columns(busy_feed(1, 3, 5, 7), 3, now=NOW + 1, span=6) == [3, 7, 0]


@given(
    st.lists(st.integers(0, 9), max_size=40),
    st.integers(1, 160),
    st.sampled_from((1, 2)),
    st.sampled_from((60, 300, 900)),
    st.floats(0, 60),
)
def test_the_busiest_step_is_drawn_at_every_width(
    counts: list[int], width: int, parts: int, span: int, later: float
) -> None:
    state, now = busy_feed(*counts), NOW + later
    columns = rate_columns(state, width, now=now, span=span, parts=parts, marks=False)

    assert (highest(columns) or 0) == max(rates(state, now=now, span=span))


def test_what_came_beside_a_lost_connection_is_known() -> None:
    state = busy_feed(9, 0, 0, 0, 0, 0)
    state.closed(make_close(), NOW - 5)

    assert rate_columns(state, 2, now=NOW - 0.5, span=12) == [Mark.FAILED] * 2
    assert rate_columns(state, 2, now=NOW - 0.5, span=12, marks=False) == [9, None]
    assert rate_columns(state, 6, now=NOW - 0.5, span=12, marks=False)[-3:] == [9, None, None]


def test_the_rest_of_the_newest_step_is_as_the_one_before() -> None:
    state = busy_feed(*[8] * 30)
    newest = [rates(state, now=NOW - 20 + past, span=900)[-1] for past in range(10)]

    assert newest == [8] * 10


@pytest.mark.parametrize("width", [45, 53, 68, 90, 113, 140])
def test_a_message_is_as_high_wherever_it_is(width: int) -> None:
    state = busy_feed(*([1] + [0] * 24) * 9)
    columns = rate_columns(state, width, now=NOW, span=300, parts=2)

    assert len({value for value in columns if value}) == 1


def test_what_is_drawn_at_a_moment_is_the_highest_of_its_column() -> None:
    state = busy_feed(1, 3, 5, 7)

    assert rate_at(state, NOW - 3.5, 2, now=NOW, span=8, parts=2) == (7, None)
    assert rate_at(state, NOW - 300, 2, now=NOW, span=8, parts=2) == (None, None)


def test_rates_are_repeated_into_more_columns() -> None:
    assert rate_columns(busy_feed(1, 2), 5, now=NOW, span=2.5) == [1, 1, 2, 2, 2]


def test_old_rates_stay_as_they_are_when_time_goes_on() -> None:
    state = busy_feed(*range(60))
    before = rate_columns(state, 13, now=NOW - 4, span=50)

    for later in range(1, 4):
        after = rate_columns(state, 13, now=NOW - 4 + later, span=50)

        assert set(after[:11]) <= set(before)


@pytest.mark.parametrize("width", [7, 30, 68, 90])
def test_a_rate_is_in_the_column_that_its_moment_is_in(width: int) -> None:
    for age in range(15, 250, 13):
        state = busy_feed(1, *[0] * (age - 1))
        columns = rate_columns(state, width, now=NOW + 0.4, span=300)

        column = column_of(NOW - age, width, now=NOW + 0.4, span=300)
        assert column is not None
        assert columns[column] == highest(columns) == 0.5


def test_parts_of_a_column_that_are_to_come_are_not_known() -> None:
    assert rate_columns(busy_feed(1, 2, 3), 2, now=NOW + 1.5, span=8, parts=2) == [1, 3, 0, None]


def test_a_feed_without_a_connection_shows_crosses() -> None:
    state = FeedState(make_feed())
    state.connecting(NOW - 6)
    state.opened(make_handshake(), NOW - 6)
    for age in (5.5, 5.4, 4.5):
        state.record(make_message(at=NOW - age))
    state.closed(make_close(), NOW - 2)

    assert rate_columns(state, 8, now=NOW, span=8) == [None, 2, 1, 0, 0, *[Mark.FAILED] * 3]


@pytest.mark.parametrize(("seconds", "shown"), [(0.3, [0, 0]), (2.0, [0, 0]), (4.0, [0, Mark.FAILED])])
def test_an_outage_shows_in_a_column_that_is_not_too_long_for_it(seconds: float, shown: list[Value]) -> None:
    state = FeedState(make_feed())
    state.connecting(NOW - 60)
    state.opened(make_handshake(), NOW - 60)
    state.closed(make_close(), NOW - 10)
    state.opened(make_handshake(), NOW - 10 + seconds)

    assert rate_columns(state, 2, now=NOW, span=60) == shown


def test_a_feed_that_connects_for_the_first_time_is_not_called_failed() -> None:
    state = FeedState(make_feed())
    state.connecting(NOW - 4)
    state.opened(make_handshake(), NOW - 2)

    assert rate_columns(state, 4, now=NOW, span=4) == [None, 0, 0, 0]


def test_a_paused_feed_is_not_called_failed() -> None:
    state = FeedState(make_feed())
    state.connecting(NOW - 4)
    state.opened(make_handshake(), NOW - 4)
    state.closed(make_close(), NOW - 2)
    state.pause(NOW - 2)

    assert rate_columns(state, 4, now=NOW, span=4) == [0, *[Mark.PAUSED] * 3]


def test_a_feed_that_was_paused_is_not_called_failed_for_that_later() -> None:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW - 8)
    state.pause(NOW - 6)
    state.closed(make_close(), NOW - 6)
    state.resume(NOW - 4)
    state.connecting(NOW - 4)
    state.opened(make_handshake(), NOW - 2)

    assert rate_columns(state, 4, now=NOW, span=8) == [Mark.PAUSED, Mark.FAILED, 0, 0]


SAMPLES = st.lists(
    st.builds(
        Sample,
        st.floats() | st.floats(NOW - 500, NOW + 10),
        st.sampled_from(Outcome),
        st.none() | st.floats(),
        st.just(200),
        st.floats() | st.floats(0, 60),
    ),
    max_size=12,
)


@given(SAMPLES, st.integers(-1, 50), st.floats() | st.just(NOW), st.floats() | st.just(300.0))
def test_any_samples_make_columns(samples: list[Sample], width: int, now: float, span: float) -> None:
    assert len(latency_columns(samples, width, now=now, span=span)) == max(0, width)


@given(st.integers(-1, 50), st.floats(), st.floats())
def test_any_window_of_a_feed_makes_columns(width: int, now: float, span: float) -> None:
    assert len(rate_columns(FeedState(make_feed()), width, now=now, span=span)) == max(0, width)
