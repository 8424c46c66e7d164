from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING, Any
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from aiohttp import web

from tests.clock import ManualClock
from tests.servers import Handler, Server, Talk, hang, ok, reset, respond, serve, serve_raw
from tests.streaming import Stage, eventually, payloads, streaming
from tui.engine.event_source import _watch
from tui.engine.session import new_session
from tui.engine.streamer import SendError
from tui.model.connection import Close, ConnectionState, Side
from tui.model.event_stream import EventStreamParser
from tui.model.failure import FailureKind
from tui.model.message import FeedMessage
from tui.model.target import JsonBody, Method

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import ClientSession

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
OPEN, STOPPED, WAITING = ConnectionState.OPEN, ConnectionState.STOPPED, ConnectionState.WAITING


def events(*chunks: str, then: Callable[[], Any] | None = None) -> Handler:
    """Send those chunks as an event stream, then stay, or do what `then` says."""

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        for chunk in chunks:
            await response.write(chunk.encode())
        if then is None:
            await asyncio.sleep(3_600)
        return response

    return handler


def finished() -> None:
    """End the stream."""


class Case(IsolatedAsyncioTestCase):
    async def meet(self, handler: Handler, **changes: Any) -> tuple[Server, Stage]:
        server = await self.enterAsyncContext(serve(handler))
        return server, await self.enterAsyncContext(streaming(server.url, **changes))

    async def meet_raw(self, talk: Talk, **changes: Any) -> Stage:
        server = await self.enterAsyncContext(serve_raw(talk))
        return await self.enterAsyncContext(streaming(server.url, **changes))


class EventTests(Case):
    async def test_events_are_messages_with_a_type(self) -> None:
        _, stage = await self.meet(events("data: one\n\n", "event: trade\ndata: {\ndata: }\n\n"))
        await stage.until(lambda state: state.received == 2)
        rows = [row for row in stage.state.rows if isinstance(row, FeedMessage)]

        assert [(row.event, row.payload) for row in rows] == [("message", b"one"), ("trade", b"{\n}")]
        assert stage.state.handshake is not None
        assert stage.state.handshake.status == 200

    async def test_a_line_longer_than_any_buffer_is_one_message(self) -> None:
        _, stage = await self.meet(events("data: " + "x" * 700_000 + "\n\n"))
        await stage.until(lambda state: state.received == 1)

        assert stage.state.received_bytes == 700_000

    async def test_every_event_of_a_flood_is_counted(self) -> None:
        _, stage = await self.meet(events(*["data: tick\n\n" * 1_000] * 50))
        await stage.until(lambda state: state.received >= 50_000)

        assert stage.state.received == 50_000
        assert stage.changes < 5_000

    async def test_an_event_over_the_limit_ends_the_connection(self) -> None:
        _, stage = await self.meet(events("data: " + "x" * 100_000), max_message=10_000)
        await stage.until(lambda state: state.close)

        assert stage.state.close == Close(
            code=1009, by=Side.CLIENT, detail="an event is longer than max_message (10,000 bytes)"
        )
        await stage.until(lambda state: state.state is STOPPED)


class RequestTests(Case):
    async def test_the_request_asks_for_events(self) -> None:
        server, stage = await self.meet(events("data: x\n\n"), headers={"X-Tenant": "t"}, params={"a": "1"})
        await stage.until(lambda state: state.received)

        assert (server.seen[0].method, server.seen[0].target) == ("GET", "/?a=1")
        assert server.seen[0].headers["Accept"] == "text/event-stream"
        assert server.seen[0].headers["Cache-Control"] == "no-cache"
        assert server.seen[0].headers["X-Tenant"] == "t"

    async def test_a_stream_may_begin_with_a_post(self) -> None:
        server, stage = await self.meet(
            events("data: x\n\n"), method=Method.POST, body=JsonBody({"stream": True})
        )
        await stage.until(lambda state: state.received)

        assert (server.seen[0].method, server.seen[0].body) == ("POST", b'{"stream": true}')
        assert server.seen[0].headers["Content-Type"] == "application/json"

    async def test_the_next_connection_goes_on_after_the_last_event(self) -> None:
        server, stage = await self.meet(events("id: 7\ndata: x\n\n", then=finished))
        await stage.until(lambda state: state.connection == 2)

        assert "Last-Event-ID" not in server.seen[0].headers
        assert server.seen[1].headers["Last-Event-ID"] == "7"

    async def test_an_id_that_no_header_can_carry_is_not_sent_and_stops_nothing(self) -> None:
        server, stage = await self.meet(events("id: 7\x1b[31m\x7f\ndata: x\n\n", then=finished))
        await stage.until(lambda state: state.connection == 2)

        assert "Last-Event-ID" not in server.seen[1].headers

    async def test_an_id_is_sent_in_the_characters_that_it_has(self) -> None:
        server, stage = await self.meet(events("id: é€ 7\ndata: x\n\n", then=finished))
        await stage.until(lambda state: state.connection == 2)

        assert server.seen[1].headers["Last-Event-ID"] == "é€ 7"

    async def test_the_server_says_how_long_to_wait(self) -> None:
        clock = ManualClock()
        _, stage = await self.meet(
            events("retry: 5000\ndata: x\n\n", then=finished), clock=clock, chance=lambda: 1.0
        )
        await stage.until(lambda state: state.state is WAITING)

        assert stage.state.next_at == clock.now() + 5


