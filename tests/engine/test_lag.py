from __future__ import annotations

import asyncio
import socket
import sys
import unittest
from threading import Thread
from time import perf_counter, sleep

from aiohttp import web

from tests.factories import make_endpoint
from tests.probing import ProberCase, probing
from tests.servers import ok, serve
from tests.streaming import eventually
from tui.engine.lag import LagMeter

LATE = 0.1


def block(seconds: float) -> None:
    """Keep the event loop busy, as laying something out would."""
    until = perf_counter() + seconds
    while perf_counter() < until:
        pass


def test_who_watches_is_told_by_how_much_the_loop_was_late() -> None:
    async def measure() -> tuple[float, float]:
        meter = LagMeter()
        outer = meter.watch()
        block(LATE)
        await asyncio.sleep(0)
        inner = meter.watch()
        return meter.worst_since(outer), meter.worst_since(inner)

    outer, inner = asyncio.run(measure())

    assert outer >= LATE / 2
    assert inner < outer


def test_who_begins_to_watch_later_is_not_told_of_what_was_before() -> None:
    async def measure() -> float:
        meter = LagMeter()
        meter.watch()
        block(LATE)
        late = meter.watch()
        await asyncio.sleep(0)
        return meter.worst_since(late)

    assert asyncio.run(measure()) < LATE / 2


def test_of_all_ticks_the_latest_counts() -> None:
    async def measure() -> tuple[float, float]:
        meter = LagMeter()
        outer = meter.watch()
        for late in (2 * LATE, LATE / 4, LATE):
            block(late)
            await asyncio.sleep(0)
        inner = meter.watch()
        block(LATE / 2)
        await asyncio.sleep(0)
        return meter.worst_since(outer), meter.worst_since(inner)

    outer, inner = asyncio.run(measure())

    assert outer >= 1.5 * LATE
    assert LATE / 4 < inner < outer


def test_nothing_ticks_when_nobody_watches() -> None:
    async def measure() -> None:
        meter = LagMeter()
        for began in (meter.watch(), meter.watch()):
            meter.worst_since(began)
        await eventually(lambda: meter._handle is None)

    asyncio.run(measure())


class TaintedTest(ProberCase):
    async def test_a_check_that_our_own_loop_delayed_is_marked(self) -> None:
        async def busy(_request: web.BaseRequest) -> web.StreamResponse:
            block(LATE)
            return web.Response(body=b"ok")

        async with serve(busy) as server:
            result = await self.check(server)

        assert result.last is not None
        assert result.last.lag >= LATE / 2
        assert result.is_tainted

    @unittest.skipUnless(sys.platform.startswith("linux"), "only Linux tells when bytes came")
    async def test_what_our_own_loop_was_late_is_no_part_of_the_latency(self) -> None:
        loop = asyncio.get_running_loop()

        def answer(server: socket.socket) -> None:
            with server, server.accept()[0] as peer:
                peer.recv(65_536)
                loop.call_soon_threadsafe(block, 2 * LATE)
                sleep(LATE / 4)
                peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                peer.recv(1)

        server = socket.create_server(("127.0.0.1", 0))
        thread = Thread(target=answer, args=(server,))
        thread.start()
        async with probing() as prober:
            result = await prober.check(make_endpoint(url=f"http://127.0.0.1:{server.getsockname()[1]}/"))
        thread.join()

        assert result.last is not None
        assert result.last.lag >= LATE
        assert result.latency is not None
        assert result.latency < LATE

    async def test_every_attempt_has_its_own_lag(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(server)

        assert result.last is not None
        assert result.last.lag < LATE * 20
