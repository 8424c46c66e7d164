from __future__ import annotations

import asyncio
import re
import signal
import socket
from typing import TYPE_CHECKING

import aiohttp

from tests.programs import ProgramCase
from tui.cli import main
from tui.cli.serving import free_port

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    import pytest


def test_a_port_that_is_asked_for_is_the_one() -> None:
    port = free_port(0)

    assert free_port(port) == port


def test_a_port_that_is_taken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code = main(["demo", "--serve", "--port", str(port)])
    said = capsys.readouterr()

    assert (code, said.out) == (2, "")
    assert said.err == f"asyncdash demo: 127.0.0.1:{port} cannot be used: Address already in use\n"


class ServeTests(ProgramCase):
    async def url(self, process: Process) -> str:
        """Return where the demo says that it listens."""
        assert process.stdout is not None
        async with asyncio.timeout(15):
            line = await process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line.decode())
        assert found is not None, line
        return found[0]

    async def test_the_demo_serves_where_it_says(self) -> None:
        async with (
            self.started("demo", "--serve") as process,
            aiohttp.ClientSession() as session,
            session.get(f"{await self.url(process)}/checkout/prices") as response,
        ):
            status = response.status

        assert status == 200

    async def test_either_signal_ends_it_quietly(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            async with self.started("demo", "--serve") as process:
                await self.url(process)
                process.send_signal(number)
                ended = await self.ended(process)

            with self.subTest(number.name):
                assert (ended.code, ended.out, ended.err) == (0, "", "")
