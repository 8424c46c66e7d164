from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from aiohttp import web
from msgspec.structs import replace

from tests.reloading import ReloadingTests, endpoint
from tests.servers import serve
from tests.streaming import eventually
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.config.loader import load_config
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens.feed import FeedScreen
from tui.screens.overview import OverviewScreen

if TYPE_CHECKING:
    from tests.websocket_servers import FrameServer


async def fine(_request: web.BaseRequest) -> web.Response:
    return web.Response(text="fine")


def feed(server: FrameServer, name: str = "trades", **keys: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return f'[[feed]]\nname = "{name}"\nurl = "{server.url}"\n{lines}'


class DifferenceTests(ReloadingTests):
    async def test_what_was_written_into_the_file_is_watched(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save(endpoint("a") + endpoint("b"))

            assert await self.reloaded(desk) == "reloaded  +1 b"
            assert self.names(desk) == ["a", "b"]
            assert "b" in desk.text

    async def test_what_was_taken_out_of_the_file_is_watched_no_longer(self) -> None:
        async with self.running(endpoint("a") + endpoint("b")) as desk:
            self.save(endpoint("b"))

            assert await self.reloaded(desk) == "reloaded  −1 a"
            assert self.names(desk) == ["b"]

    async def test_the_board_keeps_the_order_of_the_file(self) -> None:
        async with self.running(endpoint("a") + endpoint("b")) as desk:
            self.save(endpoint("c") + endpoint("b") + endpoint("a"))

            assert await self.reloaded(desk) == "reloaded  +1 c  in another order"
            assert self.names(desk) == ["c", "b", "a"]

    async def test_a_changed_endpoint_keeps_its_history(self) -> None:
        async with serve(fine) as server:
            text = f'[[endpoint]]\nname = "a"\nurl = "{server.url}/x"\ninterval = "1h"\n'
            async with self.running(text) as desk:
                state = desk.board.endpoints[0]
                await eventually(lambda: state.newest)
                self.save(text + 'timeout = "2s"\n')

                assert await self.reloaded(desk) == "reloaded  ~1 a"
                assert desk.board["a"] is state
                assert state.endpoint.timeout == 2
                await eventually(lambda: len(state.samples) == 2)

    async def test_an_unchanged_endpoint_is_not_checked_out_of_turn(self) -> None:
        async with serve(fine) as server:
            text = f'[[endpoint]]\nname = "a"\nurl = "{server.url}/x"\ninterval = "1h"\n'
            async with self.running(text) as desk:
                state = desk.board.endpoints[0]
                await eventually(lambda: state.newest)
                due = state.next_at
                self.save("# moved\n" + text + endpoint("b"))
                await self.reloaded(desk)

                assert state.next_at == pytest.approx(due, abs=0.001)
                assert len(server.seen) == 1

    async def test_an_unchanged_feed_keeps_its_connection(self) -> None:
        async with serve_frames(say(frame(TEXT, "hello"))) as server, self.running(feed(server)) as desk:
            state = desk.board.feeds[0]
            await eventually(lambda: state.received)
            self.save(endpoint("new") + feed(server))
            await self.reloaded(desk)

            assert desk.board["trades"] is state
            assert state.connection == 1
            assert (len(server.heads), server.closes) == (1, [])

    async def test_a_changed_feed_parts_and_connects_anew(self) -> None:
        async with serve_frames(say(frame(TEXT, "hello"))) as server, self.running(feed(server)) as desk:
            await eventually(lambda: desk.board.feeds[0].received)
            self.save(feed(server, on_open="['subscribe']"))

            assert await self.reloaded(desk) == "reloaded  ~1 trades"
            await eventually(lambda: server.closes == [1000] and b"subscribe" in server.payloads())
            assert len(server.heads) == 2

    async def test_a_feed_that_is_taken_out_is_told_goodbye(self) -> None:
        async with serve_frames(say(frame(TEXT, "hello"))) as server, self.running(feed(server)) as desk:
            await eventually(lambda: desk.board.feeds[0].received)
            self.save(endpoint("a"))
            await self.reloaded(desk)

            await eventually(lambda: server.closes == [1000])

    async def test_a_changed_feed_that_was_paused_stays_so(self) -> None:
        async with serve_frames(say(frame(TEXT, "hello"))) as server, self.running(feed(server)) as desk:
            await eventually(lambda: desk.board.feeds[0].received)
            assert desk.app.engine is not None
            desk.app.engine.pause("trades")
            self.save(feed(server, tags='["eu"]'))
            await self.reloaded(desk)

            assert desk.board["trades"].is_paused
            assert len(server.heads) == 1

    async def test_an_endpoint_that_becomes_a_feed_is_one(self) -> None:
        async with (
            serve_frames(say(frame(TEXT, "hello"))) as server,
            self.running(endpoint("trades")) as desk,
        ):
            self.save(feed(server))
            await self.reloaded(desk)

            assert isinstance(desk.board["trades"], FeedState)
            await eventually(lambda: desk.board.feeds[0].received)

    async def test_what_was_added_by_hand_stays_at_the_end(self) -> None:
        async with self.running(endpoint("a")) as desk:
            await desk.press("i")
            await desk.type("http://127.0.0.1:9/mine")
            await desk.press("enter")
            await eventually(lambda: len(desk.board) == 2)
            self.save(endpoint("a") + endpoint("b"))
            await self.reloaded(desk)

            assert self.names(desk) == ["a", "b", "127.0.0.1:9/mine"]

    async def test_what_the_editor_opens_moves_with_the_lines(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("\n\n" + endpoint("a") + endpoint("b"))
            await self.reloaded(desk)
            state = desk.board["a"]

            assert isinstance(state, EndpointState)
            assert state.endpoint.origin is not None
            assert state.endpoint.origin.line == 3

    async def test_an_interval_that_was_set_by_hand_lasts_while_the_file_says_the_same(self) -> None:
        async with self.running(endpoint("a", interval='"10s"')) as desk:
            assert desk.app.engine is not None
            desk.app.engine.set_interval("a", 60)
            self.save("\n" + endpoint("a", interval='"10s"') + endpoint("b"))
            await self.reloaded(desk)

            assert desk.board.endpoints[0].endpoint.interval == 60

    async def test_new_secrets_are_masked_everywhere_and_old_ones_still(self) -> None:
        async with self.running(endpoint("a", headers='{ X-Token = "old-secret" }')) as desk:
            mask = desk.board.mask
            self.save(endpoint("a", headers='{ X-Token = "new-secret" }'))
            await self.reloaded(desk)

            assert desk.board.mask is mask
            assert mask("old-secret new-secret") == "••• •••"


class ScreenTests(ReloadingTests):
    async def test_the_title_theme_keys_and_view_change_at_once(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save(
                'title = "Shop"\n[settings]\ntheme = "nord"\nglyphs = "ascii"\nview = "list"\n'
                '[keys]\nzoom = "ctrl+x"\n' + endpoint("a")
            )

            assert await self.reloaded(desk) == "reloaded  title, keys, theme, glyphs, view"
            await eventually(lambda: "Shop" in desk.rows()[0])
            assert desk.app.theme == "nord"
            assert desk.app.context.view.cards is False
            assert "ctrl+x zoom" in desk.footer

    async def test_settings_that_cannot_change_at_once_are_said(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("[settings]\nconcurrency = 3\n" + endpoint("a"))

            assert await self.reloaded(desk) == "reloaded  at the next start: concurrency"

    async def test_a_theme_that_the_terminal_has_no_colours_for_is_not_shown_by_reloading(self) -> None:
        with patch.dict("os.environ", {"TERM": "linux", "COLORTERM": ""}):
            async with self.running(endpoint("a")) as desk:
                self.save('[settings]\ntheme = "nord"\n' + endpoint("a"))

                assert await self.reloaded(desk) == "reloaded  theme"
                assert desk.app.theme == "ansi-dark"

    async def test_a_theme_that_the_user_has_picked_outlasts_other_changes(self) -> None:
        async with self.running(endpoint("a")) as desk:
            desk.app.theme = "nord"
            self.save(endpoint("b"))
            await self.reloaded(desk)

            assert desk.app.theme == "nord"

    async def test_the_screen_of_what_has_gone_closes(self) -> None:
        async with self.running(endpoint("a") + endpoint("b")) as desk:
            desk.app.open_item("a")
            await desk.pilot.pause()
            self.save(endpoint("b"))
            await self.reloaded(desk)

            assert isinstance(desk.app.screen, OverviewScreen)
            assert "a is not in the configuration any more" in desk.footer

    async def test_the_screen_of_a_changed_feed_shows_the_new_one(self) -> None:
        async with serve_frames(say(frame(TEXT, "hello"))) as server, self.running(feed(server)) as desk:
            desk.app.open_item("trades")
            await desk.pilot.pause()
            self.save(feed(server, tags='["eu"]'))
            await self.reloaded(desk)
            screen = desk.app.screen

            assert isinstance(screen, FeedScreen)
            assert screen.state is desk.board["trades"]

    async def test_of_two_feeds_side_by_side_one_that_has_gone_closes_the_screen(self) -> None:
        async with serve_frames(say(frame(TEXT, "hello"))) as server:
            other = feed(server).replace('"trades"', '"quotes"')
            async with self.running(feed(server) + other) as desk:
                desk.app.open_item("trades")
                await desk.press("B")
                self.save(feed(server))
                await self.reloaded(desk)

                assert isinstance(desk.app.screen, OverviewScreen)
                assert "quotes is not in the configuration any more" in desk.footer

    async def test_the_palette_can_ask_for_it(self) -> None:
        async with self.running(endpoint("a")) as desk:
            await desk.press("colon")
            await desk.type("reload")
            await desk.press("enter")

            assert await self.reloaded(desk) == "reloaded  nothing has changed"

    async def test_without_a_file_nothing_is_watched_and_that_is_said(self) -> None:
        self.save(endpoint("a"))
        config = replace(load_config(self.path, environ=os.environ), path=None)
        async with self.running_on(config) as desk:
            desk.app.action_reload()

            assert "there is no file to read again" in desk.footer
