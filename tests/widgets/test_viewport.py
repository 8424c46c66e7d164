from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_message
from tui.model.message import FeedMessage
from tui.model.ring import Ring
from tui.widgets.viewport import Viewport

if TYPE_CHECKING:
    from tui.model.message import Row


def _viewport(count: int, *, capacity: int = 100, height: int = 5) -> Viewport:
    ring: Ring[Row] = Ring(capacity)
    viewport = Viewport(ring)
    _arrive(viewport, count)
    viewport.settle(height)
    return viewport


def _arrive(viewport: Viewport, count: int) -> None:
    for _ in range(count):
        viewport.ring.append(make_message(str(viewport.ring.end)))
    viewport.index.advance(60)
    viewport.settle(viewport.height)


def _is_even(row: Row) -> bool:
    return isinstance(row, FeedMessage) and int(row.payload) % 2 == 0


def test_it_follows_the_newest_row_at_first() -> None:
    viewport = _viewport(20)
    _arrive(viewport, 3)

    assert viewport.numbers() == [18, 19, 20, 21, 22]


def test_few_rows_begin_in_the_first_line() -> None:
    assert _viewport(2).numbers() == [0, 1, None, None, None]


@pytest.mark.parametrize("way", ["to_start", "move", "scroll"])
def test_over_the_oldest_row_there_is_a_line_for_what_has_gone(way: str) -> None:
    viewport = _viewport(150, capacity=100)
    match way:
        case "to_start":
            viewport.to_start()
        case "move":
            viewport.move(-500)
        case _:
            viewport.scroll(-500)

    assert viewport.numbers() == [None, 50, 51, 52, 53]


def test_where_nothing_has_gone_the_oldest_row_is_in_the_first_line() -> None:
    viewport = _viewport(50)
    viewport.to_start()

    assert viewport.numbers() == [0, 1, 2, 3, 4]


def test_going_up_stops_it() -> None:
    viewport = _viewport(20)
    viewport.move(-1)
    _arrive(viewport, 50)

    assert (viewport.cursor, viewport.numbers()) == (18, [15, 16, 17, 18, 19])


def test_the_selected_row_stays_on_its_line_while_older_ones_go() -> None:
    viewport = _viewport(100, capacity=100)
    viewport.select(2)
    viewport.move(1)
    line = viewport.numbers().index(3)
    _arrive(viewport, 2)

    assert viewport.numbers().index(3) == line
    assert viewport.numbers()[:2] == [None, None]


def test_when_all_that_was_in_view_has_gone_it_shows_the_oldest() -> None:
    viewport = _viewport(100, capacity=100)
    viewport.to_start()
    _arrive(viewport, 50)

    assert viewport.numbers() == [None, 50, 51, 52, 53]


@pytest.mark.parametrize("step", [-1, 1])
def test_from_a_row_that_has_gone_one_goes_to_the_oldest(step: int) -> None:
    viewport = _viewport(100, capacity=100)
    viewport.to_start()
    _arrive(viewport, 150)
    viewport.move(step)

    assert viewport.cursor == 150
    assert viewport.numbers()[:2] == [None, 150]


def test_going_down_to_the_last_row_follows_again() -> None:
    viewport = _viewport(20)
    viewport.move(-2)
    viewport.move(2)

    assert viewport.follows
    assert viewport.cursor is None


def test_the_wheel_moves_the_view_and_not_the_cursor() -> None:
    viewport = _viewport(50)
    viewport.select(47)
    viewport.scroll(-10)

    assert (viewport.cursor, viewport.numbers()[0]) == (47, 35)


def test_the_wheel_follows_again_at_the_end() -> None:
    viewport = _viewport(50)
    viewport.scroll(-3)
    viewport.scroll(3)

    assert viewport.follows


def test_a_cursor_out_of_view_moves_on_from_the_edge_of_the_view() -> None:
    viewport = _viewport(50)
    viewport.scroll(-20)
    viewport.move(-1)

    assert viewport.cursor == 29
    assert viewport.numbers() == [25, 26, 27, 28, 29]


