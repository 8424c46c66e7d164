from __future__ import annotations

import asyncio
import gc
from base64 import b64encode
from contextlib import AsyncExitStack, asynccontextmanager
from hashlib import sha1
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from aiohttp import WSMsgType, web

from tests.factories import make_endpoint, make_feed
from tests.servers import hang, ok, serve, serve_raw
from tests.websocket_servers import chatter, serve_frames
from tui.engine.engine import open_engine
from tui.engine.prober import Prober
from tui.engine.streamer import Streamer
from tui.engine.tls import ssl_context
from tui.model.board import Board
from tui.model.connection import ConnectionState
from tui.model.endpoint import Endpoint
from tui.model.event import Event, EventKind
from tui.model.feed import Feed
from tui.model.feed_state import FeedState
from tui.model.health import Health
from tui.model.mask import Mask
from tui.model.message import Opcode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tui.engine.engine import Engine

_DEADLINE = 10.0
_TALK = 20
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Shop:
    """A server with a good page, a bad one, and feeds that talk."""

    def __init__(self) -> None:
        self.closes: list[int | None] = []
        self.received: list[str] = []
        self.talks = True
        self.answers_close = True

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/feed":
            return await self.feed(request)
        return await ok(status=503 if request.path == "/bad" else 200)(request)

    async def feed(self, request: web.BaseRequest) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        for number in range(_TALK if self.talks else 0):
            await socket.send_str(f"message {number}")
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self.received.append(message.data)
                    await socket.send_str(message.data)
        finally:
            self.closes.append(socket.close_code)
        return socket


