from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    NOW,
    make_close,
    make_endpoint,
    make_feed,
    make_handshake,
    make_message,
    make_result,
)
from tui.model.check import Outcome, Sample
from tui.model.endpoint_state import EndpointState
from tui.model.failure import Failure, FailureKind
from tui.model.feed_state import FeedState
from tui.text.glyphs import ASCII, BRAILLE
from tui.text.units import clock
from tui.widgets.crosshair import Axis, cross, reading
from tui.widgets.document import plain

AXIS = Axis(6, 30, NOW, 300.0)


def make_state(*statuses: int) -> EndpointState:
    """Return an endpoint that was checked every ten seconds, the last time ten seconds ago."""
    state = EndpointState(make_endpoint())
    for back, status in zip(range(len(statuses), 0, -1), statuses, strict=True):
        state.record(make_result(status, at=NOW - 10 * back, latency=0.1 * back))
    return state


@given(st.integers(0, 29))
def test_the_moment_of_a_cell_is_in_that_cell(column: int) -> None:
    moment = AXIS.moment(AXIS.start + column)

    assert AXIS.column(moment) == column


@pytest.mark.parametrize("x", [5, 36, -1])
def test_beside_the_axis_there_is_no_moment(x: int) -> None:
    assert AXIS.moment(x) is None


@pytest.mark.parametrize("at", [None, NOW - 400, NOW + 60])
def test_what_is_not_on_the_axis_has_no_column(at: float | None) -> None:
    assert AXIS.column(at) is None


def test_no_moment_is_later_than_now() -> None:
    assert (AXIS.moment(35) or 0.0) <= NOW


def test_a_line_runs_through_what_is_empty_and_sets_off_what_is_not() -> None:
    rows = [
        [("a  b", "text")],
        [("a--b", "muted")],
        [("abcd", "series")],
        [("ab", "muted"), ("xx", "series-err")],
    ]
    crossed = cross(rows, 2, ASCII)

    assert [plain(row) for row in crossed] == ["a |b", "a-|b", "abcd", "abxx"]
    assert crossed[2] == [("ab", "series"), ("c", "paused|cross"), ("d", "series")]
    assert crossed[3] == [("ab", "muted"), ("x", "series-err|cross"), ("x", "series-err")]


def test_a_sparkline_keeps_what_it_shows() -> None:
    assert [plain(row) for row in cross([[("▁ ▇", "series")]], 1, BRAILLE)] == ["▁ ▇"]


def test_without_a_column_nothing_changes() -> None:
    rows = [[("abc", "series")]]

    assert cross(rows, None, ASCII) == rows


def test_a_check_is_told_with_its_time_its_latency_and_its_status() -> None:
    state = make_state(200, 200, 200)

    assert plain(reading(state, AXIS, NOW - 20)) == f"{clock(NOW - 20)} 200ms 200"


def test_a_failed_check_is_told_with_what_went_wrong() -> None:
    assert reading(make_state(200, 503), AXIS, NOW - 10)[1:] == [("100ms ", "err"), ("503", "err")]


def test_a_check_that_was_cut_off_says_so_and_not_that_its_status_was_good() -> None:
    state = EndpointState(make_endpoint())
    failure = Failure(FailureKind.TRUNCATED, "the body ended after 60 of 120 bytes")
    state.record(make_result(at=NOW - 10, latency=0.1, failure=failure))

    assert plain(reading(state, AXIS, NOW - 10)) == f"{clock(NOW - 10)} 100ms cut off"


def test_of_a_failed_check_that_is_not_kept_the_status_alone_does_not_say_that_it_passed() -> None:
    state = make_state(200)
    state.samples.append(Sample(NOW - 5, Outcome.DOWN, 0.1, 200, 10))

    assert plain(reading(state, AXIS, NOW - 5)).endswith("200, failed")


def test_between_two_checks_the_one_before_is_told() -> None:
    assert plain(reading(make_state(200), AXIS, NOW - 1)).startswith(clock(NOW - 10))


def test_before_the_first_check_that_is_said() -> None:
    assert "no check yet" in plain(reading(make_state(200), AXIS, NOW - 250))


def test_of_a_feed_the_rate_is_told_that_is_drawn() -> None:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW - 100)
    for _ in range(7):
        state.record(make_message(at=NOW - 20))

    for parts in (1, 2, 10):
        assert plain(reading(state, AXIS, NOW - 20, parts=parts)) == f"{clock(NOW - 20)} 3.5/s"


def test_of_a_column_with_a_lost_connection_both_are_told() -> None:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW - 100)
    state.record(make_message(at=NOW - 20))
    state.closed(make_close(), NOW - 19)
    state.opened(make_handshake(), NOW - 16)

    assert plain(reading(state, AXIS, NOW - 20)) == f"{clock(NOW - 20)} 0.5/s · connection lost"


def test_of_a_feed_without_a_connection_that_is_told_and_not_a_rate() -> None:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW - 100)
    state.closed(make_close(), NOW - 50)
    state.pause(NOW - 20)
    told = [plain(reading(state, AXIS, NOW - age)).split(" ", 1)[1] for age in (120, 80, 40, 10)]

    assert told == ["no connection", "0/s", "no connection", "paused"]
    assert reading(state, AXIS, NOW - 40)[-1][1] == "err"
    assert reading(state, AXIS, NOW - 120)[-1][1] == "muted"


def test_outside_the_window_nothing_is_told() -> None:
    assert reading(make_state(200), AXIS, NOW - 900) == []
