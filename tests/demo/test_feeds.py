from __future__ import annotations

import asyncio
import json
from typing import Any
from unittest import IsolatedAsyncioTestCase

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from tests.demo.stages import Moment, demo_at
from tui.demo.feeds import FEED_PATHS
from tui.demo.script import FEEDS

CALM = 1.0


class TestFeeds(IsolatedAsyncioTestCase):
    async def demo(self, t: float) -> tuple[ClientSession, Moment]:
        return await self.enterAsyncContext(demo_at(t))

    async def open(self, client: ClientSession, name: str) -> ClientWebSocketResponse:
        """Connect and take the welcome."""
        socket = await self.enterAsyncContext(client.ws_connect(FEED_PATHS[name], autoclose=False))
        welcome = json.loads(await socket.receive_str(timeout=5))
        assert welcome["feed"] == name
        return socket

    async def ask(self, socket: ClientWebSocketResponse, text: str) -> Any:
        await socket.send_str(text)
        return json.loads(await socket.receive_str(timeout=5))

    async def ending(self, socket: ClientWebSocketResponse) -> tuple[WSMsgType, Any, Any]:
        """Read until the connection ends, and tell how."""
        async with asyncio.timeout(10):
            while True:
                message = await socket.receive()
                if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    return message.type, message.data, message.extra

    def test_every_feed_of_the_script_has_a_path(self) -> None:
        assert FEED_PATHS.keys() == FEEDS.keys()

    async def test_trades_are_orders_with_an_id_and_a_type(self) -> None:
        client, _ = await self.demo(CALM)
        socket = await self.open(client, "trades")

        order = json.loads(await socket.receive_str(timeout=5))

        assert order["type"] == "order.created"
        assert order["id"] == 88_000

    async def test_trades_confirm_a_subscription(self) -> None:
        client, _ = await self.demo(CALM)
        socket = await self.open(client, "trades")
        await socket.send_str('{"op":"subscribe","channel":"orders.eu"}')

        async with asyncio.timeout(5):
            while (told := json.loads(await socket.receive_str()))["type"] != "subscribed":
                pass

        assert told["channel"] == "orders.eu"

    async def test_the_ticker_numbers_its_quotes_without_a_gap(self) -> None:
        client, _ = await self.demo(CALM)
        socket = await self.open(client, "ticker")

        numbers = [json.loads(await socket.receive_str(timeout=5))["seq"] for _ in range(60)]

        assert numbers == list(range(60))

    async def test_the_ticker_falls_silent_and_speaks_again(self) -> None:
        client, moment = await self.demo(58.0)
        socket = await self.open(client, "ticker")

        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.3)
        moment.t = 67.0

        assert (await socket.receive(timeout=5)).type is WSMsgType.TEXT

    async def test_the_echo_sends_back_texts_and_bytes(self) -> None:
        client, _ = await self.demo(CALM)
        socket = await self.open(client, "echo")

        await socket.send_str("héllo")
        await socket.send_bytes(b"\x00\xff")

        assert await socket.receive_str(timeout=5) == "héllo"
        assert await socket.receive_bytes(timeout=5) == b"\x00\xff"

    async def test_the_echo_answers_requests_under_their_id(self) -> None:
        client, _ = await self.demo(CALM)
        socket = await self.open(client, "echo")

        assert await self.ask(socket, '{"op":"ping","id":1}') == {"type": "pong", "id": 1}
        assert await self.ask(socket, '{"op":"subscribe"}') == {"type": "subscribed", "channel": "all"}

    async def test_a_client_that_leaves_is_answered_with_its_own_code(self) -> None:
        client, _ = await self.demo(CALM)
        socket = await self.open(client, "presence")

        async with asyncio.timeout(5):
            await socket.close(code=1000)

        assert socket.close_code == 1000

    async def test_presence_restarts_with_1012_and_refuses_newcomers_meanwhile(self) -> None:
        client, moment = await self.demo(CALM)
        socket = await self.open(client, "presence")
        moment.t = 4.0

        assert await self.ending(socket) == (WSMsgType.CLOSE, 1012, "restart")
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(FEED_PATHS["presence"])
        assert refused.value.status == 503

    async def test_presence_comes_back(self) -> None:
        client, moment = await self.demo(4.0)
        moment.t = 7.0

        socket = await self.open(client, "presence")

        assert "presence." in await socket.receive_str(timeout=5)

    async def test_presence_ends_sessions_with_a_code_of_its_own(self) -> None:
        client, moment = await self.demo(CALM)
        socket = await self.open(client, "presence")
        moment.t = 80.0

        assert await self.ending(socket) == (WSMsgType.CLOSE, 4001, "session expired")

    async def test_trades_are_lost_without_a_close_frame(self) -> None:
        client, moment = await self.demo(CALM)
        socket = await self.open(client, "trades")
        moment.t = 28.0

        kind, _, _ = await self.ending(socket)

        assert kind is not WSMsgType.CLOSE
        assert socket.close_code == 1006

    async def test_a_plain_request_to_a_feed_is_refused(self) -> None:
        client, _ = await self.demo(CALM)

        async with client.get(FEED_PATHS["trades"]) as response:
            status = response.status

        assert status == 400

    async def test_deployments_are_server_sent_events(self) -> None:
        client, _ = await self.demo(CALM)

        async with asyncio.timeout(5), client.get(FEED_PATHS["deploys"]) as response:
            lines = [(await response.content.readline()).decode() for _ in range(6)]

        assert response.content_type == "text/event-stream"
        assert lines[0] == "retry: 1000\n"
        assert lines[3:5] == ["event: deploy\n", "id: 1\n"]
        assert json.loads(lines[5].removeprefix("data: "))["service"]

    async def test_deployments_go_on_where_a_client_left_off(self) -> None:
        client, _ = await self.demo(CALM)

        for seen, following in (("41", "42"), ("no number", "1")):
            headers = {"Last-Event-ID": seen}
            async with asyncio.timeout(5), client.get(FEED_PATHS["deploys"], headers=headers) as response:
                await response.content.readuntil(b"id: ")
                number = await response.content.readline()

            assert number == f"{following}\n".encode()
