from __future__ import annotations

import contextlib
import os
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock, patch

from aiohttp import web

from tests.dashboards import Desk
from tests.servers import serve
from tests.streaming import eventually
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.app.dashboard import Dashboard
from tui.config.loader import load_config
from tui.model.endpoint_state import EndpointState
from tui.model.event import EventKind
from tui.model.feed_state import FeedState
from tui.screens.bad_config import BadConfig
from tui.screens.feed import FeedScreen
from tui.screens.overview import OverviewScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.websocket_servers import FrameServer
    from tui.config.config import Config


class ReloadingTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(TemporaryDirectory())).resolve()
        self.path = self.directory / "prod.toml"
        self.enterContext(patch.dict(os.environ, {"XDG_STATE_HOME": str(self.directory / "state")}))

    def save(self, text: str, name: str = "prod.toml") -> Path:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @asynccontextmanager
    async def running(self, text: str) -> AsyncIterator[Desk]:
        """Run a dashboard on a file of that text, with the real engine, and nothing checked by itself."""
        self.save(text)
        async with self.running_on(load_config(self.path, environ=os.environ)) as desk:
            yield desk

    @asynccontextmanager
    async def running_on(self, config: Config) -> AsyncIterator[Desk]:
        app = Dashboard(config, source="prod.toml")
        app.look_every = 0.02
        async with app.run_test(size=(120, 40)) as pilot:
            await eventually(lambda: app.engine is not None and self.told(app, EventKind.STARTED))
            yield Desk(app, pilot, AsyncMock())

    def told(self, app: Dashboard, kind: EventKind = EventKind.CONFIG) -> list[str]:
        return [f"{event.what}  {event.detail}" for event in app.board.events if event.kind is kind]

    def names(self, desk: Desk) -> list[str]:
        return [state.name for state in desk.board]

    async def reloaded(self, desk: Desk, count: int = 1) -> str:
        """Wait until that much has been told of the configuration, and return the last of it."""
        await eventually(lambda: len(self.told(desk.app)) >= count)
        await desk.pilot.pause()
        return self.told(desk.app)[-1]


async def fine(_request: web.BaseRequest) -> web.Response:
    return web.Response(text="fine")


def endpoint(name: str, **keys: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in {"enabled": "false", **keys}.items())
    return f'[[endpoint]]\nname = "{name}"\nurl = "http://127.0.0.1:9/{name}"\n{lines}'


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

                assert state.next_at == due
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


