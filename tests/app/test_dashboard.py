from __future__ import annotations

import os
import subprocess
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock, call, patch

from msgspec.structs import replace

from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW, make_result
from tui.app.dashboard import Dashboard
from tui.config.config import Config, Keymap
from tui.config.difference import difference_of
from tui.engine.engine import Engine
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens.beside import BesideScreen
from tui.screens.endpoint import EndpointScreen
from tui.screens.events import EventsScreen
from tui.screens.feed import FeedScreen
from tui.screens.overview import OverviewScreen
from tui.screens.requests import AddRequested, OpenExpected
from tui.screens.timeline import TimelineScreen
from tui.terminal.courtesy import Courtesy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


def test_textual_is_told_how_fast_it_has_to_be() -> None:
    script = "from tui.app import Dashboard; from textual.constants import *; print(MAX_FPS, ESCAPE_DELAY)"
    environ = {name: value for name, value in os.environ.items() if name not in {"TEXTUAL_FPS", "ESCDELAY"}}
    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    ).stdout

    assert told.split() == ["120", "0.025"]


class DashboardTest(IsolatedAsyncioTestCase):
    async def test_checks_give_way_from_a_key_until_the_frame_that_answers_it(self) -> None:
        asked: list[Callable[[], bool]] = []

        @asynccontextmanager
        async def opens(*_: object, gives_way: Callable[[], bool], **__: object) -> AsyncIterator[Engine]:
            asked.append(gives_way)
            yield AsyncMock(Engine, jobs=list)

        app = Dashboard(make_desk_config(), opens=opens)
        app.courtesy = Courtesy(clock=lambda: 100.0)
        async with app.run_test() as pilot:
            await app.is_open.wait()
            app.courtesy.ask()
            waits = [asked[0]()]
            await pilot.press("j")
            await pilot.pause()
            waits.append(asked[0]())

        assert waits == [True, False]

    async def test_the_first_event_tells_what_is_watched(self) -> None:
        async with open_desk() as desk:
            newest = desk.board.events.newest

            assert newest is not None
            assert newest.detail == "5 endpoints · 2 feeds · prod.toml"

    async def test_what_there_is_none_of_is_not_told(self) -> None:
        no_feeds, nothing = make_desk_config(feeds=()), make_desk_config(endpoints=(), feeds=())
        for config, told in ((no_feeds, "5 endpoints"), (nothing, "")):
            async with open_desk(config, source="") as desk:
                newest = desk.board.events.newest

                assert newest is not None
                assert newest.detail == told

    async def test_a_screen_that_has_no_widgets_yet_bears_to_be_told_of_things(self) -> None:
        async with open_desk() as desk:
            app, context = desk.app, desk.app.context
            endpoint, feed, other = (desk.board[name] for name in ("pricing", "trades", "presence"))
            assert isinstance(endpoint, EndpointState)
            assert isinstance(feed, FeedState)
            assert isinstance(other, FeedState)
            endpoint.record(make_result(name="pricing", at=NOW))
            chosen = EndpointScreen(context, endpoint, endpoint.samples.end - 1)
            for screen in (
                chosen,
                FeedScreen(context, feed),
                BesideScreen(context, feed, other),
                EventsScreen(context),
                TimelineScreen(context),
                OverviewScreen(context),
            ):
                made = app.push_screen(screen)
                app.repaint()
                app.say("too early")
                app._apply(app.config, difference_of(app.config, app.config))
                app._add(AddRequested(f"https://{len(app.screen_stack)}.example.com"))
                was_there = screen.is_mounted
                await made

                assert not was_there

    async def test_many_changes_are_one_repaint(self) -> None:
        async with open_desk() as desk:
            state = desk.board["pricing"]
            assert isinstance(state, EndpointState)
            with patch.object(desk.app, "repaint", wraps=desk.app.repaint) as repaint:
                for _ in range(1_000):
                    state.record(make_result(500, name="pricing", at=NOW))
                    desk.app.changed()
                while not repaint.called:
                    await desk.pilot.pause()

                assert repaint.call_count == 1

    async def test_a_change_is_seen_without_a_key(self) -> None:
        async with open_desk() as desk:
            state = desk.board["pricing"]
            assert isinstance(state, EndpointState)
            for _ in range(3):
                state.record(make_result(500, name="pricing", at=NOW))
            desk.app.changed()
            while "500" not in desk.text:
                await desk.pilot.pause()

            assert "✗ 2" in desk.rows()[0]

    async def test_a_key_of_the_configuration_replaces_that_of_the_table(self) -> None:
        async with open_desk(make_desk_config(keys={"problems": ("u", "U")})) as desk:
            await desk.press("!")
            by_default = desk.app.context.view.problems_only
            await desk.press("U")

            assert (by_default, desk.app.context.view.problems_only) == (False, True)

    async def test_the_keys_of_emacs_move(self) -> None:
        config = make_desk_config()
        config = replace(config, settings=replace(config.settings, keymap=Keymap.EMACS))
        async with open_desk(config) as desk:
            desk.overview.select("payments-capture")
            await desk.press("ctrl+n")
            down = desk.selected
            await desk.press("ctrl+p")

            assert (down, desk.selected) == ("cart-api", "payments-capture")

    async def test_a_configured_theme_is_used(self) -> None:
        config = make_desk_config()
        config = replace(config, settings=replace(config.settings, theme="nord"))
        async with open_desk(config) as desk:
            assert desk.app.theme == "nord"

    async def test_the_title_is_told_once_for_each_change(self) -> None:
        async with open_desk() as desk:
            desk.app._shown_title = ""
            with patch.object(desk.app, "_steady_driver") as driver:
                desk.app.repaint()
                desk.app.repaint()

            assert driver.return_value.show_title.call_args_list == [call("✗1 ▲1 asyncdash prod.toml")]

    async def test_the_interpreter_keeps_its_pauses_short_where_there_is_a_terminal(self) -> None:
        kept = []
        for is_headless in (True, False):
            with (
                patch("tui.app.dashboard.keep_pauses_short") as keep,
                patch.object(Dashboard, "is_headless", new=is_headless),
            ):
                app = Dashboard(Config())
                async with app.run_test() as pilot:
                    while not app.spare.is_wanted:
                        await pilot.pause()
                kept.append(keep.called)

        assert kept == [False, True]

    async def test_what_was_left_is_cleared_away_once_the_cursor_rests(self) -> None:
        async with open_desk() as desk:
            await desk.settle()
            desk.app.spare.is_wanted = True
            with patch("tui.app.answers.tidy") as tidy:
                desk.app.post_message(OpenExpected("trades"))
                while not tidy.called:
                    await desk.pilot.pause()

            assert desk.app.spare.screen is None