def test_frozen_it_shows_what_the_ring_has_long_let_go() -> None:
    viewport = _viewport(20, capacity=20)
    viewport.freeze()
    _arrive(viewport, 500)

    assert viewport.numbers() == [15, 16, 17, 18, 19]
    assert [viewport.rows[number] for number in range(15, 20)]


def test_frozen_it_counts_what_arrives_and_what_is_lost() -> None:
    viewport = _viewport(20, capacity=20)
    viewport.freeze()
    _arrive(viewport, 25)

    assert (viewport.arrived, viewport.dropped) == (25, 5)


def test_thawed_it_follows_if_it_did_before() -> None:
    viewport = _viewport(20)
    viewport.freeze()
    _arrive(viewport, 10)
    viewport.thaw()

    assert viewport.numbers()[-1] == 29


def test_thawed_it_stands_still_if_it_did_before() -> None:
    viewport = _viewport(20)
    viewport.select(10)
    before = viewport.numbers()
    viewport.freeze()
    _arrive(viewport, 10)
    viewport.thaw()

    assert viewport.numbers() == before


def test_a_frozen_list_scrolls_through_its_picture() -> None:
    viewport = _viewport(20, capacity=20)
    viewport.freeze()
    _arrive(viewport, 100)
    viewport.to_start()

    assert viewport.numbers() == [0, 1, 2, 3, 4]


def test_a_filter_leaves_the_selected_row_on_its_line() -> None:
    viewport = _viewport(50, height=9)
    viewport.select(24)
    viewport.scroll(-2)
    line = viewport.numbers().index(24)
    viewport.show_only(_is_even)
    viewport.index.advance(60)
    viewport.settle(9)

    assert viewport.numbers()[line] == 24


def test_a_filter_on_a_frozen_list_looks_at_the_picture() -> None:
    viewport = _viewport(20, capacity=20)
    viewport.freeze()
    _arrive(viewport, 100)
    viewport.show_only(_is_even)
    viewport.index.advance(60)
    viewport.settle(5)

    assert viewport.numbers() == [10, 12, 14, 16, 18]


def test_without_the_filter_the_selected_row_is_still_on_its_line() -> None:
    viewport = _viewport(50, height=5)
    viewport.show_only(_is_even)
    viewport.index.advance(60)
    viewport.settle(5)
    viewport.move(-2)
    cursor, line = viewport.cursor, viewport.numbers().index(viewport.cursor)
    viewport.show_only(None)

    assert viewport.numbers()[line] == cursor


def test_a_filter_that_nothing_passes_shows_nothing() -> None:
    viewport = _viewport(50)
    viewport.show_only(lambda _: False)
    viewport.index.advance(60)
    viewport.settle(5)
    viewport.move(-1)

    assert viewport.numbers() == [None] * 5
    assert viewport.current is None


def test_a_lower_list_keeps_the_cursor_in_view() -> None:
    viewport = _viewport(50, height=10)
    viewport.move(-1)
    viewport.settle(4)

    assert viewport.cursor in viewport.numbers()


@pytest.mark.parametrize("frozen", [False, True])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["move", "scroll", "arrive", "filter"]), st.integers(-9, 9)), max_size=20
    )
)
def test_whatever_one_does_the_rows_in_view_exist(*, frozen: bool, steps: list[tuple[str, int]]) -> None:
    viewport = _viewport(30, capacity=20)
    if frozen:
        viewport.freeze()
    for what, amount in steps:
        match what:
            case "move":
                viewport.move(amount)
            case "scroll":
                viewport.scroll(amount)
            case "arrive":
                _arrive(viewport, abs(amount))
            case _:
                viewport.show_only(_is_even if amount > 0 else None)
                _arrive(viewport, 0)

        shown = [number for number in viewport.numbers() if number is not None]
        assert shown == sorted(shown)
        assert shown
        assert [viewport.rows[number] for number in shown]
