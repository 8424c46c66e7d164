from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from unittest import IsolatedAsyncioTestCase

from tests.pty_harness import ASYNCDASH, spawn
from tests.servers import ok, serve
from tests.witnesses import set_scene

CANNOT = 2
FAULTY = str(Path(__file__).parents[1] / "app" / "faulty_program.py")


class SummaryTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    async def printed(self, *options: str, environ: dict[str, str] | None = None) -> str:
        """Watch for a moment, quit, and return what the terminal shows then."""
        async with (
            set_scene(is_flooded=False) as scene,
            spawn(ASYNCDASH, *options, *scene.urls, directory=self.directory, environ=environ) as program,
        ):
            await program.until(lambda: scene.is_live)
            program.send("q")
            await program.ended()
            return program.screen.printed

    async def test_a_session_ends_with_a_summary(self) -> None:
        printed = await self.printed("--record", "session.jsonl")

        assert re.search(r"^asyncdash · [\d.]+s · \d+ endpoints?, \d+ feeds?$", printed, re.MULTILINE)
        assert "no incidents" in printed
        assert "recording: session.jsonl" in printed
        assert len(printed.splitlines()) <= 5

    async def test_without_the_recording_that_was_asked_for_nothing_is_started(self) -> None:
        path = self.directory / "gone" / "session.jsonl"
        options = ("--record", str(path), "http://127.0.0.1:1/")
        async with spawn(ASYNCDASH, *options, directory=self.directory) as program:
            await program.ended()

        assert program.exit_code == CANNOT
        assert "cannot be recorded to: No such file or directory" in " ".join(program.screen.printed.split())

    async def test_nobody_has_to_hear_it(self) -> None:
        assert (await self.printed("--no-summary")).strip() == ""

    async def test_it_is_ascii_where_the_terminal_has_nothing_else(self) -> None:
        printed = await self.printed(environ={"LC_ALL": "C"})

        assert printed.isascii()
        assert "asyncdash - " in printed

    async def test_a_terminal_that_cannot_draw_gets_one_round_as_a_table(self) -> None:
        async with serve(ok()) as server:
            async with spawn(
                ASYNCDASH, server.url, directory=self.directory, environ={"TERM": "dumb"}
            ) as program:
                await program.ended()

            assert program.screen.printed.splitlines()[-1] == "1 up"


class CrashTest(IsolatedAsyncioTestCase):
    async def test_what_crashed_is_kept_in_a_file_without_secrets(self) -> None:
        directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        secret = {"FAULTY_SECRET": "Bearer-hunter2"}
        async with (
            set_scene(is_flooded=False) as scene,
            spawn(
                sys.executable, FAULTY, "handler", *scene.urls, directory=directory, environ=secret
            ) as program,
        ):
            await program.until(lambda: scene.is_live and program.screen.is_alternate)
            program.send("\x0c")
            await program.ended()
            printed = "".join(program.screen.printed.split())
            (log,) = await asyncio.to_thread(
                lambda: list(directory.glob(".local/state/asyncdash/crash-*.log"))
            )
            report = await asyncio.to_thread(log.read_text)

            assert f"asyncdashcrashed;whathappenedisin{log}" in printed
            assert "a fault in the handler" in report
            assert "hunter2" not in report
            assert "no incidents" not in program.screen.printed
