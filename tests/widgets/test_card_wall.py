from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual import on

from tests.boards import make_board
from tests.factories import NOW, make_endpoint, make_failure, make_feed, make_message, make_result
from tests.pane_app import PaneApp, lines_of, make_outlook, turn_wheel
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.text.cells import cell_len
from tui.text.units import clock
from tui.widgets.card import axis_of, chart_rows
from tui.widgets.card_plan import plan_cards
from tui.widgets.card_wall import CardWall
from tui.widgets.overview_list import Selected
from tui.widgets.picking import SamplePicked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from tui.widgets.card_plan import CardPlace


class WallApp(PaneApp):
    def __init__(self, board: Board) -> None:
        self.board = board
        self.opened: list[str | None] = []
        self.picked: list[tuple[str, int]] = []
        self.marked_at: float | None = None
        self.wall = CardWall(
            lambda: list(board), make_outlook(marked_at=lambda: self.marked_at), mask=board.mask
        )
        super().__init__(self.wall)

    @on(Selected)
    def _note(self, event: Selected) -> None:
        if event.opened:
            self.opened.append(event.name)

    @on(SamplePicked)
    def _pick(self, event: SamplePicked) -> None:
        self.picked.append((event.name, event.number))


@asynccontextmanager
async def shown_wall(
    board: Board | None = None, *, width: int = 80, height: int = 22
) -> AsyncIterator[tuple[WallApp, Pilot[None]]]:
    app = WallApp(make_board() if board is None else board)
    async with app.run_test(size=(width, height)) as pilot:
        app.wall.focus()
        await pilot.pause()
        yield app, pilot


