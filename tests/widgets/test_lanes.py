from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NOW, make_endpoint, make_feed, make_message, make_result
from tui.model.endpoint_state import EndpointState
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.message import FeedMessage
from tui.widgets.lanes import Checked, Lane, Lanes, Spot
from tui.widgets.time_view import TimeView

if TYPE_CHECKING:
    from collections.abc import Iterable

HEIGHT = 5


def feed_of(name: str, times: Iterable[float], *, buffer: int = 1_000) -> FeedState:
    state = FeedState(make_feed(name, buffer=BufferLimits(messages=buffer)))
    for at in times:
        state.record(make_message(at=NOW + at))
    return state


def endpoint_of(name: str, times: Iterable[float]) -> EndpointState:
    state = EndpointState(make_endpoint(name))
    for at in times:
        state.record(make_result(name=name, at=NOW + at))
    return state


def seconds(spots: Iterable[Spot | None]) -> list[float | None]:
    return [None if spot is None else round(spot.at - NOW, 3) for spot in spots]


def a_view(*times: float, buffer: int = 1_000) -> tuple[TimeView, FeedState]:
    state = feed_of("trades", times, buffer=buffer)
    view = TimeView(Lanes([Lane(state)]))
    view.height = HEIGHT
    return view, state


def test_feeds_and_checks_stand_in_the_order_of_time() -> None:
    lanes = Lanes([Lane(feed_of("trades", (1, 4, 5))), Lane(endpoint_of("orders", (2, 3, 6)))])

    assert seconds(lanes.since(Spot(NOW, "", 0))) == [1, 2, 3, 4, 5, 6]
    assert seconds(lanes.before(None)) == [6, 5, 4, 3, 2, 1]


def test_what_stands_at_a_spot_is_a_message_or_a_check_with_its_result() -> None:
    lanes = Lanes([Lane(feed_of("trades", (1,))), Lane(endpoint_of("orders", (2,)))])
    check, message = (lanes[spot] for spot in lanes.before(None))

    assert isinstance(message, FeedMessage)
    assert isinstance(check, Checked)
    assert check.result is not None


def test_what_came_at_once_keeps_one_order() -> None:
    lanes = Lanes([Lane(feed_of("b", (1, 1))), Lane(feed_of("a", (1,)))])

    assert [(spot.name, spot.number) for spot in lanes.since(Spot(NOW, "", 0))] == [
        ("a", 0),
        ("b", 0),
        ("b", 1),
    ]


@settings(max_examples=30)
@given(st.lists(st.lists(st.integers(0, 20), max_size=12), max_size=4), st.integers(0, 20))
def test_from_any_moment_both_ways_together_are_everything(tracks: list[list[int]], at: int) -> None:
    lanes = Lanes([Lane(feed_of(f"feed-{n}", sorted(track))) for n, track in enumerate(tracks)])
    moment = Spot(NOW + at, "", 0)
    earlier, later = list(lanes.before(moment)), list(lanes.since(moment))

    assert [*earlier[::-1], *later] == sorted(earlier + later)
    assert len(earlier) + len(later) == lanes.held == sum(map(len, tracks))
    assert all(spot < moment for spot in earlier)


def test_a_filter_leaves_what_passes_in_every_lane() -> None:
    lanes = Lanes([Lane(feed_of("trades", (1, 2, 3, 4)))])
    lanes.lanes["trades"].show_only(lambda row: round(row.at - NOW) % 2 == 0)
    is_done = lanes.advance(1)

    assert is_done
    assert seconds(lanes.before(None)) == [4, 2]
    assert (lanes.shown, lanes.held) == (2, 4)


@pytest.mark.parametrize("kind", ["feed", "endpoint"])
def test_frozen_lanes_stay_as_they_are(kind: str) -> None:
    state = feed_of("it", (1, 2)) if kind == "feed" else endpoint_of("it", (1, 2))
    lane = Lane(state)
    lane.freeze(is_frozen=True)
    if isinstance(state, FeedState):
        state.record(make_message(at=NOW + 3))
    else:
        state.record(make_result(name="it", at=NOW + 3))
    frozen = seconds(Lanes([lane]).before(None))
    lane.freeze(is_frozen=False)

    assert frozen == [2, 1]
    assert seconds(Lanes([lane]).before(None)) == [3, 2, 1]


def test_what_has_gone_is_nowhere() -> None:
    lanes = Lanes([Lane(feed_of("trades", range(6), buffer=3))])

    assert lanes[Spot(NOW, "trades", 0)] is None
    assert lanes[Spot(NOW, "nobody", 0)] is None


def test_the_newest_are_in_view_until_somebody_moves() -> None:
    view, state = a_view(*range(10))
    before = seconds(view.rows(HEIGHT))
    state.record(make_message(at=NOW + 10))

    assert before == [5, 6, 7, 8, 9]
    assert seconds(view.rows(HEIGHT)) == [6, 7, 8, 9, 10]


