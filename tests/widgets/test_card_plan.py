from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_endpoint, make_feed
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.widgets.card_plan import plan_cards

if TYPE_CHECKING:
    from tui.model.board import State


def states(endpoints: int, feeds: int) -> list[State]:
    found: list[State] = [EndpointState(make_endpoint(f"e{number}")) for number in range(endpoints)]
    return found + [FeedState(make_feed(f"f{number}")) for number in range(feeds)]


def test_fifteen_cards_fill_eighty_columns_in_rows_of_three() -> None:
    plan = plan_cards(states(15, 0), 80, 21)

    assert {place.x for place in plan.places} == {0, 26, 53}
    assert plan.height <= 21


def test_feeds_get_the_height_that_is_left() -> None:
    plan = plan_cards(states(8, 2), 120, 38)
    endpoint, feed = plan.places[0], plan.places[-1]

    assert feed.height > endpoint.height
    assert feed.width > endpoint.width


def test_without_feeds_the_endpoints_get_it() -> None:
    assert plan_cards(states(2, 0), 120, 38).places[0].height > 6


def test_more_cards_than_fit_make_a_wall_that_is_higher_than_the_screen() -> None:
    assert plan_cards(states(60, 0), 80, 21).height > 21


def test_cards_of_a_wall_that_is_scrolled_leave_no_row_blank_that_they_can_fill() -> None:
    plan = plan_cards(states(18, 0), 60, 11)
    shown = plan.shown(0, 11)

    assert {place.height for place in shown} == {5}
    assert len(shown) == 4


def test_cards_that_are_scrolled_on_a_narrow_terminal_leave_no_row_half_empty_before_the_feeds() -> None:
    shown = plan_cards(states(13, 5), 80, 21).shown(0, 21)

    assert [place.state.name for place in shown][-3:] == ["e12", "f0", "f1"]
    assert {place.y for place in shown[-3:]} == {16}


def test_nothing_needs_no_place() -> None:
    assert plan_cards([], 80, 21).places == ()


def test_a_wall_that_fits_is_shown_whole() -> None:
    plan = plan_cards(states(15, 0), 80, 21)

    assert plan.top(7, 21) == 0
    assert len(plan.shown(0, 21)) == 15


def test_no_card_is_cut_in_two_and_a_row_is_left_to_tell_of_the_others() -> None:
    plan = plan_cards(states(60, 0), 80, 21)
    shown = plan.shown(plan.top(5, 21), 21)

    assert {place.y for place in shown} == {4, 8, 12, 16, 20}


def test_the_last_card_can_be_brought_into_sight() -> None:
    plan = plan_cards(states(60, 0), 80, 21)
    last = plan.places[-1]

    assert last in plan.shown(plan.top_for(last, 0, 21), 21)


def test_scrolling_goes_by_rows_of_cards_and_has_two_ends() -> None:
    plan = plan_cards(states(60, 0), 80, 21)

    assert plan.next_top(0, 21, is_up=False) == 4
    assert plan.next_top(0, 21, is_up=True) == 0
    assert plan.next_top(60, 21, is_up=False) == 60


def test_a_card_that_is_higher_than_the_terminal_is_shown_all_the_same() -> None:
    plan = plan_cards(states(4, 0), 30, 3)

    assert len(plan.shown(plan.top_for(plan.places[2], 0, 3), 3)) == 1


@given(st.integers(1, 60), st.integers(0, 8), st.integers(10, 200), st.integers(1, 60))
def test_every_card_can_be_brought_into_sight(endpoints: int, feeds: int, width: int, height: int) -> None:
    plan = plan_cards(states(endpoints, feeds), width, height)

    assert all(
        place in plan.shown(plan.top(plan.top_for(place, 0, height), height), height) for place in plan.places
    )


@given(st.integers(0, 40), st.integers(0, 12), st.integers(1, 320), st.integers(1, 90))
def test_every_state_has_one_card_and_no_two_overlap(
    endpoints: int, feeds: int, width: int, height: int
) -> None:
    plan = plan_cards(states(endpoints, feeds), width, height)
    cells = {
        (x, y)
        for place in plan.places
        for x in range(place.x, place.x + place.width)
        for y in range(place.y, place.y + place.height)
    }

    assert len(plan.places) == endpoints + feeds
    assert len(cells) == sum(place.width * place.height for place in plan.places)
    assert all(0 <= x < width and 0 <= y < plan.height for x, y in cells)
