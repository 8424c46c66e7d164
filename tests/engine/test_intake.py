from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_feed, make_message
from tui.engine.intake import Intake
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState


class IntakeTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.state = FeedState(make_feed())
        self.changes = 0

    def intake(self) -> Intake:
        return Intake(self.state, self.changed)

    def changed(self) -> None:
        self.changes += 1

    async def test_messages_that_come_together_are_announced_once(self) -> None:
        self.intake().take([make_message("a"), make_message("b")])

        assert (self.state.received, self.changes) == (2, 1)

    async def test_many_messages_are_announced_before_a_buffer_can_let_go_of_them(self) -> None:
        self.state = FeedState(make_feed(buffer=BufferLimits(messages=2_048)))
        seen: list[int] = []
        intake = Intake(self.state, lambda: seen.append(self.state.rows.start))
        intake.take([make_message("x")] * 5_000)

        assert self.state.rows.end == 5_000
        assert seen == [0, 0, 1_024, 2_048, 2_952]

    async def test_whoever_had_a_long_turn_lets_the_others_run(self) -> None:
        intake = self.intake()
        loop = asyncio.get_running_loop()
        ran: list[float] = []
        intake.begin_turn()
        loop.call_soon(lambda: ran.append(loop.time()))
        while not ran:
            await intake.breathe()

        assert ran

    async def test_whoever_had_a_short_turn_goes_on(self) -> None:
        intake = self.intake()
        ran: list[bool] = []
        intake.begin_turn()
        intake._turn_ends = float("inf")
        asyncio.get_running_loop().call_soon(lambda: ran.append(True))
        await intake.breathe()

        assert not ran