class Watch:
    """An engine at work, and a way to wait for what it does."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.told: list[Event] = []
        self.group: asyncio.TaskGroup | None = None
        self._changed = asyncio.Event()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(_DEADLINE):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    def kinds(self, name: str) -> list[EventKind]:
        return [event.kind for event in self.told if event.source == name]

    def feed(self, name: str) -> FeedState:
        state = self.board[name]
        assert isinstance(state, FeedState)
        return state

    def on_event(self, event: Event) -> None:
        self.told.append(event)
        self._changed.set()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[Engine]:
        """Open an engine, run its jobs, hang up, end the jobs, close it: as the dashboard does."""
        async with AsyncExitStack() as stack:
            engine = await stack.enter_async_context(
                open_engine(self.board, changed=self._changed.set, on_event=self.on_event, environ={})
            )
            self.group = await stack.enter_async_context(asyncio.TaskGroup())
            tasks = [self.group.create_task(job.run(), name=job.name) for job in engine.jobs()]
            try:
                yield engine
            finally:
                await engine.hang_up()
                for task in tasks:
                    task.cancel()


def endpoint(name: str, url: str, **changes: object) -> Endpoint:
    return make_endpoint(name, url=url, **{"interval": 0.2, **changes})


def feed(name: str, url: str, **changes: object) -> Feed:
    return make_feed(name, url=f"{url.replace('http', 'ws', 1)}feed", **changes)


async def silent_feed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Accept a WebSocket and never say anything again."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    key = next(line.split()[1] for line in head.splitlines() if line.lower().startswith("sec-websocket-key"))
    accept = b64encode(sha1(f"{key}{_GUID}".encode(), usedforsecurity=False).digest()).decode()
    writer.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    await hang(reader, writer)


def is_of_a_server(task: asyncio.Task[object]) -> bool:
    return "RequestHandler" in repr(task.get_coro())


def open_transports() -> list[asyncio.Transport]:
    """Return the connections that somebody other than a server still has open."""
    transports = [each for each in gc.get_objects() if isinstance(each, asyncio.Transport)]
    return [
        each
        for each in transports
        if not each.is_closing() and not isinstance(each.get_protocol(), web.RequestHandler)
    ]


class EngineTests(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.shop = Shop()
        self.server = await self.enterAsyncContext(serve(self.shop))
        self.url = self.server.url

    def watch(self, *targets: Endpoint | Feed, mask: Mask | None = None) -> Watch:
        endpoints = [target for target in targets if isinstance(target, Endpoint)]
        feeds = [target for target in targets if isinstance(target, Feed)]
        return Watch(Board(endpoints, feeds, mask=mask))

    async def test_endpoints_are_checked_and_feeds_are_streamed(self) -> None:
        watch = self.watch(
            endpoint("good", self.url), endpoint("bad", f"{self.url}bad"), endpoint("too", self.url),
            feed("one", self.url), feed("two", self.url),
        )  # fmt: skip
        async with watch.at_work():
            await watch.until(lambda: all(len(state.samples) >= 3 for state in watch.board.endpoints))
            await watch.until(lambda: all(state.received == _TALK for state in watch.board.feeds))
            healths = {state.name: state.health for state in watch.board}

        assert healths == {
            "good": Health.UP, "bad": Health.DOWN, "too": Health.UP, "one": Health.UP, "two": Health.UP,
        }  # fmt: skip
        assert watch.kinds("bad")[0] is EventKind.DOWN
        assert watch.kinds("one")[0] is EventKind.OPENED

    async def test_events_are_in_the_log_when_they_are_passed_on(self) -> None:
        watch = self.watch(endpoint("bad", f"{self.url}bad"))
        async with watch.at_work():
            await watch.until(lambda: watch.told)

        assert list(watch.board.events) == watch.told

    async def test_closing_leaves_no_task_and_no_connection(self) -> None:
        before = asyncio.all_tasks()
        async with serve(self.shop) as server:
            watch = self.watch(endpoint("good", server.url), feed("one", server.url), feed("two", server.url))
            async with watch.at_work():
                await watch.until(lambda: watch.board.endpoints[0].samples.end >= 2)
                await watch.until(lambda: all(state.received == _TALK for state in watch.board.feeds))
                open_while_at_work = len(open_transports())
            gc.collect()

            assert open_while_at_work >= 2
            assert [task for task in asyncio.all_tasks() - before if not is_of_a_server(task)] == []
            assert open_transports() == []

    async def test_the_server_hears_a_normal_goodbye(self) -> None:
        watch = self.watch(feed("one", self.url), feed("two", self.url))
        async with watch.at_work():
            await watch.until(lambda: all(state.received == _TALK for state in watch.board.feeds))

        assert self.shop.closes == [1000, 1000]

    async def test_the_server_hears_the_code_of_the_goodbye(self) -> None:
        watch = self.watch(feed("one", self.url), feed("two", self.url))
        async with watch.at_work() as engine:
            await watch.until(lambda: all(state.received == _TALK for state in watch.board.feeds))
            await engine.hang_up(1001)

        assert self.shop.closes == [1001, 1001]

    async def test_pausing_an_endpoint_stops_its_checks_until_it_is_resumed(self) -> None:
        watch = self.watch(endpoint("good", self.url, interval=60.0))
        state = watch.board.endpoints[0]
        async with watch.at_work() as engine:
            await watch.until(lambda: state.samples.end == 1)
            engine.pause("good")
            refused = engine.check_now(["good"])
            engine.resume("good")
            await watch.until(lambda: state.samples.end == 2)

        assert refused == []
        assert watch.kinds("good") == [EventKind.PAUSED, EventKind.RESUMED]
        assert not engine.is_paused("good")

    async def test_a_paused_feed_is_disconnected_until_it_is_resumed(self) -> None:
        watch = self.watch(feed("one", self.url))
        async with watch.at_work() as engine:
            await watch.until(lambda: watch.feed("one").received == _TALK)
            engine.pause("one")
            await watch.until(lambda: self.shop.closes)
            paused = engine.is_paused("one")
            engine.resume("one")
            await watch.until(lambda: watch.feed("one").received == 2 * _TALK)

        assert paused
        assert self.shop.closes[0] == 1000

    async def test_a_check_out_of_turn_comes_at_once(self) -> None:
        watch = self.watch(endpoint("good", self.url, interval=3_600.0), feed("one", self.url))
        state = watch.board.endpoints[0]
        async with watch.at_work() as engine:
            await watch.until(lambda: state.samples.end == 1)
            checked = engine.check_now(["good", "one"])
            await watch.until(lambda: state.samples.end == 2)

        assert checked == ["good"]

    async def test_a_burst_makes_results_come_quickly(self) -> None:
        watch = self.watch(endpoint("good", self.url, interval=3_600.0))
        state = watch.board.endpoints[0]
        async with watch.at_work() as engine:
            assert engine.burst("good")
            await watch.until(lambda: state.samples.end >= 3)

        assert state.burst_until is not None

    async def test_a_shorter_interval_holds_at_once(self) -> None:
        watch = self.watch(endpoint("good", self.url, interval=3_600.0))
        state = watch.board.endpoints[0]
        async with watch.at_work() as engine:
            await watch.until(lambda: state.samples.end == 1)
            engine.set_interval("good", 0.1)
            await watch.until(lambda: state.samples.end >= 4)

        assert state.endpoint.interval == 0.1

    async def test_the_interval_of_a_feed_is_that_of_its_pings(self) -> None:
        watch = self.watch(feed("one", self.url))
        async with watch.at_work() as engine:
            await watch.until(lambda: watch.feed("one").rtt is not None)
            engine.set_interval("one", 5.0)

        assert watch.feed("one").feed.heartbeat == 5.0
        assert watch.feed("one").connection == 1

    async def test_a_message_that_is_sent_reaches_the_server(self) -> None:
        watch = self.watch(feed("one", self.url))
        async with watch.at_work() as engine:
            await watch.until(lambda: watch.feed("one").received == _TALK)
            await engine.send("one", b"hello", Opcode.TEXT)
            await watch.until(lambda: watch.feed("one").received == _TALK + 1)

        assert self.shop.received == ["hello"]

    async def test_a_feed_can_be_connected_anew(self) -> None:
        watch = self.watch(feed("one", self.url))
        async with watch.at_work() as engine:
            await watch.until(lambda: watch.feed("one").received == _TALK)
            engine.reconnect("one")
            await watch.until(lambda: watch.feed("one").connection == 2)

        assert watch.kinds("one").count(EventKind.OPENED) == 2

    async def test_what_is_added_is_watched(self) -> None:
        watch = self.watch()
        async with watch.at_work() as engine:
            assert watch.group is not None
            no_job = engine.add(endpoint("late", self.url))
            job = engine.add(feed("live", self.url))
            assert job is not None
            life = watch.group.create_task(job.run())
            await watch.until(lambda: watch.board.endpoints[0].samples.end)
            await watch.until(lambda: watch.feed("live").received == _TALK)
            life.cancel()

        assert (no_job, job.name) == (None, "live")

    async def test_a_name_that_is_taken_is_not_added(self) -> None:
        watch = self.watch(endpoint("good", self.url))
        async with watch.at_work() as engine:
            with self.assertRaisesRegex(ValueError, "give one of them another name"):
                engine.add(feed("good", self.url))

            assert len(watch.board) == 1

    async def test_a_removed_feed_says_goodbye_and_its_job_ends(self) -> None:
        watch = self.watch()
        async with watch.at_work() as engine:
            assert watch.group is not None
            job = engine.add(feed("live", self.url))
            assert job is not None
            life = watch.group.create_task(job.run())
            await watch.until(lambda: watch.feed("live").received == _TALK)
            engine.remove("live")
            async with asyncio.timeout(_DEADLINE):
                await life

            assert self.shop.closes == [1000]
            assert len(watch.board) == 0
            assert watch.kinds("live") == [EventKind.OPENED]

    async def test_a_removed_endpoint_is_checked_no_more(self) -> None:
        watch = self.watch(endpoint("gone", f"{self.url}gone"), endpoint("good", self.url))
        async with watch.at_work() as engine:
            await watch.until(lambda: all(state.samples.end for state in watch.board.endpoints))
            engine.remove("gone")
            before = self.asked_for("/gone")
            checks = watch.board.endpoints[0].samples.end
            await watch.until(lambda: watch.board.endpoints[0].samples.end >= checks + 3)

            assert list(engine._prober._plans) == ["good"]
        assert self.asked_for("/gone") - before <= 1

    async def test_an_endpoint_that_is_replaced_keeps_its_history_and_its_place(self) -> None:
        watch = self.watch(endpoint("one", self.url, interval=3_600.0), endpoint("two", self.url))
        state = watch.board.endpoints[0]
        async with watch.at_work() as engine:
            await watch.until(lambda: state.samples.end == 1)
            before = list(watch.board.groups())
            engine.replace(endpoint("one", f"{self.url}bad", group="other"))
            await watch.until(lambda: state.samples.end >= 3)

        assert (before, list(watch.board.groups())) == ([""], ["other", ""])
        assert watch.board.endpoints[0] is state
        assert watch.kinds("one") == [EventKind.DOWN]

    async def test_an_endpoint_that_is_replaced_by_a_disabled_one_is_paused(self) -> None:
        watch = self.watch(endpoint("one", self.url))
        async with watch.at_work() as engine:
            engine.replace(endpoint("one", self.url, enabled=False))
            paused = engine.is_paused("one")
            engine.replace(endpoint("one", self.url))
            await watch.until(lambda: watch.board.endpoints[0].samples.end)

        assert paused
        assert watch.kinds("one") == [EventKind.PAUSED, EventKind.RESUMED]

    async def test_a_feed_that_is_replaced_says_goodbye_and_connects_anew(self) -> None:
        watch = self.watch(feed("one", self.url), feed("two", self.url))
        async with watch.at_work() as engine:
            assert watch.group is not None
            await watch.until(lambda: all(state.received == _TALK for state in watch.board.feeds))
            before = watch.feed("one")
            job = engine.replace(feed("one", self.url, silence=5.0))
            assert job is not None
            life = watch.group.create_task(job.run())
            await watch.until(lambda: watch.feed("one").received == _TALK and self.shop.closes)
            await engine.hang_up()
            life.cancel()

        assert watch.feed("one") is not before
        assert [state.name for state in watch.board] == ["one", "two"]
        assert self.shop.closes == [1000, 1000, 1000]

    async def test_endpoints_and_feeds_share_what_reads_the_authorities(self) -> None:
        with patch("tui.engine.tls.ssl_context", wraps=ssl_context) as build:
            watch = self.watch(endpoint("page", self.url), feed("one", self.url), feed("two", self.url))
            async with watch.at_work():
                await watch.until(lambda: all(state.health is Health.UP for state in watch.board))

        assert build.call_count == 1

    async def test_a_server_that_never_answers_a_goodbye_is_left_after_a_second(self) -> None:
        async with serve_raw(silent_feed) as server:
            watch = self.watch(feed("deaf", server.url), feed("deaf too", server.url))
            async with watch.at_work() as engine:
                await watch.until(
                    lambda: all(state.state is ConnectionState.OPEN for state in watch.board.feeds)
                )
                started_at = asyncio.get_running_loop().time()
                await engine.hang_up()
                lasted = asyncio.get_running_loop().time() - started_at

        assert lasted < 5.0

    async def test_servers_that_chat_and_answer_no_goodbye_are_left_all_at_once(self) -> None:
        async with serve_frames(chatter) as server:
            watch = self.watch(*(feed(f"chatty {number}", server.url) for number in range(5)))
            async with watch.at_work() as engine:
                await watch.until(lambda: all(state.received > 10 for state in watch.board.feeds))
                started_at = asyncio.get_running_loop().time()
                await engine.hang_up()
                lasted = asyncio.get_running_loop().time() - started_at

        assert lasted < 2.0
        assert server.closes == [1000] * 5

    async def test_a_bug_in_a_job_is_told_and_the_job_started_again(self) -> None:
        watch = self.watch(feed("one", self.url), mask=Mask(["hunter22"]))
        failures = [ValueError("no hunter22\nhere")]
        really_run = Streamer.run

        async def run(streamer: Streamer) -> None:
            if failures:
                raise failures.pop()
            await really_run(streamer)

        with patch.object(Streamer, "run", run):
            async with watch.at_work():
                await watch.until(lambda: watch.feed("one").received == _TALK)
        bug = watch.told[0]

        assert (bug.kind, bug.source) == (EventKind.BUG, "one")
        assert bug.detail.startswith("ValueError: no ••• here (")

    async def test_a_bug_that_repeats_itself_is_told_once(self) -> None:
        watch = self.watch(endpoint("good", self.url))
        calls = []

        async def check(*_: object, **__: object) -> None:
            calls.append(1)
            raise KeyError("absent")

        with patch.object(Prober, "check", check):
            async with watch.at_work() as engine:
                engine.set_interval("good", 0.05)
                await watch.until(lambda: len(calls) >= 5)

        assert watch.kinds("good") == [EventKind.BUG]

    def asked_for(self, path: str) -> int:
        return sum(seen.target == path for seen in self.server.seen)
