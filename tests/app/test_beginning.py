from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock, patch

from msgspec.structs import replace
from textual.events import Paste
from textual.widgets import Input

from tests.dashboards import make_desk_config, open_desk
from tests.factories import make_endpoint, make_feed
from tests.pty_harness import ASYNCDASH, spawn
from tests.streaming import eventually
from tui.config.config import Config
from tui.config.difference import targets_of
from tui.config.loader import config_of_urls, load_config
from tui.config.starter import STARTER
from tui.demo.config import demo_config
from tui.model.target import Origin

HERE = Path("asyncdash.toml")
ORDERS = '[[endpoint]]\nname = "orders"\nurl = "http://127.0.0.1:1/"\n'
NOTHING = make_desk_config("auto", endpoints=(), feeds=(), title="asyncdash")


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def read(path: Path = HERE) -> str:
    return path.read_text(encoding="utf-8")


class BeginningTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        before = Path.cwd()
        os.chdir(self.enterContext(tempfile.TemporaryDirectory()))
        self.addCleanup(os.chdir, before)

    async def test_the_welcome_names_its_keys_and_the_footer_as_well(self) -> None:
        async with open_desk(NOTHING, size=(80, 24)) as desk:
            for step in (
                "d      start the demo",
                "i      add a URL",
                "n      write asyncdash.toml",
                "o      open",
            ):
                assert step in desk.text
            assert "d demo" in desk.footer

    async def test_a_url_that_is_pasted_is_watched_once_it_was_looked_at(self) -> None:
        async with open_desk(NOTHING) as desk:
            desk.app.screen.post_message(Paste(" http://127.0.0.1:1/it's\r\nand more\r"))
            await desk.until(lambda: "watch a URL" in desk.text)
            assert not desk.engine.add.call_args_list

            await desk.press("enter")
            await eventually(lambda: desk.engine.add.call_args_list)

            assert [call.args[0].url for call in desk.engine.add.call_args_list] == [
                "http://127.0.0.1:1/it's"
            ]

    async def test_o_asks_for_a_file_and_watches_what_it_says(self) -> None:
        write("shop.toml", ORDERS)
        async with open_desk(NOTHING) as desk:
            await desk.press("o")
            desk.app.screen.query_one(Input).value = "shop.toml"
            await desk.press("enter")
            await eventually(lambda: desk.engine.add.call_args_list)
            await desk.until(lambda: "shop.toml" in desk.rows()[0])

            assert [call.args[0].name for call in desk.engine.add.call_args_list] == ["orders"]

    async def test_a_file_that_cannot_be_read_is_refused_with_its_first_fault(self) -> None:
        write("bad.toml", "[settings]\nthemes = 3\n")
        async with open_desk(NOTHING, size=(120, 40)) as desk:
            await desk.press("o")
            desk.app.screen.query_one(Input).value = "bad.toml"
            await desk.press("enter")
            await eventually(lambda: "unknown key" in desk.text)

            assert 'bad.toml:2:1: settings: unknown key "themes"' in desk.text
            desk.app.screen.query_one(Input).value = "none.toml"
            await desk.press("enter")
            await eventually(lambda: desk.text.count("none.toml") > 1)

    async def test_a_pipe_is_refused_instead_of_waited_for(self) -> None:
        os.mkfifo("pipe")
        async with open_desk(NOTHING, size=(120, 40)) as desk:
            desk.app.action_open_config("pipe")
            await eventually(lambda: "is a pipe, no regular file" in desk.text)

    async def test_n_writes_the_starter_opens_it_and_watches_it(self) -> None:
        async with open_desk(NOTHING) as desk:
            with patch.object(type(desk.app), "edit_file", AsyncMock()) as edited:
                await desk.press("n")
                await eventually(lambda: edited.call_count)

            assert read() == STARTER
            assert edited.call_args.args == (Origin(Path("asyncdash.toml"), 1),)
            assert {call.args[0].name for call in desk.engine.add.call_args_list} >= {"website", "api"}

    async def test_n_leaves_a_file_alone_that_is_there(self) -> None:
        write("asyncdash.toml", "mine")
        async with open_desk(NOTHING) as desk:
            await desk.press("n")
            await eventually(lambda: "asyncdash.toml" in desk.footer)

            assert "exists already and is left as it is" in desk.footer
            assert read() == "mine"

    async def test_a_click_takes_the_step_under_the_mouse(self) -> None:
        async with open_desk(NOTHING, size=(80, 24)) as desk:
            y = next(y for y, row in enumerate(desk.rows()) if "open a configuration" in row)
            await desk.pilot.click(offset=(30, y))
            await desk.pilot.pause()

            assert desk.app.screen.query(Input)


