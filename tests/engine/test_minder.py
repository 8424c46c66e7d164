from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock
from tests.streaming import streaming
from tests.websocket_servers import TEXT, frame, say, serve_frames
from tui.model.condition import ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.health import Health


class MinderTest(IsolatedAsyncioTestCase):
    async def test_a_feed_that_misses_its_rate_is_degraded_after_a_grace(self) -> None:
        clock = ManualClock()
        server = await self.enterAsyncContext(serve_frames(say(frame(TEXT, '{"n": 1}'))))
        asserts = (parse_condition("rate > 0.5 over 1m", ConditionScope.FEED),)
        stage = await self.enterAsyncContext(streaming(server.url, clock=clock, asserts=asserts))
        await stage.until(lambda state: state.received)
        await clock.advance(4.0)
        early = stage.state.health
        await clock.advance(2.0)
        await stage.until(lambda state: state.noticed.failing)

        assert early is Health.UP
        assert stage.state.health is Health.DEGRADED
        assert "assert failed" in stage.told

    async def test_asserts_look_into_the_newest_message(self) -> None:
        clock = ManualClock()
        data = frame(TEXT, '{"n": 1}') + frame(TEXT, '{"n": 2}')
        server = await self.enterAsyncContext(serve_frames(say(data)))
        asserts = tuple(parse_condition(f"json $.n == {n}", ConditionScope.FEED) for n in (1, 2))
        stage = await self.enterAsyncContext(streaming(server.url, clock=clock, asserts=asserts))
        await stage.until(lambda state: state.received == 2)
        await clock.advance(5.0)
        await stage.until(lambda state: state.noticed.failing)

        assert [str(each) for each in stage.state.noticed.failing] == ["json $.n == 1 — got 2"]
