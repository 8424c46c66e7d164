from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast
from unittest import IsolatedAsyncioTestCase

from textual import on

from tests.boards import make_board
from tests.factories import NOW, make_endpoint, make_result
from tests.pane_app import PaneApp, lines_of, make_outlook, turn_wheel
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.screens.context import ViewState
from tui.text.cells import cell_len
from tui.widgets.board_rows import rows_of
from tui.widgets.overview_list import FoldRequested, OverviewList, Selected
from tui.widgets.picking import SamplePicked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from tui.model.feed_state import FeedState


class ListApp(PaneApp):
    """A list whose groups fold when it asks for it; notes what else it says."""

    def __init__(self, board: Board, view: ViewState) -> None:
        self.board, self.view = board, view
        self.opened: list[str | None] = []
        self.picked: list[tuple[str, int]] = []
        self.list = OverviewList(
            lambda: rows_of(board, view, now=NOW),
            make_outlook(view.window),
            heading=lambda: (view.sort, view.reverse),
        )
        super().__init__(self.list)

    @on(Selected)
    def _note(self, event: Selected) -> None:
        if event.opened:
            self.opened.append(event.name)

    @on(SamplePicked)
    def _pick(self, event: SamplePicked) -> None:
        self.picked.append((event.name, event.number))

    @on(FoldRequested)
    def _fold(self, event: FoldRequested) -> None:
        (self.view.folded.add if event.folded else self.view.folded.discard)(event.group or "")
        self.list.sync()
        if not event.folded:
            self.list.show_group(event.group or "")


@asynccontextmanager
async def shown_list(
    board: Board | None = None, view: ViewState | None = None, *, width: int = 80, height: int = 16
) -> AsyncIterator[tuple[ListApp, Pilot[None]]]:
    app = ListApp(make_board() if board is None else board, view or ViewState())
    async with app.run_test(size=(width, height)) as pilot:
        app.list.focus()
        await pilot.pause()
        yield app, pilot


def many(count: int = 40) -> Board:
    return Board([make_endpoint(f"item-{number:02}") for number in range(count)])


def two_groups(*, last: int = 4) -> Board:
    sizes = {"first": 20, "last": last}
    return Board(
        [
            make_endpoint(f"{group}-{number:02}", group=group)
            for group, size in sizes.items()
            for number in range(size)
        ]
    )


def column(rows: list[str], text: str) -> int:
    return next(row.index(text) + len(text) for row in rows if text in row)