class KeepAliveTests(Case):
    async def test_tcp_watches_a_stream_that_may_be_quiet(self) -> None:
        with socket.socket() as wire:
            _watch(wire, 20.0, 10.0)

            assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)

    async def test_no_deadline_of_aiohttp_ends_a_stream(self) -> None:
        """It has one of five minutes for all of a response, unless told otherwise (aiohttp.ClientTimeout)."""
        sessions: list[ClientSession] = []

        def note(*connecting: Any, **how: Any) -> ClientSession:
            sessions.append(new_session(*connecting, **how))
            return sessions[-1]

        with patch("tui.engine.opener.new_session", note):
            _, stage = await self.meet(events(": hello\n\n"))
            await stage.until(lambda state: state.state is OPEN)
        timeout = sessions[0].timeout

        assert (timeout.total, timeout.connect, timeout.sock_connect, timeout.sock_read) == (None,) * 4

    async def test_a_server_that_wants_no_pause_at_all_gets_a_short_one(self) -> None:
        clock = ManualClock()
        _, stage = await self.meet(
            events("retry: 0\ndata: x\n\n", then=finished), clock=clock, chance=lambda: 1.0
        )
        await stage.until(lambda state: state.state is WAITING)

        assert stage.state.next_at == clock.now() + 0.5

    async def test_line_ends_without_end_leave_others_their_turns(self) -> None:
        with patch.object(
            EventStreamParser, "feed", autospec=True, side_effect=EventStreamParser.feed
        ) as feed:
            _, stage = await self.meet(events("\n" * 500_000 + "data: x\n\n"))
            await stage.until(lambda state: state.received)

        assert max(len(call.args[1]) for call in feed.call_args_list) <= 16_384

    async def test_a_stream_that_began_with_a_post_begins_with_it_again(self) -> None:
        server, stage = await self.meet(
            events("id: 7\ndata: x\n\n", then=finished), method=Method.POST, body=JsonBody({"stream": True})
        )
        await stage.until(lambda state: state.connection == 2)

        assert [(each.method, each.body) for each in server.seen[:2]] == [("POST", b'{"stream": true}')] * 2
        assert server.seen[1].headers["Last-Event-ID"] == "7"

    async def test_a_quiet_stream_stays_open(self) -> None:
        clock = ManualClock()
        _, stage = await self.meet(events(": hello\n\n"), clock=clock, heartbeat=20.0)
        await stage.until(lambda state: state.state is OPEN)
        await clock.advance(3_600.0)

        assert stage.state.state is OPEN


class RefusalTests(Case):
    async def test_another_content_type_is_refused_with_a_sentence(self) -> None:
        server, stage = await self.meet(ok(b'{"error": "no"}', headers={"Content-Type": "application/json"}))
        await stage.until(lambda state: state.state is STOPPED)

        assert stage.state.failure is not None
        assert stage.state.failure.kind is FailureKind.REJECTED
        assert stage.state.failure.message == (
            f"127.0.0.1:{server.port} answered application/json instead of text/event-stream"
            ': {"error": "no"}'
        )

    async def test_no_content_means_that_there_is_nothing_more(self) -> None:
        _, stage = await self.meet(ok(b"", status=204))
        await stage.until(lambda state: state.state is STOPPED)

        assert stage.state.failure is not None
        assert stage.state.failure.message.endswith(" answered 204 No Content instead of 200")

    async def test_a_server_in_trouble_is_asked_again(self) -> None:
        clock = ManualClock()
        _, stage = await self.meet(ok(b"", status=503, headers={"Retry-After": "7"}), clock=clock)
        await stage.until(lambda state: state.state is WAITING)

        assert stage.state.next_at == clock.now() + 7