def test_what_is_selected_stays_in_its_line_while_rows_come() -> None:
    view, state = a_view(*range(10))
    view.move(-2)
    before = seconds(view.rows(HEIGHT))
    for at in range(10, 30):
        state.record(make_message(at=NOW + at))

    assert before == seconds(view.rows(HEIGHT)) == [5, 6, 7, 8, 9]
    assert seconds([view.current]) == [7]


def test_what_is_selected_stays_in_its_line_while_rows_go() -> None:
    view, state = a_view(*range(10), buffer=10)
    view.move(-2)
    for at in range(10, 17):
        state.record(make_message(at=NOW + at))

    assert seconds(view.rows(HEIGHT)) == [None, None, 7, 8, 9]


def test_a_late_row_above_leaves_the_cursor_where_it_is() -> None:
    feed, endpoint = feed_of("trades", range(10)), endpoint_of("orders", ())
    view = TimeView(Lanes([Lane(feed), Lane(endpoint)]))
    view.height = HEIGHT
    view.move(-2)
    line = seconds(view.rows(HEIGHT)).index(7)
    endpoint.record(make_result(name="orders", at=NOW + 6.5))

    assert seconds(view.rows(HEIGHT))[line] == 7
    assert 6.5 in seconds(view.rows(HEIGHT))


def test_beyond_the_newest_it_follows_again() -> None:
    view, _ = a_view(*range(10))
    view.move(-3)
    view.move(1)
    stays = view.follows
    view.move(2)

    assert not stays
    assert view.follows


def test_pages_go_up_to_the_oldest_and_down_to_following() -> None:
    view, _ = a_view(*range(10))
    view.move(-100)
    top = seconds(view.rows(HEIGHT))
    view.move(4)
    below = seconds([view.current])
    view.move(100)

    assert top == [0, 1, 2, 3, 4]
    assert below == [4]
    assert view.follows


def test_scrolling_leaves_the_cursor() -> None:
    view, _ = a_view(*range(10))
    view.scroll(-3)
    up = seconds(view.rows(HEIGHT))
    view.scroll(2)
    down = seconds(view.rows(HEIGHT))
    cursor = seconds([view.cursor])
    view.scroll(5)

    assert up == [2, 3, 4, 5, 6]
    assert down == [4, 5, 6, 7, 8]
    assert cursor == [9]
    assert view.follows


def test_what_is_far_away_is_brought_into_view() -> None:
    view, _ = a_view(*range(30))
    spot = next(islice(view.lanes.before(None), 20, None))
    view.select(spot)

    assert seconds(view.rows(HEIGHT)) == [7, 8, 9, 10, 11]


def test_the_beginning_is_the_oldest_row() -> None:
    view, _ = a_view(*range(10))
    view.to_start()

    assert seconds(view.rows(HEIGHT)) == [0, 1, 2, 3, 4]
    assert seconds([view.current]) == [0]


def test_where_nothing_is_nothing_can_be_selected() -> None:
    view, _ = a_view()
    view.move(-1)
    view.scroll(-1)
    view.to_start()

    assert view.rows(HEIGHT) == []
    assert view.current is None


def test_what_one_lane_does_not_need_is_for_those_that_need_more() -> None:
    flood, quiet = Lane(feed_of("flood", range(200))), Lane(feed_of("quiet", range(3)))
    lanes = Lanes([flood, quiet], clock=lambda: 0.0)
    for lane in (flood, quiet):
        lane.show_only(lambda _: True)
    done = [lanes.advance(0.0) for _ in range(100)]

    assert (done[0], done[-1]) == (False, True)
    assert lanes.shown == 203


def test_rows_whose_times_are_out_of_order_are_all_gone_through() -> None:
    view, _ = a_view(0, 2, 1, 1.5, 3, 4, 5, 6, 7, 8)
    view.to_start()
    passed = []
    for _ in range(8):
        passed.append(view.current.number if view.current else None)
        view.move(1)

    assert passed == [0, 1, 2, 3, 4, 5, 6, 7]


def test_after_a_filter_the_rows_that_are_left_begin_at_the_top() -> None:
    view, _ = a_view(*range(10))
    view.move(-2)
    view.lanes.lanes["trades"].show_only(lambda row: row.at - NOW > 6)
    view.lanes.advance(1)
    view.settle()

    assert seconds(view.rows(HEIGHT)) == [7, 8, 9]


def test_where_nothing_is_left_it_follows() -> None:
    view, _ = a_view(*range(10))
    view.move(-2)
    view.lanes.lanes["trades"].show_only(lambda _: False)
    view.lanes.advance(1)
    view.settle()

    assert view.follows
