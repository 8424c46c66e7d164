from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock, settle
from tui.engine.line import Line
from tui.engine.streamer import Streamer


class FakeStreamer(Streamer):
    """Streams nothing until it is hung up."""

    def __init__(self, *, is_deaf: bool = False, bug: Exception | None = None) -> None:
        self.is_deaf = is_deaf
        self.bug = bug
        self.codes: list[int] = []
        self.over = asyncio.Event()
        self.at_rest = asyncio.Event()
        self.cancelled = False

    async def run(self) -> None:
        try:
            await self.over.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        finally:
            self.at_rest.set()

    async def hang_up(self, code: int = 1000) -> None:
        self.codes.append(code)
        if self.bug is not None:
            raise self.bug
        if self.is_deaf:
            await asyncio.Event().wait()
        self.over.set()
        await self.at_rest.wait()


class LineTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.reports: list[str] = []

    def line(self, streamer: Streamer) -> Line:
        return Line("trades", streamer, report=lambda name, _: self.reports.append(name), clock=ManualClock())

    async def test_it_lasts_until_the_streamer_ends_by_itself(self) -> None:
        streamer = FakeStreamer()
        async with asyncio.TaskGroup() as group:
            life = group.create_task(self.line(streamer).run())
            await settle()
            before = life.done()
            streamer.over.set()

        assert not before
        assert streamer.codes == []

    async def test_brought_to_an_end_it_says_goodbye_first(self) -> None:
        streamer = FakeStreamer()
        await self.end(streamer)

        assert streamer.codes == [1000]
        assert not streamer.cancelled

    async def test_a_goodbye_that_nobody_hears_is_cut_off(self) -> None:
        streamer = FakeStreamer(is_deaf=True)
        await self.end(streamer)

        assert streamer.cancelled

    async def test_a_bug_in_the_goodbye_is_reported_and_the_end_comes_all_the_same(self) -> None:
        streamer = FakeStreamer(bug=ValueError())
        await self.end(streamer)

        assert self.reports == ["trades"]
        assert streamer.cancelled

    async def test_brought_to_an_end_before_it_began_it_ends_at_once(self) -> None:
        streamer = FakeStreamer(bug=ValueError())
        line = self.line(streamer)
        line.end()
        await line.run()

        assert not streamer.at_rest.is_set()

    async def test_the_code_of_a_goodbye_is_passed_on(self) -> None:
        streamer = FakeStreamer()
        streamer.at_rest.set()
        await self.line(streamer).hang_up(1001)

        assert streamer.codes == [1001]

    async def end(self, streamer: Streamer) -> None:
        """Bring a line at work to its end."""
        line = self.line(streamer)
        async with asyncio.TaskGroup() as group:
            group.create_task(line.run())
            await settle()
            line.end()
