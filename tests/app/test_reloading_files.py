"""What happens to the files of a configuration while a dashboard follows them: editors, links, faults."""

from __future__ import annotations

import contextlib
import os
from typing import Any
from unittest.mock import patch

from tests.reloading import ReloadingTests, endpoint
from tests.streaming import eventually
from tui.app.dashboard import Dashboard
from tui.app.reloading import _read as read
from tui.config.loader import load_config
from tui.screens.bad_config import BadConfig
from tui.screens.overview import OverviewScreen


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

    async def test_a_pipe_in_its_place_is_a_fault_until_a_file_is_back(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.path.unlink()
            os.mkfifo(self.path)
            told = await self.reloaded(desk)

            assert told.startswith("not loaded")
            assert "is a pipe, no regular file" in told
            assert self.names(desk) == ["a"]
            self.save(endpoint("b"), "new").rename(self.path)
            assert await self.reloaded(desk, 2) == "reloaded  +1 b  −1 a"

    async def test_a_pipe_in_the_place_of_what_it_reads_besides_is_a_fault_too(self) -> None:
        included, secret = self.save(endpoint("b"), "more.toml"), self.save("one-token", "token")
        text = 'include = ["more.toml"]\n' + endpoint("a", auth='{ bearer = "${file:token}" }')
        async with self.running(text) as desk:
            for count, path in enumerate((included, secret), 1):
                os.mkfifo(self.directory / "pipe")
                (self.directory / "pipe").rename(path)

                assert f"{path.name} is a pipe, no regular file" in await self.reloaded(desk, 2 * count - 1)
                self.save(endpoint("b") if path == included else "one-token", "new").rename(path)
                assert await self.reloaded(desk, 2 * count) == "reloaded  nothing has changed"

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

    async def test_what_is_missing_while_a_file_is_written_slowly_is_not_begun_anew(self) -> None:
        whole = endpoint("a") + endpoint("b")
        written = [endpoint("a"), "", whole + endpoint("c")]

        def read_and_write_on(*arguments: Any) -> Any:
            outcome = read(*arguments)
            if written:
                self.save(written.pop(0))
            return outcome

        with patch("tui.app.reloading._read", read_and_write_on):
            async with self.running(whole) as desk:
                before = desk.board["b"]
                self.save("# it begins")

                assert await self.reloaded(desk) == "reloaded  +1 c"
                assert desk.board["b"] is before

    async def test_what_is_missing_at_once_when_somebody_asks_is_gone_at_once(self) -> None:
        async with self.running(endpoint("a") + endpoint("b")) as desk:
            with patch("tui.config.watch.Watch.lasts", side_effect=AssertionError):
                self.save(endpoint("a"))
                desk.app.action_reload()

                assert await self.reloaded(desk) == "reloaded  −1 b"

    async def test_a_file_that_was_emptied_takes_nothing_away_until_somebody_asks(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("")

            assert (
                await self.reloaded(desk)
                == "not loaded  nothing is left in it to watch; :reload takes that up"
            )
            assert list(desk.board) == [desk.board["a"]]

            desk.app.action_reload()

            assert await self.reloaded(desk, 2) == "reloaded  −1 a"

    async def test_a_file_that_was_emptied_is_followed_still(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("")
            assert "not loaded" in await self.reloaded(desk)
            before = desk.board["a"]
            self.save(endpoint("a") + endpoint("b"))

            assert await self.reloaded(desk, 2) == "reloaded  +1 b"
            assert desk.board["a"] is before

    async def test_a_file_that_was_emptied_and_is_back_is_told(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("")
            await self.reloaded(desk)
            self.save(endpoint("a"))

            assert await self.reloaded(desk, 2) == "reloaded  nothing has changed"

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

    async def test_a_file_that_is_emptied_has_that_fault_no_longer(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("[[endpoint]\n")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            self.save("")

            assert "nothing is left in it" in await self.reloaded(desk, 2)
            assert isinstance(desk.app.screen, OverviewScreen)

    async def test_dismissed_it_stays_away_until_something_is_saved(self) -> None:
        async with self.running(endpoint("a")) as desk:
            self.save("titel = 1\n")
            await eventually(lambda: isinstance(desk.app.screen, BadConfig))
            await desk.press("escape")
            seen: list[object] = []
            desk.app.set_interval(0.2, lambda: seen.extend(desk.app.screen_stack[-1:]))
            await eventually(lambda: len(seen) > 5)
            assert not any(isinstance(screen, BadConfig) for screen in seen)
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

    async def test_r_says_when_the_faults_are_still_the_same(self) -> None:
        for text, said in (
            ("titel = 1\n", "the same problem"),
            ("titel = 1\nx = 2\n", "the same 2 problems"),
        ):
            async with self.running(endpoint("a")) as desk:
                self.save(text)
                await desk.until(lambda: "config not loaded" in desk.text)
                before = desk.text
                await desk.press("r")
                await desk.until(lambda: f"read again: still {said}" in desk.text)  # noqa: B023 - the same

                assert "read again" not in before

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
