from __future__ import annotations

import pytest

from tests.boards import GROUPS, make_board
from tests.factories import NOW, make_endpoint
from tui.model.endpoint_state import EndpointState
from tui.screens.context import ViewState
from tui.widgets.board_rows import COLUMNS, GroupRow, StateRow, rows_of


def names(view: ViewState, **options: object) -> list[str]:
    rows = rows_of(make_board(), view, now=NOW, **options)  # type: ignore[arg-type]
    return [row.name for row in rows if isinstance(row, StateRow)]


def heads(view: ViewState) -> list[GroupRow]:
    return [row for row in rows_of(make_board(), view, now=NOW) if isinstance(row, GroupRow)]


def test_rows_stand_in_the_order_of_the_configuration() -> None:
    assert names(ViewState()) == [name for group in GROUPS.values() for name in group]


def test_every_group_has_a_head_with_its_count() -> None:
    assert [(head.name, head.count) for head in heads(ViewState())] == [
        (group, len(members)) for group, members in GROUPS.items()
    ]


def test_a_folded_group_keeps_its_head_and_tells_how_its_items_do() -> None:
    view = ViewState(folded={"checkout"})

    assert "pricing" not in names(view)
    assert heads(view)[0].healths == {"down": 1, "degraded": 1, "up": 1}


def test_problems_only_leaves_what_somebody_should_look_at() -> None:
    assert names(ViewState(problems_only=True)) == ["payments-capture", "cart-api", "presence"]


def test_what_is_pinned_stands_at_the_top_of_its_group() -> None:
    assert names(ViewState(pinned={"pricing"}))[:3] == ["pricing", "payments-capture", "cart-api"]


def test_a_filter_hides_groups_that_have_nothing_left() -> None:
    rows = rows_of(make_board(), ViewState(), now=NOW, matches=lambda state: state.name == "trades")

    assert [row.name for row in rows] == ["streams", "trades"]


def test_sorting_by_latency_puts_what_has_none_last() -> None:
    board = make_board()
    board.add(EndpointState(make_endpoint("never-checked")))
    rows = rows_of(board, ViewState(sort="p95"), now=NOW)

    assert [row.name for row in rows][-2:] == ["cart-api", "never-checked"]


def test_sorting_by_state_puts_the_worst_first() -> None:
    assert names(ViewState(sort="state"))[0] == "payments-capture"


def test_a_sorted_board_has_no_groups() -> None:
    assert heads(ViewState(sort="name")) == []


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("reverse", [False, True])
def test_sorting_loses_nothing(column: str, *, reverse: bool) -> None:
    everything = sorted(name for group in GROUPS.values() for name in group)

    assert sorted(names(ViewState(sort=column, reverse=reverse))) == everything


def test_rows_are_made_once() -> None:
    board = make_board()
    first, second = (rows_of(board, ViewState(), now=NOW) for _ in range(2))

    assert all(one is other for one, other in zip(first, second, strict=True) if isinstance(one, StateRow))


def test_a_group_tells_how_its_items_do_now() -> None:
    board = make_board()
    head = next(row for row in rows_of(board, ViewState(), now=NOW) if isinstance(row, GroupRow))
    board.endpoints[0].pause(NOW)

    assert head.healths["paused"] == 1  # type: ignore[index]  # a health is its word