class EndTests(Case):
    async def test_a_stream_that_is_over_ended_in_good_order(self) -> None:
        _, stage = await self.meet(events("data: x\n\n", then=finished), reconnect=None)
        await stage.until(lambda state: state.close)

        assert stage.state.close == Close(code=1005, by=Side.SERVER, detail="the server ended the stream")
        assert stage.state.close.is_clean

    async def test_a_stream_that_breaks_off_is_1006(self) -> None:
        stage = await self.meet_raw(respond(HEAD + "Content-Length: 1000\r\n\r\ndata: x\n\n"), reconnect=None)
        await stage.until(lambda state: state.close)

        assert stage.state.received == 1
        assert stage.state.close == Close(
            code=1006, by=Side.NETWORK, detail="the stream broke off in the middle"
        )

    async def test_a_stream_that_is_no_http_any_more_ends_and_says_so(self) -> None:
        has_begun = asyncio.Event()

        async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await has_begun.wait()
            writer.write(b"zz\r\n")
            await hang(reader, writer)

        begin = HEAD + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: x\n\n\r\n"
        stage = await self.meet_raw(respond(begin, then=break_off))
        await stage.until(lambda state: state.received)
        has_begun.set()
        await stage.until(lambda state: state.close)

        assert stage.state.close is not None
        assert stage.state.close.code == 1002
        assert re.fullmatch(
            r"127\.0\.0\.1:\d+ broke HTTP: invalid character in chunk size in 'zz'", stage.state.close.detail
        )

    async def test_compression_that_is_none_is_told_and_not_asked_for_again(self) -> None:
        stage = await self.meet_raw(
            respond(HEAD + "Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\ndata: x\n")
        )
        await stage.until(lambda state: state.state is ConnectionState.STOPPED)

        assert stage.state.close is not None
        assert stage.state.close.code == 1007
        assert stage.state.close.detail.startswith("the body is not what its encoding says")

    async def test_a_reset_is_told(self) -> None:
        stage = await self.meet_raw(
            respond(HEAD + "Content-Length: 1000\r\n\r\ndata: x\n\n", then=reset), reconnect=None
        )
        await stage.until(lambda state: state.close)

        assert stage.state.close == Close(
            code=1006, by=Side.NETWORK, detail="the server reset the connection"
        )

    async def test_hanging_up_is_ours(self) -> None:
        server, stage = await self.meet(events("data: x\n\n"))
        await stage.until(lambda state: state.received)
        await stage.streamer.hang_up()

        assert stage.running.done()
        assert stage.state.close == Close(code=1000, by=Side.CLIENT)
        assert len(server.seen) == 1

    async def test_cancelling_ends_it(self) -> None:
        _, stage = await self.meet(events("data: x\n\n"))
        await stage.until(lambda state: state.received)
        stage.running.cancel()
        await asyncio.wait((stage.running,))

        assert stage.running.cancelled()
        assert stage.state.close == Close(code=1001, by=Side.CLIENT)

    async def test_a_pause_ends_it_until_it_is_resumed(self) -> None:
        server, stage = await self.meet(events("data: x\n\n"))
        await stage.until(lambda state: state.received)
        stage.streamer.pause()
        await stage.until(lambda state: state.state is ConnectionState.CLOSED)
        stage.streamer.resume()
        await eventually(lambda: len(server.seen) == 2)
        await stage.until(lambda state: state.state is OPEN)

        assert stage.told == ["open", "paused", "closed 1000", "resumed", "open"]

    async def test_nothing_can_be_sent(self) -> None:
        _, stage = await self.meet(events("data: x\n\n"))
        await stage.until(lambda state: state.received)

        with self.assertRaisesRegex(SendError, "Server-Sent Events go one way"):
            await stage.streamer.send("x")
        assert payloads(stage.state) == [b"x"]
