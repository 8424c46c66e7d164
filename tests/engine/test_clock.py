from __future__ import annotations

import time
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock
from tui.engine.clock import Clock, SystemClock


class SystemClockTests(IsolatedAsyncioTestCase):
    async def test_its_times_are_those_of_the_machine(self) -> None:
        clock = SystemClock()
        times = [time.time(), clock.now(), time.time()]
        moments = [time.monotonic(), clock.monotonic(), time.monotonic()]

        assert times == sorted(times)
        assert moments == sorted(moments)

    async def test_sleeping_takes_time_that_never_jumps(self) -> None:
        clock = SystemClock()
        before = clock.monotonic()
        await clock.sleep(0.01)

        assert clock.monotonic() - before >= 0.009

    async def test_a_test_can_put_another_in_its_place(self) -> None:
        clocks: list[Clock] = [SystemClock(), ManualClock()]

        assert all(clock.now() > 1_600_000_000 for clock in clocks)