class FileTests(ReloadingTests):
    async def test_a_file_that_an_editor_puts_in_its_place_is_read(self) -> None:
        async with self.running(endpoint("a")) as desk:
            for count, name in enumerate(("b", "c"), 1):
                self.save(endpoint(name), ".prod.toml.swp").rename(self.path)
                await self.reloaded(desk, count)

            assert self.names(desk) == ["c"]

    async def test_a_link_that_leads_to_another_file_is_followed(self) -> None:
        first, second = self.save(endpoint("a"), "v1/prod.toml"), self.save(endpoint("b"), "v2/prod.toml")
        self.path.symlink_to(first)
        async with self.running_on(load_config(self.path, environ=os.environ)) as desk:
            link = self.directory / "link"
            link.symlink_to(second)
            link.rename(self.path)
            await self.reloaded(desk)

            assert self.names(desk) == ["b"]

    async def test_a_file_that_is_gone_is_a_fault_until_it_is_back(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.path.unlink()
            told = await self.reloaded(desk)

            assert told.startswith("not loaded")
            assert "does not exist" in told
            assert self.names(desk) == ["a"]
            self.save(endpoint("a"))
            assert await self.reloaded(desk, 2) == "reloaded  nothing has changed"
            assert isinstance(desk.app.screen, OverviewScreen)

    async def test_a_new_file_that_an_include_matches_is_read(self) -> None:
        self.save(endpoint("b"), "teams/b.toml")
        async with self.running('include = ["teams/*.toml"]\n' + endpoint("a")) as desk:
            self.save(endpoint("c"), "teams/c.toml")

            assert await self.reloaded(desk) == "reloaded  +1 c"
            self.save(endpoint("d"), "teams/c.toml")
            assert await self.reloaded(desk, 2) == "reloaded  +1 d  −1 c"

    async def test_a_file_with_a_secret_is_watched_too(self) -> None:
        self.save("one-token", "token")
        async with self.running(endpoint("a", auth='{ bearer = "${file:token}" }')) as desk:
            self.save("two-token", "token")

            assert await self.reloaded(desk) == "reloaded  ~1 a"

    async def test_a_comment_is_not_worth_an_event(self) -> None:
        async with self.running(endpoint("a")) as desk:
            before = desk.app.config
            self.save("# a comment\n" + endpoint("a"))
            await eventually(lambda: desk.app.config is not before)

            assert self.told(desk.app) == []


class FaultTests(ReloadingTests):
    async def test_a_broken_file_leaves_everything_running_and_is_shown(self) -> None:
        async with self.running(endpoint("a")) as desk:
            state = desk.board["a"]
            self.save(endpoint("b", intervall='"10s"'))
            told = await self.reloaded(desk)
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            await desk.pilot.pause()

            assert told.startswith("not loaded")
            assert 'unknown key "intervall", did you mean "interval"?' in told
            assert list(desk.board) == [state]
            assert "config not loaded" in desk.text
            assert 'did you mean "interval"?' in desk.text

    async def test_a_good_file_after_it_closes_it_and_is_taken_up(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("[[endpoint]\n")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            self.save(endpoint("b"))
            await self.reloaded(desk, 2)

            assert isinstance(desk.app.screen, OverviewScreen)
            assert self.names(desk) == ["b"]

    async def test_another_fault_takes_its_place(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("[[endpoint]\n")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            self.save("titel = 1\n")
            await self.reloaded(desk, 2)

            assert 'unknown key "titel"' in desk.text
            assert len(desk.app.screen_stack) == 2

    async def test_dismissed_it_stays_away_until_something_is_saved(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("titel = 1\n")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            await desk.press("escape")
            self.save("titlle = 1\n")
            await self.reloaded(desk, 2)

            await eventually(lambda: isinstance(desk.app.screen, BadConfig))

    async def test_a_theme_that_nobody_knows_is_a_fault(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save('[settings]\ntheme = "nordd"\n')

            assert 'unknown theme "nordd", did you mean "nord"?' in await self.reloaded(desk)

    async def test_a_fault_in_an_included_file_is_mended_there(self) -> None:
        team = self.save(endpoint("b"), "teams/b.toml")
        async with self.running('include = ["teams/*.toml"]\n') as desk:
            new = self.save("titel = 1\n", "teams/c.toml")
            await self.reloaded(desk)
            new.write_text(endpoint("c"), encoding="utf-8")

            assert await self.reloaded(desk, 2) == "reloaded  +1 c"
            assert team.exists()

    async def test_a_missing_secret_that_appears_mends_it(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save(endpoint("a", auth='{ bearer = "${file:token}" }'))
            await self.reloaded(desk)
            self.save("a-token", "token")

            assert await self.reloaded(desk, 2) == "reloaded  ~1 a"

    async def test_no_secret_is_in_sight_when_the_file_cannot_even_be_parsed(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save('auth = { bearer = "t0ps3cret" }}\n')
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            await desk.pilot.pause()

            assert "bearer" in desk.text
            assert "t0ps3cret" not in desk.text

    async def test_who_is_typing_is_not_interrupted(self) -> None:
        async with self.running(endpoint("a")) as desk:
            await desk.press("slash")
            self.save("titel = 1\n")
            await self.reloaded(desk)

            assert isinstance(desk.app.screen, OverviewScreen)
            assert "still running the last good one" in desk.footer
            await desk.press("escape")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))

    async def test_r_reads_it_again(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("titel = 1\n")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            fault = desk.app._fault
            await desk.press("escape")
            desk.app.action_reload()
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))

            assert desk.app.screen is not fault
            assert len(self.told(desk.app)) == 1

    async def test_e_opens_the_editor_and_reads_what_it_has_written(self) -> None:
        good = self.save(endpoint("b"), "good")
        editor = self.save(f'#!/bin/sh\ncp "{good}" "$1"\n', "fix")
        editor.chmod(0o700)
        self.enterContext(patch.dict(os.environ, {"VISUAL": str(editor)}))
        async with self.running(endpoint("a")) as desk:
            self.save("titel = 1\n")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            with patch.object(Dashboard, "suspend", contextlib.nullcontext):
                await desk.press("e")
                await self.reloaded(desk, 2)

            assert self.names(desk) == ["b"]
