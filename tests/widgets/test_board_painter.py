from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.board_painter import Columns, columns_for, name_width


def test_a_list_of_eighty_columns_has_everything() -> None:
    assert columns_for(80, 17) == Columns(name=17, p95=8, spark=20, up=7, next=6)


def test_the_graph_goes_first_and_the_numbers_stay() -> None:
    assert columns_for(60, 17) == Columns(name=19, p95=8, spark=0, up=7, next=6)


def test_then_go_the_percentile_the_uptime_and_the_next_check() -> None:
    there = [columns_for(width, 17) for width in (52, 44, 38)]

    assert [(each.p95, each.up, each.next) for each in there] == [(0, 7, 6), (0, 0, 6), (0, 0, 0)]


def test_on_the_least_of_terminals_there_is_nothing_but_the_last_value() -> None:
    assert columns_for(58, 17, is_tiny=True) == Columns(name=17)


@given(st.integers(38, 320), st.sampled_from([12, 17, 24]))
def test_columns_fill_the_list_and_no_more(width: int, name: int) -> None:
    columns = columns_for(width, name)
    graph = columns.spark + 2 if columns.spark else 0

    assert 20 + columns.name + columns.p95 + graph + columns.up + columns.next <= max(width, 20 + name)


def test_a_column_of_names_grows_in_steps_and_has_an_end() -> None:
    assert [name_width(longest) for longest in (0, 12, 13, 20, 90)] == [12, 12, 17, 24, 24]
