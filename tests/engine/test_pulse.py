from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock
from tests.factories import make_feed
from tui.engine.inbox import Inbox
from tui.engine.pulse import Pulse
from tui.model.connection import Close, Ending, Side
from tui.model.feed_state import FeedState


class PulseTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.clock = ManualClock()
        self.state = FeedState(make_feed(heartbeat=20.0, heartbeat_timeout=10.0))
        self.inbox = Inbox(self.clock)
        self.pings: list[bytes] = []
        self.error: OSError | None = None

    async def ping(self, payload: bytes) -> None:
        if self.error is not None:
            raise self.error
        self.pings.append(payload)

    def pulse(self) -> Pulse:
        return Pulse(self.state, self.inbox, self.ping, self.clock)

    async def test_a_server_that_gives_no_sign_of_life_ends_it(self) -> None:
        async with asyncio.TaskGroup() as group:
            ending = group.create_task(self.pulse().end())
            await self.clock.advance(11)

        assert ending.result() == Close(code=1006, by=Side.CLIENT, detail="no pong within 10s")
        assert ending.result().ending is Ending.TIMEOUT

    async def test_whatever_comes_is_a_sign_of_life(self) -> None:
        async with asyncio.TaskGroup() as group:
            ending = group.create_task(self.pulse().end())
            for _ in range(9):
                await self.clock.advance(5)
                self.inbox.feed_data(b"x")
            is_over = ending.done()
            ending.cancel()

        assert (is_over, len(self.pings)) == (False, 3)

    async def test_a_pong_tells_the_round_trip_of_its_own_ping_only(self) -> None:
        pulse = self.pulse()
        async with asyncio.TaskGroup() as group:
            ending = group.create_task(pulse.end())
            await self.clock.advance(0.25)
            answered = [pulse.take_pong(b"other"), pulse.take_pong(self.pings[0])]
            ending.cancel()

        assert (answered, self.state.rtt) == ([False, True], 0.25)

    async def test_a_ping_that_cannot_be_sent_is_left_to_whoever_receives(self) -> None:
        self.error = BrokenPipeError()
        async with asyncio.TaskGroup() as group:
            ending = group.create_task(self.pulse().end())
            await self.clock.advance(5)
            is_over = ending.done()
            ending.cancel()

        assert not is_over
