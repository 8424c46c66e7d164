from __future__ import annotations

import asyncio
import socket
import sys
import unittest
from contextlib import contextmanager
from threading import Thread
from time import perf_counter, sleep
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

import pytest
from aiohttp import web

from tests.factories import make_endpoint
from tests.probing import PATIENCE, ProberCase, probing
from tests.servers import ok, serve
from tests.streaming import eventually
from tui.engine.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LATE = 0.1


def block(seconds: float) -> None:
    """Keep the event loop busy, as laying something out would."""
    until = perf_counter() + seconds
    while perf_counter() < until:
        pass


async def ticked() -> None:
    """Let the loop look at its timers, and run those that are due."""
    for _ in range(2):
        await asyncio.sleep(0)


@contextmanager
def own_time() -> Iterator[Callable[[float], None]]:
    """Let time pass for the running loop only where a test says so, and give what lets it."""
    loop = asyncio.get_running_loop()
    now = loop.time()

    def let_pass(seconds: float) -> None:
        nonlocal now
        now += seconds

    with patch.object(loop, "time", lambda: now):
        yield let_pass


def test_whatever_is_timed_is_told_by_how_much_the_loop_was_late() -> None:
    async def measure() -> tuple[float, float]:
        stopwatch = Stopwatch()
        with own_time() as let_pass:
            with stopwatch.limit(PATIENCE) as outer:
                let_pass(LATE)
                await asyncio.sleep(0)
                with stopwatch.limit(PATIENCE) as inner:
                    pass
            return outer.lag, inner.lag

    outer, inner = asyncio.run(measure())

    assert outer >= LATE / 2
    assert inner == 0


def test_what_begins_later_is_not_told_of_what_was_before() -> None:
    async def measure() -> tuple[float, float]:
        stopwatch = Stopwatch()
        with own_time() as let_pass:
            with stopwatch.limit(PATIENCE) as early:
                let_pass(LATE)
                with stopwatch.limit(PATIENCE) as late:
                    let_pass(LATE / 4)
                    await ticked()
            return early.lag, late.lag

    early, late = asyncio.run(measure())

    assert late == pytest.approx(LATE / 4)
    assert early > LATE


def test_of_all_ticks_the_latest_counts() -> None:
    async def measure() -> tuple[float, float]:
        stopwatch = Stopwatch()
        with own_time() as let_pass:
            with stopwatch.limit(PATIENCE) as outer:
                for late in (2 * LATE, LATE / 4, LATE):
                    let_pass(late)
                    await ticked()
                with stopwatch.limit(PATIENCE) as inner:
                    let_pass(LATE / 2)
                    await ticked()
            return outer.lag, inner.lag

    outer, inner = asyncio.run(measure())

    assert 1.5 * LATE <= outer <= 2 * LATE
    assert LATE / 4 <= inner <= LATE / 2


def test_nothing_ticks_when_nothing_is_timed() -> None:
    async def measure() -> None:
        stopwatch = Stopwatch()
        with stopwatch.limit(PATIENCE), stopwatch.limit(PATIENCE):
            pass
        await eventually(lambda: stopwatch._handle is None)

    asyncio.run(measure())


class TestDeadline(IsolatedAsyncioTestCase):
    async def test_what_takes_too_long_ends_at_its_deadline(self) -> None:
        stopwatch, loop = Stopwatch(), asyncio.get_running_loop()
        began = loop.time()

        with pytest.raises(TimeoutError), stopwatch.limit(LATE):
            await asyncio.Event().wait()

        assert loop.time() >= began + LATE
        assert asyncio.current_task().cancelling() == 0  # type: ignore[union-attr]  # a test is a task

    async def test_a_deadline_before_the_next_tick_is_kept_as_well(self) -> None:
        stopwatch = Stopwatch()
        with own_time(), stopwatch.limit(PATIENCE):
            tick = stopwatch._due
            with stopwatch.limit(0.001):
                assert stopwatch._due < tick

    async def test_only_what_is_late_is_ended(self) -> None:
        stopwatch = Stopwatch()

        async def wait(limit: float) -> bool:
            try:
                with stopwatch.limit(limit):
                    await ended.wait()
            except TimeoutError:
                ended.set()
                return False
            return True

        ended = asyncio.Event()

        assert tuple(await asyncio.gather(wait(PATIENCE), wait(LATE), wait(2 * PATIENCE))) == (
            True,
            False,
            True,
        )

    async def test_one_that_takes_its_time_to_end_is_waited_for(self) -> None:
        stopwatch, loop = Stopwatch(), asyncio.get_running_loop()
        complaints: list[object] = []
        loop.set_exception_handler(lambda _, context: complaints.append(context))

        async def take_time() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                tick = stopwatch._due
                await eventually(lambda: stopwatch._due > tick)

        with pytest.raises(TimeoutError), stopwatch.limit(0.001):
            await take_time()

        assert not complaints

    async def test_who_is_cancelled_is_not_told_of_a_deadline(self) -> None:
        async def wait() -> None:
            with Stopwatch().limit(PATIENCE):
                task.cancel()
                await asyncio.Event().wait()

        async with asyncio.TaskGroup() as group:
            task = group.create_task(wait())

        assert task.cancelled()

    async def test_who_is_cancelled_after_the_deadline_is_cancelled(self) -> None:
        async def wait() -> None:
            with Stopwatch().limit(PATIENCE) as timing:
                timing.give_up()
                task.cancel()
                await asyncio.Event().wait()

        async with asyncio.TaskGroup() as group:
            task = group.create_task(wait())

        assert task.cancelled()

    async def test_the_inner_deadline_is_not_taken_for_the_outer(self) -> None:
        stopwatch = Stopwatch()
        with stopwatch.limit(PATIENCE) as outer:
            with pytest.raises(TimeoutError), stopwatch.limit(0.0) as inner:
                await asyncio.Event().wait()
            await asyncio.sleep(0)

        assert (inner.is_over, outer.is_over) == (True, False)

    async def test_an_error_of_the_block_is_its_own(self) -> None:
        with pytest.raises(KeyError), Stopwatch().limit(PATIENCE):
            raise KeyError


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
