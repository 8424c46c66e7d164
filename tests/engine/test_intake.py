from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock
from tests.factories import make_feed
from tui.engine.intake import Intake
from tui.model.feed_state import FeedState
from tui.model.message import FeedMessage, Opcode


class IntakeTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.clock = ManualClock()
        self.state = FeedState(make_feed())
        self.changes = 0

    def intake(self) -> Intake:
        return Intake(self.state, self.clock, self.changed)

    def changed(self) -> None:
        self.changes += 1

    def times(self) -> list[float]:
        return [row.at for row in self.state.rows if isinstance(row, FeedMessage)]

    async def test_a_batch_is_announced_once_when_it_is_over(self) -> None:
        intake = self.intake()
        for _ in range(10):
            intake.take(Opcode.TEXT, b"x")

        assert self.changes == 0
        await asyncio.sleep(0)
        assert self.changes == 1
        intake.take(Opcode.TEXT, b"x")
        await asyncio.sleep(0)
        assert self.changes == 2

    async def test_a_batch_has_the_time_at_which_it_came(self) -> None:
        intake = self.intake()
        intake.take(Opcode.TEXT, b"1")
        intake.take(Opcode.TEXT, b"2")
        first = self.clock.now()
        await self.clock.jump(5.0)
        intake.take(Opcode.TEXT, b"3")

        assert self.times() == [first, first, first + 5]

    async def test_after_many_messages_it_is_time_to_look_at_the_clock(self) -> None:
        intake = self.intake()
        looks = [intake.take(Opcode.TEXT, b"x") for _ in range(33)]

        assert looks.index(True) == 31
        await intake.breathe()
        assert not intake.take(Opcode.TEXT, b"x")

    async def test_after_many_bytes_it_is_time_to_look_at_the_clock(self) -> None:
        intake = self.intake()

        assert not intake.take(Opcode.BINARY, b"x" * 65_535)
        assert intake.take(Opcode.BINARY, b"x")

    async def test_whoever_had_a_long_turn_lets_the_others_run(self) -> None:
        intake = self.intake()
        loop = asyncio.get_running_loop()
        intake.take(Opcode.TEXT, b"x")
        ran: list[float] = []
        loop.call_soon(lambda: ran.append(loop.time()))
        turn_ends = loop.time() + 0.01
        while loop.time() < turn_ends:
            await intake.breathe()

        assert ran

    async def test_whoever_had_a_short_turn_goes_on(self) -> None:
        intake = self.intake()
        intake.take(Opcode.TEXT, b"x")
        intake._slice_ends = float("inf")
        await intake.breathe()

        assert self.changes == 0

    async def test_a_sign_of_life_is_no_message(self) -> None:
        intake = self.intake()
        intake.begin_batch()
        intake.begin_batch()

        assert intake.batches == 1
        assert self.state.rows.end == 0
