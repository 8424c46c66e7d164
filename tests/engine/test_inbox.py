from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock
from tui.engine.inbox import Inbox

if TYPE_CHECKING:
    from typing import Any

    from aiohttp import ClientRequest, ClientResponse

FULL = 524_288


class Line:
    """A response, its connection, its protocol and its transport in one."""

    def __init__(self, status: int = 101) -> None:
        self.status = status
        self.connection = self.protocol = self.transport = self
        self.parser: object = None
        self.is_reading = True

    def set_parser(self, parser: object, _payload: object) -> None:
        self.parser = parser

    def pause_reading(self) -> None:
        self.is_reading = False

    def resume_reading(self) -> None:
        self.is_reading = True


class InboxTests(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.clock = ManualClock()
        self.inbox = Inbox(self.clock)
        self.line = Line()

    async def answer(self, line: Line) -> object:
        async def handler(_request: Any) -> ClientResponse:
            return cast("ClientResponse", line)

        return await self.inbox(cast("ClientRequest", None), handler)

    async def test_an_upgraded_connection_is_taken_over_before_anybody_else_sees_it(self) -> None:
        assert await self.answer(self.line) is self.line
        assert self.line.parser is self.inbox

    async def test_any_other_answer_is_left_alone(self) -> None:
        refusal = Line(503)
        await self.answer(refusal)

        assert refusal.parser is None

    async def test_what_came_is_given_in_order_with_the_time_at_which_it_came(self) -> None:
        first = self.clock.now()
        self.inbox.feed_data(b"a")
        await self.clock.jump(5.0)
        self.inbox.feed_data(b"b")

        assert [self.inbox.take(), self.inbox.take(), self.inbox.take()] == [
            (first, b"a"),
            (first + 5, b"b"),
            None,
        ]
        assert self.inbox.signs == 2

    async def test_whoever_waits_is_woken_by_what_comes(self) -> None:
        asyncio.get_running_loop().call_soon(self.inbox.feed_data, b"a")
        await self.inbox.wait()

        assert self.inbox.take() is not None
        assert self.inbox.is_empty

    async def test_whoever_waits_is_woken_by_the_end(self) -> None:
        asyncio.get_running_loop().call_soon(self.inbox.feed_eof)
        await self.inbox.wait()

        assert not self.inbox.is_empty
        assert self.inbox.take() is None

    async def test_what_came_before_the_end_is_still_there(self) -> None:
        self.inbox.feed_data(b"a")
        self.inbox.feed_eof()

        assert self.inbox.take() is not None
        assert self.inbox.take() is None

    async def test_a_wait_that_is_cancelled_may_be_begun_again(self) -> None:
        with self.assertRaises(TimeoutError):
            async with asyncio.timeout(0):
                await self.inbox.wait()
        self.inbox.feed_data(b"a")
        await self.inbox.wait()

        assert self.inbox.take() is not None

    async def test_a_server_that_sends_more_than_is_taken_has_to_wait(self) -> None:
        self.inbox.take_over(cast("ClientResponse", self.line))
        self.inbox.feed_data(bytes(FULL - 1))
        assert self.line.is_reading

        self.inbox.feed_data(b"x")
        assert not self.line.is_reading

        self.inbox.take()
        assert not self.line.is_reading
        self.inbox.take()
        assert self.line.is_reading
