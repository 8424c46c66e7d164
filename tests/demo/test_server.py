from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack
from unittest import IsolatedAsyncioTestCase

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from tests.demo.stages import Moment
from tui.demo.endpoints import ENDPOINT_PATHS
from tui.demo.feeds import FEED_PATHS
from tui.demo.server import DemoServer, serve_demo

PATIENCE = 10.0
"""Seconds; half of one is promised, the rest is for slow machines. To wait for a client takes longer."""


class Show:
    """A demo that a test closes itself, to see how long it takes."""

    def __init__(self, t: float = 1.0) -> None:
        self.moment = Moment()
        self.t = t
        self.stack = AsyncExitStack()

    async def open(self) -> DemoServer:
        demo = await self.stack.enter_async_context(serve_demo(clock=self.moment))
        self.moment.t = self.t
        return demo

    async def close(self) -> float:
        """Close it and return the seconds that took."""
        loop = asyncio.get_running_loop()
        started_at = loop.time()
        await self.stack.aclose()
        return loop.time() - started_at


class TestServer(IsolatedAsyncioTestCase):
    async def client(self, demo: DemoServer) -> ClientSession:
        return await self.enterAsyncContext(ClientSession(demo.base_url))

    async def feed(self, demo: DemoServer) -> ClientWebSocketResponse:
        """Connect to the echo and take its welcome."""
        client = await self.client(demo)
        feed = await self.enterAsyncContext(client.ws_connect(FEED_PATHS["echo"], autoclose=False))
        await feed.receive_str(timeout=5)
        return feed

    async def request(
        self, demo: DemoServer, method: str, path: str
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Send a request over a connection that reads next to nothing by itself."""
        reader, writer = await asyncio.open_connection("127.0.0.1", demo.port, limit=1024)
        writer.write(f"{method} {path} HTTP/1.1\r\nHost: demo\r\n\r\n".encode())
        await writer.drain()
        return reader, writer

    async def test_it_serves_on_a_free_port_of_loopback_only(self) -> None:
        async with serve_demo() as demo:
            assert demo.base_url == f"http://127.0.0.1:{demo.port}"
            assert demo.port > 0

    async def test_two_demos_run_side_by_side(self) -> None:
        async with serve_demo() as first, serve_demo() as second:
            assert first.port != second.port

    async def test_a_taken_port_is_an_error_and_leaves_nothing_open(self) -> None:
        async with serve_demo() as demo:
            with pytest.raises(OSError, match="address"):
                await self.enterAsyncContext(serve_demo(port=demo.port))

    async def test_nobody_answers_once_it_is_closed(self) -> None:
        async with serve_demo() as demo:
            port = demo.port

        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))

    async def test_it_closes_promptly_when_nothing_happens(self) -> None:
        show = Show()
        await show.open()

        assert await show.close() < PATIENCE

    async def test_it_closes_promptly_while_a_request_hangs(self) -> None:
        show = Show(t=42.0)
        demo = await show.open()
        reader, writer = await self.request(demo, "POST", ENDPOINT_PATHS["webhooks-in"])
        async with (await self.client(demo)).get("/") as index:
            assert "webhooks-in" in (await index.json())["troubled"]

        took = await show.close()
        answered = await asyncio.wait_for(reader.read(), timeout=5)
        writer.close()

        assert took < PATIENCE
        assert answered.startswith(b"HTTP/1.1 503")

    async def test_it_tells_open_sockets_that_it_goes_away(self) -> None:
        show = Show()
        feed = await self.feed(await show.open())

        async with asyncio.TaskGroup() as group:
            ending = group.create_task(feed.receive(timeout=5))
            took = await show.close()

        assert (ending.result().type, ending.result().data) == (WSMsgType.CLOSE, 1001)
        assert took < PATIENCE

    async def test_it_closes_promptly_under_a_flood(self) -> None:
        show = Show()
        feed = await self.feed(await show.open())

        async with asyncio.TaskGroup() as group:
            flood = group.create_task(self.flood(feed))
            await feed.receive_str(timeout=5)
            took = await show.close()
            flood.cancel()

        assert took < PATIENCE

    async def test_it_closes_promptly_when_a_client_does_not_read(self) -> None:
        show = Show()
        demo = await show.open()
        reader, writer = await self.request(demo, "GET", ENDPOINT_PATHS["reports-export"])
        await reader.readuntil(b"\r\n")

        took = await show.close()
        writer.close()

        assert took < PATIENCE

    async def flood(self, feed: ClientWebSocketResponse) -> None:
        try:
            while True:
                await feed.send_str("x" * 1_000)
                await asyncio.sleep(0)
        except ConnectionResetError:
            return
