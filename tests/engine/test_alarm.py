from __future__ import annotations

from asyncio import TaskGroup
from unittest import IsolatedAsyncioTestCase

from tests.clock import ManualClock, settle
from tui.engine.alarm import Alarm


class AlarmTests(IsolatedAsyncioTestCase):
    async def test_it_wakes_at_its_moment(self) -> None:
        clock = ManualClock()
        alarm = Alarm(clock)
        async with TaskGroup() as group:
            rest = group.create_task(alarm.rest(clock.monotonic() + 5.0, group))
            await clock.advance(4.9)
            early = rest.done()
            await clock.advance(0.2)

        assert not early

    async def test_it_wakes_earlier_when_asked(self) -> None:
        clock = ManualClock()
        alarm = Alarm(clock)
        async with TaskGroup() as group:
            rest = group.create_task(alarm.rest(clock.monotonic() + 3_600.0, group))
            await settle()
            alarm.wake()
            await settle()

            assert rest.done()

        assert clock.sleepers == 0

    async def test_it_sleeps_on_for_what_comes_later_than_its_moment(self) -> None:
        clock = ManualClock()
        alarm = Alarm(clock)
        async with TaskGroup() as group:
            rest = group.create_task(alarm.rest(clock.monotonic() + 5.0, group))
            await settle()
            alarm.wake(clock.monotonic() + 6.0)
            await settle()
            before = rest.done()
            alarm.wake(clock.monotonic() + 4.0)
            await settle()

            assert (before, rest.done()) == (False, True)

    async def test_waking_late_is_a_standstill_that_is_told_once(self) -> None:
        clock = ManualClock()
        alarm = Alarm(clock)
        async with TaskGroup() as group:
            group.create_task(alarm.rest(clock.monotonic() + 1.0, group))
            await clock.jump(10.0)

        assert [alarm.stood_still(), alarm.stood_still()] == [True, False]

    async def test_waking_a_little_late_is_none(self) -> None:
        clock = ManualClock()
        alarm = Alarm(clock)
        async with TaskGroup() as group:
            group.create_task(alarm.rest(clock.monotonic() + 1.0, group))
            await clock.jump(2.5)

        assert not alarm.stood_still()

    async def test_a_time_of_day_that_jumps_is_a_standstill_and_moves_what_is_due(self) -> None:
        clock = ManualClock()
        alarm = Alarm(clock)
        await clock.jump(3_600.0, monotonic=False)

        assert alarm.stood_still()
        assert alarm.epoch(clock.monotonic()) == clock.now()
