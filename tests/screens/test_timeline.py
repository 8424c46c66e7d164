from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.dashboards import open_desk
from tests.factories import NOW, make_attempt, make_endpoint, make_feed, make_message, make_result
from tests.orderly_app import OrderlyApp
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.screens.context import Context, ViewState
from tui.screens.requests import CopyRequested, ExportRequested, OpenRequested
from tui.screens.timeline import TimelineScreen
from tui.widgets.painted import Painted
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from textual.message import Message

    from tui.model.check import CheckResult


class TimelineApp(OrderlyApp):
    """Lets an order be placed, and be told of on a feed 84 ms later; another one fails."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name
        orders = make_endpoint("orders", url="https://shop.example.com/orders?page=2", method="POST")
        self.board = Board([orders], [make_feed("trades")], title="shop", mask=Mask(["hunter22"]))
        self.say("hello", at=-1)
        self.check(201, at=0)
        self.say("order.created", at=0.084)
        self.check(503, at=10)
        self.say("order.failed", at=10.5)
        self.asked: list[Any] = []
        context = Context(
            board=self.board,
            now=lambda: NOW + 20,
            view=ViewState(),
            remember=lambda _name, _choice: None,
            source="shop.toml",
        )
        self.line_screen = TimelineScreen(context)

    async def on_mount(self) -> None:
        await self.push_screen(self.line_screen)

    def say(self, kind: str, *, at: float) -> None:
        trades = self.board["trades"]
        assert isinstance(trades, FeedState)
        trades.record(make_message(f'{{"type":"{kind}"}}', at=NOW + at))

    def check(self, status: int, *, at: float) -> None:
        self.record(make_result(status, at=NOW + at))

    def record(self, result: CheckResult) -> None:
        orders = self.board["orders"]
        assert isinstance(orders, EndpointState)
        orders.record(result)

    def rows(self) -> list[str]:
        """Return the rows of the list, without the one that names the columns."""
        self.line_screen.repaint()
        line = self.line_screen.line
        return [strip.text.rstrip() for strip in line.render_lines(line.size.region)][1:]

    def shown(self) -> str:
        """Return all that the painted widgets in sight show."""
        self.line_screen.repaint()
        return "\n".join(
            strip.text
            for widget in self.screen.query(Painted)
            if widget.display and widget.size.area
            for strip in widget.render_lines(widget.size.region)
        )

    def signs(self) -> list[str]:
        """Return what stands before each row."""
        return [row.strip(" ▌")[0] for row in self.rows() if row]

    def selected(self) -> str:
        return next(row for row in self.rows() if row.startswith("▌"))

    def _note(self, message: Message) -> None:
        self.asked.append(message)

    on_copy_requested = on_open_requested = on_export_requested = _note


@asynccontextmanager
async def timeline(size: tuple[int, int] = (120, 20)) -> AsyncIterator[tuple[TimelineApp, Any]]:
    app = TimelineApp()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


class TimelineScreenTest(IsolatedAsyncioTestCase):
    async def test_messages_and_checks_stand_in_one_list_with_the_time_between_them(self) -> None:
        async with timeline() as (app, _):
            rows = app.rows()

            assert app.signs() == ["↓", "●", "↓", "✗", "↓"]
            assert "POST 201" in rows[1]
            assert "+84ms trades             order.created" in rows[2]

    async def test_a_check_that_needed_a_second_attempt_says_what_came_of_the_first(self) -> None:
        async with timeline(size=(140, 20)) as (app, _):
            attempts = make_attempt(503, at=NOW + 15), make_attempt(201, number=2, at=NOW + 16)
            app.record(make_result(201, at=NOW + 15, attempts=attempts))

            assert app.signs()[-1] == "▲"
            assert app.selected().endswith("/orders?page=2  attempt 1: 503 Service Unavailable, expected 2xx")

    async def test_a_sentence_says_which_check_a_message_came_after(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("k", "k")

            assert (
                "order.created #2 of trades came 84ms after POST /orders?page=2 201 of orders" in app.shown()
            )

    async def test_times_are_counted_from_a_marked_row_too_until_the_mark_is_taken_away(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("k", "k", "k", "m", "G")
            marked = app.shown()
            await pilot.press("k", "k", "k", "m")

            assert "Δ MARK" in marked
            assert "  -1.00s trades" in marked
            assert " +10.5s trades" in marked
            assert "order.failed #3 of trades came 10.5s after POST /orders" in marked
            assert "Δ MARK" not in app.shown()

    async def test_enter_goes_to_that_very_message_and_that_very_check(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("k", "enter", "k", "enter")
            await pilot.pause()
            opened = [each for each in app.asked if isinstance(each, OpenRequested)]

            assert [(each.name, each.number) for each in opened] == [("orders", 1), ("trades", 1)]

    async def test_a_filter_is_about_messages_and_checks_alike(self) -> None:
        async with timeline() as (app, pilot):
            app.line_screen.filter_by("/orders")
            await pilot.pause()
            by_path = app.signs()
            app.line_screen.filter_by("type matches /^order/ or status >= 500")
            await pilot.pause()
            by_condition = app.signs()
            app.line_screen.filter_by("!name:trades")
            await pilot.pause()

            assert by_path == ["●", "✗"]
            assert by_condition == ["↓", "✗", "↓"]
            assert app.signs() == ["●", "✗"]
            assert "2 of 5 rows" in app.shown()

    async def test_what_is_selected_and_then_hidden_gives_way_to_what_is_near(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("k", "k")
            app.line_screen.filter_by("!name:trades")
            await pilot.pause()

            assert app.signs() == ["●", "✗"]
            assert "503" in app.selected()

    async def test_problems_only_leaves_what_failed(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("!")

            assert app.signs() == ["✗"]
            assert "problems only" in app.shown()

    async def test_problems_are_gone_through_by_key(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("g", "J")

            assert app.selected().startswith("▌✗")

    async def test_frozen_it_shows_what_it_showed(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("space")
            app.say("later", at=11)
            frozen = app.shown()
            await pilot.press("space")

            assert "later" not in frozen
            assert "FROZEN" in frozen
            assert "later" in app.shown()

    async def test_what_is_selected_is_still_in_its_line_after_a_flood(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("k", "k")
            before = app.rows().index(app.selected())
            for number in range(200):
                app.say("tick", at=20 + number)

            assert "order.created" in app.selected()
            assert app.rows().index(app.selected()) == before

    async def test_the_copy_menu_has_the_screen_as_it_was_before(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("y", "s")
            copied = next(each for each in app.asked if isinstance(each, CopyRequested))

            assert copied.what == "screen"
            assert "order.created" in copied.text
            assert "copy ─" not in copied.text

    async def test_a_row_is_copied_with_how_it_follows_another(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("k", "k", "c")
            copied = next(each for each in app.asked if isinstance(each, CopyRequested))

            assert copied.text.splitlines()[0].endswith('trades order.created {"type":"order.created"}')
            assert copied.text.splitlines()[1].startswith("order.created #2 of trades came 84ms after")

    async def test_the_rows_of_the_list_are_exported_as_a_recording(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("x")
            await app.workers.wait_for_complete()
            await pilot.pause()
            exported = next(each for each in app.asked if isinstance(each, ExportRequested))
            entries = [json.loads(line) for line in str(exported.content).splitlines()]

            assert [entry["ev"] for entry in entries] == ["msg", "check", "msg", "check", "msg"]

    async def test_an_endpoint_that_comes_later_is_there_too(self) -> None:
        async with timeline() as (app, _):
            late = EndpointState(make_endpoint("late"))
            app.board.add(late)
            late.record(make_result(name="late", at=NOW + 12))

            assert "late" in app.shown()

    async def test_frozen_it_shows_nothing_of_an_endpoint_that_comes_later(self) -> None:
        async with timeline() as (app, pilot):
            await pilot.press("space")
            late = EndpointState(make_endpoint("late"))
            app.board.add(late)
            late.record(make_result(name="late", at=NOW + 12))
            frozen = app.shown()
            await pilot.press("space")

            assert "late" not in frozen
            assert "late" in app.shown()

    async def test_the_event_log_is_a_key_away_and_back(self) -> None:
        async with open_desk() as desk:
            await desk.press("E", "V")
            depth = len(desk.app.screen_stack)
            await desk.press("V")
            scope = desk.app.screen.scope  # type: ignore[attr-defined]
            await desk.press("V")

            assert scope == "events"
            assert len(desk.app.screen_stack) == depth


class BesideTheTimelineTest(IsolatedAsyncioTestCase):
    async def test_a_wall_shows_all_of_what_is_selected_and_where_it_comes_from(self) -> None:
        async with open_desk(size=(300, 80)) as desk:
            await desk.press("E", "V")
            following = desk.rows()

            assert "message #" in following[1][190:] or "check " in following[1][190:]
            assert "NAME" in "\n".join(row[190:] for row in following)

    async def test_only_the_row_under_the_cursor_looks_like_it(self) -> None:
        async with open_desk(size=(300, 80)) as desk:
            await desk.press("E", "V")

            assert desk.text.count("▌") == 1

    async def test_a_narrower_terminal_has_its_whole_width_for_the_rows(self) -> None:
        async with open_desk(size=(240, 80)) as desk:
            await desk.press("E", "V")

            assert "NAME" not in desk.text

    async def test_on_a_narrow_terminal_a_sentence_says_what_the_cursor_does_not(self) -> None:
        async with timeline((70, 15)) as (app, pilot):
            await pilot.press("k", "k")

            assert "84ms after POST /orders?page=2 201 of orders" in app.shown()
            assert "came 84ms" not in app.shown()

            await pilot.press("m", "k")

            assert "84ms before order.created #2 of trades" in app.shown()

    async def test_on_a_narrow_terminal_times_are_from_the_mark_only(
        self,
    ) -> None:
        async with open_desk(size=(60, 15)) as desk:
            await desk.press("E", "V", "k")
            before = desk.rows()[1]
            await desk.press("m")

            assert "Δ BEFORE" in before
            assert "Δ MARK" in desk.rows()[1]
            assert "Δ BEFORE" not in desk.rows()[1]
