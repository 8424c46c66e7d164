from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.clock import settle
from tui.engine.single_file import SingleFile


class SingleFileTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.line = SingleFile()
        self.inside: list[str] = []
        self.door = asyncio.Event()

    async def connect(self, host: str) -> None:
        async with self.line.turn(host):
            self.inside.append(host)
            await self.door.wait()

    async def test_connections_to_one_host_are_opened_one_after_the_other(self) -> None:
        async with asyncio.TaskGroup() as group:
            for host in ("a", "a", "b"):
                group.create_task(self.connect(host))
            await settle()
            first = list(self.inside)
            self.door.set()

        assert first == ["a", "b"]
        assert self.inside == ["a", "b", "a"]

    async def test_a_host_that_hangs_holds_up_nobody_for_long(self) -> None:
        with patch("tui.engine.single_file._PATIENCE", 0.01):
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self.connect("a")) for _ in range(2)]
                async with asyncio.timeout(5):
                    while len(self.inside) < len(tasks):  # noqa: ASYNC110 - the clock sets no event
                        await asyncio.sleep(0.002)
                self.door.set()

        assert self.inside == ["a", "a"]

    async def test_whoever_gives_up_waiting_leaves_the_line(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.connect("a"))
            await settle()
            group.create_task(self.connect("a")).cancel()
            group.create_task(self.connect("a"))
            self.door.set()

        assert self.inside == ["a", "a"]
