from __future__ import annotations

import asyncio
import os
import signal
import sys
import unittest
from pathlib import Path
from typing import TYPE_CHECKING

from tests.programs import ProgramCase
from tests.servers import ok, serve
from tui import __version__

if TYPE_CHECKING:
    from aiohttp import web

CANNOT = 2
INTERRUPTED = 130


class MainTests(ProgramCase):
    async def test_the_version_is_printed(self) -> None:
        for option in ("--version", "-V"):
            ended = await self.run_program(option)

            with self.subTest(option):
                assert (ended.code, ended.out, ended.err) == (0, f"asyncdash {__version__}\n", "")

    async def test_a_file_is_no_url_and_is_told_how_a_configuration_is_given(self) -> None:
        self.write("", "prod.toml")

        ended = await self.run_program("prod.toml")

        assert (ended.code, ended.out) == (CANNOT, "")
        assert 'a configuration is given as "-c prod.toml"' in ended.err

    async def test_neither_version_nor_help_load_what_they_do_not_need(self) -> None:
        for option in ("--version", "--help"):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-X", "importtime", "-m", "tui", option),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            _, err = await process.communicate()
            loaded = {line.rpartition("|")[2].strip() for line in err.decode().splitlines()}

            with self.subTest(option):
                assert "tui.cli" in loaded
                assert loaded.isdisjoint({"textual", "aiohttp", "rich", "asyncio"})

    async def test_a_closed_pipe_ends_the_program_quietly(self) -> None:
        async with serve(ok()) as server:
            for arguments in (
                ("--version",),
                ("--help",),
                ("help", "keys"),
                ("schema",),
                ("check", server.url),
                ("check", server.url, "--format", "json"),
            ):
                read, write = os.pipe()
                os.close(read)
                try:
                    async with self.started(*arguments, stdout=write) as process:
                        ended = await self.ended(process)
                finally:
                    os.close(write)

                with self.subTest(arguments=arguments):
                    assert (ended.code, ended.err) == (0, "")

    @unittest.skipUnless(Path("/dev/full").exists(), "a device that is always full is a thing of Linux")
    async def test_a_full_disk_is_told_and_is_no_outage(self) -> None:
        async with serve(ok()) as server:
            for arguments in (("--version",), ("--help",), ("schema",), ("check", server.url)):
                full = os.open("/dev/full", os.O_WRONLY)
                try:
                    async with self.started(*arguments, stdout=full) as process:
                        ended = await self.ended(process)
                finally:
                    os.close(full)

                with self.subTest(arguments=arguments):
                    assert ended.code == CANNOT
                    assert ended.err == "asyncdash: cannot write: No space left on device\n"

    @unittest.skipUnless(Path("/dev/full").exists(), "a device that is always full is a thing of Linux")
    async def test_where_nobody_can_be_told_why_the_exit_code_says_that_it_failed(self) -> None:
        for words in ("-c nowhere.toml", "check --foo", "demo --port x"):
            for nowhere in ("2>&-", "2>/dev/full"):
                process = await asyncio.create_subprocess_exec(
                    *("sh", "-c", f'exec "$0" -m tui {words} {nowhere}', sys.executable),
                    stdout=asyncio.subprocess.PIPE,
                )
                out, _ = await process.communicate()

                with self.subTest(words=words, nowhere=nowhere):
                    assert (process.returncode, out) == (CANNOT, b"")

    async def test_a_working_directory_that_was_deleted_is_told(self) -> None:
        gone = self.directory / "gone"
        for words in ("paths", "validate -c x.toml"):
            gone.mkdir()
            command = f'cd "$1" && rmdir "$1" && exec "$0" -m tui {words}'
            process = await asyncio.create_subprocess_exec(
                *("sh", "-c", command, sys.executable, str(gone)), stderr=asyncio.subprocess.PIPE
            )
            _, err = await process.communicate()

            with self.subTest(words):
                assert process.returncode == CANNOT
                assert err.startswith(b"asyncdash: the working directory has been deleted")

    async def test_people_get_what_their_encoding_has_and_programs_get_utf_8(self) -> None:
        self.write('[[endpoint]]\nname = "bücher 本"\nurl = "http://127.0.0.1:1/"\n')
        latin = {"PYTHONIOENCODING": "latin-1"}
        for words in (("check",), ("config", "--show-origin"), ("help", "keys"), ("init", "本.toml")):
            async with self.started(*words, environ=latin) as process:
                out, err = await process.communicate()

            with self.subTest(words):
                assert (b"\xfc" in out or b"?" in out or b"$" in out, err) == (True, b"")
        for line in ("check --format json", "check --format junit", "config"):
            ended = await self.run_program(*line.split(), environ=latin)

            with self.subTest(line):
                assert "bücher 本" in ended.out

    async def test_a_standard_output_that_is_closed_is_told(self) -> None:
        closed = 'exec "$0" -m tui --version >&-'
        process = await asyncio.create_subprocess_exec(
            *("sh", "-c", closed, sys.executable), stderr=asyncio.subprocess.PIPE
        )
        _, err = await process.communicate()

        assert process.returncode == CANNOT
        assert err == b"asyncdash: standard output is closed, so there is nowhere to write\n"

    async def test_without_any_standard_input_the_dashboard_is_a_check(self) -> None:
        closed = 'exec "$0" -m tui "$1" <&-'
        pipe = asyncio.subprocess.PIPE
        async with serve(ok()) as server:
            process = await asyncio.create_subprocess_exec(
                *("sh", "-c", closed, sys.executable, server.url), stdout=pipe, stderr=pipe
            )
            ended = await self.ended(process)

        assert (ended.code, ended.out.splitlines()[-1:], ended.err) == (0, ["1 up"], "")

    async def test_an_interrupted_check_says_nothing_and_ends_with_130(self) -> None:
        asked = asyncio.Event()

        async def hang(_: web.BaseRequest) -> web.StreamResponse:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError

        async with serve(hang) as server, self.started("check", server.url) as process:
            async with asyncio.timeout(15):
                await asked.wait()
            process.send_signal(signal.SIGINT)
            ended = await self.ended(process)

        assert (ended.code, ended.out, ended.err) == (INTERRUPTED, "", "")
