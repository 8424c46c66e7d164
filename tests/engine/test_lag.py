from __future__ import annotations

import asyncio
from time import perf_counter

from aiohttp import web

from tests.probing import ProberCase
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
        with meter.watching() as outer:
            block(LATE)
            await asyncio.sleep(0)
            with meter.watching() as inner:
                pass
        return outer.worst, inner.worst

    outer, inner = asyncio.run(measure())

    assert outer >= LATE / 2
    assert inner < outer


def test_who_begins_to_watch_later_is_not_told_of_what_was_before() -> None:
    async def measure() -> float:
        meter = LagMeter()
        with meter.watching():
            block(LATE)
            with meter.watching() as late:
                await asyncio.sleep(0)
        return late.worst

    assert asyncio.run(measure()) < LATE / 2


def test_nothing_ticks_when_nobody_watches() -> None:
    async def measure() -> None:
        meter = LagMeter()
        with meter.watching(), meter.watching():
            pass
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

    async def test_every_attempt_has_its_own_lag(self) -> None:
        async with serve(ok()) as server:
            result = await self.check(server)

        assert result.last is not None
        assert result.last.lag < LATE * 20