class OverviewListTest(IsolatedAsyncioTestCase):
    async def test_the_next_attempt_never_touches_the_uptime(self) -> None:
        board = make_board()
        for seconds, told in ((9, " in 9s"), (11, " 11s"), (100, " 1m40s")):
            cast("FeedState", board["presence"]).waiting(seconds, NOW)
            async with shown_list(board) as (app, _):
                row = next(row for row in lines_of(app.list) if "presence" in row)

            assert row.rstrip().endswith(told), row

    async def test_the_first_row_is_selected_and_no_heading(self) -> None:
        async with shown_list() as (app, _):
            assert app.list.selected_name == "payments-capture"

    async def test_state_name_and_numbers_stand_in_one_column_each(self) -> None:
        async with shown_list() as (app, _):
            rows = lines_of(app.list)

            assert {row.index(name) for row in rows for name in ("pricing", "trades") if name in row} == {3}
            assert column(rows, "36ms") == column(rows, "812ms") == column(rows, "LAST")

    async def test_j_and_k_step_over_rows_and_heads(self) -> None:
        async with shown_list() as (app, pilot):
            await pilot.press("j", "j", "j")
            head = app.list.selected_group
            await pilot.press("j")
            name = app.list.selected_name
            await pilot.press("k", "k")

            assert (head, name, app.list.selected_name) == ("platform", "auth-token", "pricing")

    async def test_g_goes_to_the_first_row_and_shift_g_to_the_last(self) -> None:
        async with shown_list() as (app, pilot):
            await pilot.press("G")
            last = app.list.selected_name
            await pilot.press("g")

            assert (last, app.list.selected_group) == ("presence", "checkout")

    async def test_h_folds_the_group_of_the_cursor_and_l_unfolds_it(self) -> None:
        async with shown_list() as (app, pilot):
            await pilot.press("j", "h")
            folded = lines_of(app.list)
            await pilot.press("l")

            assert folded[1].startswith("▌▸ checkout 3        ● 1    ▲ 1    ✗ 1    ──")
            assert "payments-capture" not in "".join(folded)
            assert "payments-capture" in "".join(lines_of(app.list))

    async def test_a_group_that_is_unfolded_at_the_lower_edge_comes_into_sight(self) -> None:
        async with shown_list(two_groups(), ViewState(folded={"last"}), height=12) as (app, pilot):
            await pilot.press("G", "l")

            rows = lines_of(app.list)
            assert any(row.startswith("▌▾ last 4") for row in rows)
            assert all(any(f"last-{number:02}" in row for row in rows) for number in range(4))

    async def test_of_a_group_with_more_rows_than_there_is_room_for_the_head_comes_first(self) -> None:
        async with shown_list(two_groups(last=30), ViewState(folded={"last"}), height=12) as (app, pilot):
            await pilot.press("G", "l")

            assert lines_of(app.list)[1].startswith("▌▾ last 30")

    async def test_a_fold_leaves_the_cursor_on_the_head(self) -> None:
        async with shown_list() as (app, pilot):
            await pilot.press("j", "h")

            assert app.list.selected_group == "checkout"
            assert app.list.selected_name is None

    async def test_those_without_a_group_fold_as_others(self) -> None:
        board = make_board()
        board.add(EndpointState(make_endpoint("loner")))
        async with shown_list(board) as (app, pilot):
            await pilot.press("G", "h")

            assert "▸ others 1" in lines_of(app.list)[-5]
            assert "loner" not in "".join(lines_of(app.list))

    async def test_a_group_called_others_is_another_group(self) -> None:
        board = Board([make_endpoint("one", group="others"), make_endpoint("two")])
        async with shown_list(board) as (app, pilot):
            await pilot.press("G", "h")

            assert "one" in "".join(lines_of(app.list))
            assert app.view.folded == {""}

    async def test_a_board_of_one_group_without_name_has_no_heads(self) -> None:
        async with shown_list(many(3)) as (app, _):
            assert "others" not in "".join(lines_of(app.list))

    async def test_the_selection_stays_on_its_name_when_rows_above_vanish(self) -> None:
        async with shown_list() as (app, _):
            app.list.select("trades")
            app.board.remove("cart-api")
            app.list.sync()

            assert app.list.selected_name == "trades"

    async def test_a_selected_row_that_vanishes_leaves_the_cursor_where_it_was(self) -> None:
        async with shown_list(many(10)) as (app, _):
            app.list.select("item-04")
            app.board.remove("item-04")
            app.list.sync()

            assert app.list.selected_name == "item-05"

    async def test_the_last_row_that_vanishes_leaves_the_cursor_on_the_new_last(self) -> None:
        async with shown_list(many(5)) as (app, _):
            app.list.select("item-04")
            app.board.remove("item-04")
            app.list.sync()

            assert app.list.selected_name == "item-03"

    async def test_rows_keep_their_lines_when_states_change(self) -> None:
        async with shown_list() as (app, _):
            before = [row[3:20] for row in lines_of(app.list)]
            for state in app.board.endpoints:
                for _ in range(3):
                    state.record(make_result(503, name=state.name, at=NOW))
            app.list.sync()

            assert [row[3:20] for row in lines_of(app.list)] == before

    async def test_the_wheel_moves_the_view_and_not_the_cursor(self) -> None:
        async with shown_list(many()) as (app, pilot):
            await turn_wheel(pilot, app.list)

            assert "item-03" in lines_of(app.list)[1]
            assert app.list.selected_name == "item-00"
            await turn_wheel(pilot, app.list, up=True)
            assert "item-00" in lines_of(app.list)[1]

    async def test_the_wheel_stops_at_the_end(self) -> None:
        async with shown_list(many(20)) as (app, pilot):
            for _ in range(9):
                await turn_wheel(pilot, app.list)
            await turn_wheel(pilot, app.list, up=True)

            assert "item-03" in lines_of(app.list)[1]

    async def test_what_is_out_of_sight_is_told_with_its_problems(self) -> None:
        async with shown_list(height=9) as (app, pilot):
            before = lines_of(app.list)[-1]
            await pilot.press("G")

            assert before.rstrip() == " ↓ 2 below  ◐ 1"
            assert lines_of(app.list)[-1].rstrip() == " ↑ 2 above  ▲ 1  ✗ 1"

    async def test_a_click_on_what_is_below_shows_it(self) -> None:
        async with shown_list(many()) as (app, pilot):
            await pilot.click(app.list, offset=(5, 15))

            assert "item-14" in lines_of(app.list)[1]
            assert app.list.selected_name == "item-00"

    async def test_the_selected_row_stays_in_sight_on_a_terminal_that_gets_small(self) -> None:
        async with shown_list() as (app, pilot):
            app.list.select("trades")
            await pilot.resize_terminal(40, 3)
            await pilot.pause()

            assert any(row.startswith("▌") and "trades" in row for row in lines_of(app.list))

    async def test_a_step_brings_the_cursor_back_into_view(self) -> None:
        async with shown_list(many()) as (app, pilot):
            for _ in range(5):
                await turn_wheel(pilot, app.list)
            await pilot.press("j")

            assert any(row.startswith("▌") and "item-01" in row for row in lines_of(app.list))

    async def test_a_page_brings_what_follows(self) -> None:
        async with shown_list(many()) as (app, pilot):
            await pilot.press("pagedown")

            assert app.list.selected_name == "item-14"

    async def test_a_click_selects_and_a_second_one_opens(self) -> None:
        async with shown_list() as (app, pilot):
            await pilot.click(app.list, offset=(5, 3))
            once = (app.list.selected_name, list(app.opened))
            await pilot.double_click(app.list, offset=(5, 4))

            assert once == ("cart-api", [])
            assert app.opened == ["pricing"]

    async def test_a_second_click_in_a_history_opens_that_very_sample(self) -> None:
        state, board = EndpointState(make_endpoint("orders")), Board()
        board.add(state)
        for age in (250, 150, 50):
            state.record(make_result(at=NOW - age))
        async with shown_list(board, width=120) as (app, pilot):
            axis = app.list._axis
            at = axis.start + (axis.column(NOW - 150) or 0)
            await pilot.double_click(app.list, offset=(at, 1))

            assert (app.picked, app.opened) == ([("orders", 1)], [])

    async def test_a_click_on_a_head_folds_its_group(self) -> None:
        async with shown_list() as (app, pilot):
            await pilot.click(app.list, offset=(5, 1))

            assert app.view.folded == {"checkout"}

    async def test_a_click_below_the_last_row_does_nothing(self) -> None:
        async with shown_list() as (app, pilot):
            await pilot.click(app.list, offset=(5, 14))

            assert app.list.selected_name == "payments-capture"

    async def test_the_sorted_column_carries_an_arrow(self) -> None:
        async with shown_list(view=ViewState(sort="p95")) as (app, _):
            assert "P95↓" in lines_of(app.list)[0]
            app.view.reverse = True
            app.list.sync()
            assert "P95↑" in lines_of(app.list)[0]

    async def test_a_window_of_hours_is_told_in_hours(self) -> None:
        async with shown_list(view=ViewState(window=3600)) as (app, _):
            assert "LATENCY / RATE 1h" in lines_of(app.list)[0]

    async def test_a_board_without_anything_has_only_a_heading(self) -> None:
        async with shown_list(Board()) as (app, pilot):
            await pilot.press("j", "G", "g", "h", "l")

            assert app.list.selected is None
            assert "".join(lines_of(app.list)[1:]).strip() == ""

    async def test_every_row_has_the_width_at_any_width(self) -> None:
        board = make_board()
        board.add(EndpointState(make_endpoint("名前" * 20 + "\x1b[2J😀")))
        async with shown_list(board) as (app, pilot):
            for width in (*range(1, 50, 3), 58, 80, 120):
                await pilot.resize_terminal(width, 12)
                await pilot.pause()

                assert {cell_len(row) for row in lines_of(app.list)} == {width}

    async def test_the_tiny_list_keeps_name_state_and_last(self) -> None:
        async with shown_list(width=40) as (app, _):
            app.list.is_tiny = True
            app.list.sync()
            row = lines_of(app.list)[2]

            assert row.split() == ["▌✗", "payments-capture", "503", "36ms"]

    async def test_columns_stay_where_they_are_when_long_names_go_out_of_view(self) -> None:
        async with shown_list() as (app, pilot):
            before = lines_of(app.list)[0]
            await pilot.press("j", "h")

            assert lines_of(app.list)[0] == before

    async def test_what_failed_stands_out_of_the_graph_of_the_selected_row_in_sixteen_colours(self) -> None:
        async with shown_list() as (app, pilot):
            app.theme = "ansi-dark"
            await pilot.pause()
            strip = next(each for each in app.list.render_lines(app.list.size.region) if "▌" in each.text)
            [style] = {str(segment.style) for segment in strip if "×" in segment.text}

            assert style == str(app.list.ink.style("series-err"))
            assert style != str(app.list.ink.style("series"))