class CardWallTest(IsolatedAsyncioTestCase):
    async def test_every_endpoint_and_feed_has_a_card(self) -> None:
        async with shown_wall() as (app, _):
            text = "\n".join(lines_of(app.wall))

            assert [state.name for state in app.board if f"─ {state.name} " not in text] == []

    async def test_a_card_says_why_it_failed(self) -> None:
        async with shown_wall() as (app, _):
            assert "│ Service Unavailable" in "\n".join(lines_of(app.wall))

    async def test_a_card_says_which_warning_it_earned(self) -> None:
        async with shown_wall() as (app, _):
            assert "latency < 600ms — got" in "\n".join(lines_of(app.wall))

    async def test_the_card_of_a_feed_shows_its_newest_messages(self) -> None:
        async with shown_wall() as (app, _):
            assert '↓ {"type":"order.created","id":8811' in "\n".join(lines_of(app.wall))

    async def test_the_arrows_go_to_the_card_in_that_direction(self) -> None:
        async with shown_wall() as (app, pilot):
            way = []
            for key in ("l", "l", "j", "j", "k", "h", "h"):
                await pilot.press(key)
                way.append(app.wall.selected)

            assert way == [
                "cart-api", "pricing", "image-resize", "trades", "auth-token", "pricing", "cart-api",
            ]  # fmt: skip

    async def test_the_cursor_stops_at_both_ends(self) -> None:
        async with shown_wall() as (app, pilot):
            await pilot.press("h", "k")
            first = app.wall.selected
            await pilot.press("G", "l", "j")

            assert (first, app.wall.selected) == ("payments-capture", "presence")

    async def test_a_card_that_vanishes_leaves_the_cursor_where_it_was(self) -> None:
        async with shown_wall() as (app, _):
            app.wall.select("cart-api")
            app.board.remove("cart-api")
            app.wall.sync()

            assert app.wall.selected == "pricing"

    async def test_a_click_selects_and_a_second_one_opens(self) -> None:
        async with shown_wall() as (app, pilot):
            await pilot.click(app.wall, offset=(30, 2))
            once = (app.wall.selected, list(app.opened))
            await pilot.double_click(app.wall, offset=(60, 2))

            assert once == ("cart-api", [])
            assert app.opened == ["pricing"]

    async def test_a_second_click_in_a_chart_opens_that_very_sample(self) -> None:
        state, board = EndpointState(make_endpoint("orders")), Board()
        board.add(state)
        for age in (250, 150, 50):
            state.record(make_result(at=NOW - age))
        async with shown_wall(board) as (app, pilot):
            (place,) = app.wall._shown()
            axis = axis_of(place, now=NOW, window=300)
            at = axis.start + (axis.column(NOW - 150) or 0)
            await pilot.double_click(app.wall, offset=(at, chart_rows(place)[0]))

            assert (app.picked, app.opened) == ([("orders", 1)], [])

    async def test_a_click_beside_the_cards_does_nothing(self) -> None:
        async with shown_wall() as (app, pilot):
            await pilot.click(app.wall, offset=(70, 8))

            assert app.wall.selected == "payments-capture"

    async def test_a_wall_that_is_too_high_scrolls_to_the_selected_card(self) -> None:
        board = Board([make_endpoint(f"item-{number:02}") for number in range(40)])
        async with shown_wall(board) as (app, pilot):
            await pilot.press("G")

            assert "item-39" in "\n".join(lines_of(app.wall))
            assert not app.wall.fits(80, 22)

    async def test_the_wheel_moves_the_view_and_not_the_cursor(self) -> None:
        board = Board([make_endpoint(f"item-{number:02}") for number in range(40)])
        async with shown_wall(board) as (app, pilot):
            before = lines_of(app.wall)
            await turn_wheel(pilot, app.wall)
            moved = lines_of(app.wall)
            await turn_wheel(pilot, app.wall, up=True)

            assert moved[:16] == before[4:20]
            assert lines_of(app.wall) == before
            assert app.wall.selected == "item-00"

    async def test_cards_that_are_out_of_sight_are_told_of(self) -> None:
        board = Board([make_endpoint(f"item-{number:02}") for number in range(40)])
        board.endpoints[39].record(make_result(503, name="item-39", at=NOW))
        async with shown_wall(board) as (app, pilot):
            before = lines_of(app.wall)[-1]
            await pilot.press("G")

            assert before.rstrip() == " ↓ 25 below  ✗ 1"
            assert lines_of(app.wall)[-1].rstrip() == " ↑ 27 above"

    async def test_a_name_comes_before_the_time_of_the_next_check(self) -> None:
        board = Board([make_endpoint("a-name-of-twenty-two-1")])
        board.endpoints[0].scheduled(NOW + 4)
        async with shown_wall(board, width=28) as (app, _):
            assert "a-name-of-twenty-two-1" in lines_of(app.wall)[0]

    async def test_labels_stand_on_the_cards_in_sight(self) -> None:
        async with shown_wall() as (app, _):
            rows = lines_of(app.wall)

            for x, y, name in app.wall.spots():
                assert rows[y][x + 1 :].startswith(name[:10])

    async def test_every_row_has_the_width_at_any_size(self) -> None:
        async with shown_wall() as (app, pilot):
            for width, height in ((1, 1), (5, 3), (12, 4), (27, 9), (60, 15), (99, 29), (160, 50), (300, 80)):
                await pilot.resize_terminal(width, height)
                await pilot.pause()

                assert {cell_len(row) for row in lines_of(app.wall)} == {width}

    async def test_a_board_without_anything_is_blank(self) -> None:
        async with shown_wall(Board()) as (app, pilot):
            await pilot.press("j", "l", "G", "g")

            assert app.wall.selected is None
            assert "".join(lines_of(app.wall)).strip() == ""

    async def test_hostile_text_can_do_nothing_on_a_card(self) -> None:
        board = Board(
            [make_endpoint("\x1b[31m" + "名" * 300)], [make_feed("x\x9b2J")], mask=Mask(["hunter2"])
        )
        state, feed = list(board)
        failure = make_failure(message="\x1b]0;t\x07 hunter2 [@click=app.quit]")
        state.record(make_result(None, name=state.name, at=NOW, failure=failure))  # type: ignore[arg-type]
        assert isinstance(feed, FeedState)
        feed.record(make_message("\x1b[2J hunter2 [/nope]", at=NOW))
        async with shown_wall(board) as (app, _):
            text = "".join(lines_of(app.wall))

            assert text.isprintable()
            assert "hunter2" not in text
            assert "[@click" in text
            assert "[/nope]" in text


class MarkTest(IsolatedAsyncioTestCase):
    """Every card marks the same moment in its chart."""

    async def test_only_the_chart_of_a_card_stands_for_moments(self) -> None:
        for size in ((80, 22), (120, 40), (200, 60)):
            async with shown_wall(width=size[0], height=size[1]) as (app, _):
                wall = app.wall
                for place in plan_cards(list(app.board), *wall.size).places:
                    x = place.x + place.width - 4
                    rows = [y for y in range(place.height) if wall.moment_under(x, place.y + y) is not None]
                    drawn = [
                        y for y in range(place.height) if set(_inside(wall, place, y)) & set("▁▂▃▄▅▆▇·×⠁┤│╌")
                    ]

                    assert rows, (size, place.state.name)
                    assert set(rows) <= set(drawn), (size, place.state.name)

    async def test_the_moment_is_marked_on_all_cards_with_its_value_in_words(self) -> None:
        async with shown_wall(width=120, height=40) as (app, _):
            app.marked_at = NOW - 100
            app.wall.sync()
            text = "\n".join(lines_of(app.wall))

            assert text.count(f"─ {clock(NOW - 100)} ") == len(app.board)


def _inside(wall: CardWall, place: CardPlace, y: int) -> str:
    return lines_of(wall)[place.y + y][place.x + 1 : place.x + place.width - 1]