class SavingTest(IsolatedAsyncioTestCase):
    setUp = BeginningTest.setUp

    async def test_what_was_added_is_written_and_followed_from_then_on(self) -> None:
        config = Config(endpoints=(make_endpoint("orders", interval=3.0),), feeds=(make_feed("trades"),))
        async with open_desk(config, size=(120, 40)) as desk:
            await desk.press("colon", *"save", "enter")
            await eventually(lambda: "wrote 1 endpoint and 1 feed to asyncdash.toml" in desk.footer)
            saved = await asyncio.to_thread(load_config, HERE, environ={})

            assert [each.name for each in (*saved.endpoints, *saved.feeds)] == ["orders", "trades"]
            assert saved.endpoints[0].interval == 3.0
            assert desk.app.config.path is not None
            assert desk.app.config.path.name == "asyncdash.toml"
            assert desk.engine.replace.call_count == 0

    async def test_a_file_that_is_there_is_left_alone(self) -> None:
        write("asyncdash.toml", "mine")
        async with open_desk() as desk:
            desk.app.action_save_targets("")
            await eventually(lambda: "exists already" in desk.footer)

            assert read() == "mine"

    async def test_beside_a_configuration_only_what_is_not_in_it_is_written(self) -> None:
        write("shop.toml", ORDERS)
        config = await asyncio.to_thread(load_config, Path("shop.toml"), environ={})
        async with open_desk(config, prepare=id, size=(200, 60)) as desk:
            desk.app.action_save_targets("more.toml")
            nothing = desk.footer
            desk.board.add(type(desk.board["orders"])(make_endpoint("pay")))  # type: ignore[arg-type]
            desk.app.action_save_targets("more.toml")
            await eventually(lambda: "wrote 1 endpoint to" in desk.footer)
            saved = await asyncio.to_thread(load_config, Path("more.toml"), environ={})

            assert "all that is watched is in shop.toml already" in nothing
            assert [each.name for each in saved.endpoints] == ["pay"]
            assert 'add include = ["more.toml"] to shop.toml' in desk.footer

    async def test_all_that_is_configured_is_written_and_nothing_begins_anew(self) -> None:
        demo = await asyncio.to_thread(demo_config, 8765)
        async with open_desk(demo, size=(200, 60)) as desk:
            desk.app.action_save_targets("~/shop.toml".replace("~", str(Path.cwd())))
            await eventually(lambda: "wrote 13 endpoints and 5 feeds to" in desk.footer)
            saved = await asyncio.to_thread(load_config, Path("shop.toml"), environ={})

            for before, after in zip(targets_of(demo), targets_of(saved), strict=True):
                assert replace(after, origin=None) == before
            assert (saved.title, saved.settings, saved.notify) == (demo.title, demo.settings, demo.notify)
            assert "${ASYNCDASH_DEMO_TOKEN" in read(Path("shop.toml"))
            engine = desk.engine
            assert engine.replace.call_count == engine.add.call_count == engine.remove.call_count == 0

    async def test_nothing_is_written_where_nothing_is_watched(self) -> None:
        async with open_desk(NOTHING) as desk:
            desk.app.action_save_targets("")

            assert "there is nothing to save yet" in desk.footer

    async def test_secrets_are_not_written_and_the_answer_names_the_variables_to_set(self) -> None:
        config = config_of_urls(["https://me:hunter2@a.example/"], environ={})
        async with open_desk(config, size=(120, 40)) as desk:
            desk.app.action_save_targets("")
            await eventually(
                lambda: "but no secrets: set SECRET_OF_A_EXAMPLE to start with it" in desk.footer
            )

            assert "hunter2" not in read()
            assert desk.app.config.path is None

    async def test_the_answer_includes_a_file_as_the_configuration_would_find_it(self) -> None:
        os.mkdir("etc")  # noqa: PTH102 - before anything runs
        write("etc/shop.toml", ORDERS)
        config = await asyncio.to_thread(load_config, Path("etc/shop.toml"), environ={})
        async with open_desk(config, prepare=id, size=(200, 60)) as desk:
            desk.board.add(type(desk.board["orders"])(make_endpoint("pay")))  # type: ignore[arg-type]
            desk.app.action_save_targets("more.toml")
            await eventually(lambda: "wrote 1 endpoint to" in desk.footer)

            assert f'include = ["{Path.cwd() / "more.toml"}"]' in desk.footer

    async def test_a_name_in_no_home_directory_is_refused(self) -> None:
        async with open_desk(size=(120, 40)) as desk:
            desk.app.action_save_targets("~nobody-of-that-name/a.toml")
            await eventually(lambda: "there is no such home directory" in desk.footer)

            desk.app.action_open_config("~nobody-of-that-name/a.toml")
            await eventually(lambda: "there is no such" in desk.text)

    async def test_the_palette_saves_to_a_name(self) -> None:
        async with open_desk() as desk:
            await desk.press("colon")
            await desk.type("save urls.toml")
            await desk.press("enter")
            await eventually(Path("urls.toml").exists)


class TerminalTest(IsolatedAsyncioTestCase):
    async def test_d_starts_the_demo_where_nothing_was(self) -> None:
        directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        async with spawn(ASYNCDASH, directory=directory, columns=120, rows=40) as program:
            await program.shows("start the demo")
            program.send("d")
            await program.shows("Shop demo")
            await program.until(lambda: "200" in program.screen.text)
            program.send("q")
            await program.ended()

            assert program.exit_code == 0
            assert program.complaints == ""
