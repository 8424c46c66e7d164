from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clock import ManualClock
from tui.engine.jobs import describe, guarded, supervised, wait_after


class Flaky:
    """Fails as often as it is told to, then ends well."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.runs = 0

    async def run(self) -> None:
        self.runs += 1
        if self.runs <= self.failures:
            msg = f"bug {self.runs}"
            raise ValueError(msg)


class Reports(list[tuple[str, str]]):
    def __call__(self, name: str, error: Exception) -> None:
        self.append((name, str(error)))


class GuardedTests(IsolatedAsyncioTestCase):
    async def test_a_bug_is_reported_instead_of_raised(self) -> None:
        reports = Reports()

        assert not await guarded("checks", Flaky(1).run, report=reports)
        assert reports == [("checks", "bug 1")]

    async def test_what_ends_well_is_not_reported(self) -> None:
        reports = Reports()

        assert await guarded("checks", Flaky(0).run, report=reports)
        assert reports == []

    async def test_a_cancellation_goes_through(self) -> None:
        async def cancelled() -> None:
            raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            await guarded("checks", cancelled, report=Reports())

    async def test_what_ends_the_program_goes_through(self) -> None:
        async def leave() -> None:
            raise SystemExit(3)

        with pytest.raises(SystemExit):
            await guarded("checks", leave, report=Reports())


class SupervisedTests(IsolatedAsyncioTestCase):
    async def test_a_job_that_fails_is_started_again_after_growing_waits(self) -> None:
        clock, job, reports = ManualClock(), Flaky(3), Reports()
        runs: list[int] = []
        async with asyncio.TaskGroup() as group:
            life = group.create_task(supervised("feed", job.run, report=reports, clock=clock))
            for seconds in (0.0, 0.9, 0.2, 1.8, 0.2, 3.8, 0.2):
                await clock.advance(seconds)
                runs.append(job.runs)

        assert runs == [1, 1, 2, 2, 3, 3, 4]
        assert [message for _, message in reports] == ["bug 1", "bug 2", "bug 3"]
        assert life.done()

    async def test_a_job_that_lasted_waits_as_after_its_first_failure(self) -> None:
        clock, reports = ManualClock(), Reports()

        async def fail_every_hour() -> None:
            await clock.sleep(3_600)
            raise ValueError

        async with asyncio.TaskGroup() as group:
            life = group.create_task(supervised("feed", fail_every_hour, report=reports, clock=clock))
            await clock.advance(10 * 3_601)
            life.cancel()

        assert len(reports) == 10


@given(st.integers(min_value=1, max_value=10_000))
def test_the_wait_grows_and_has_a_ceiling(failures: int) -> None:
    assert 1.0 <= wait_after(failures) <= wait_after(failures + 1) <= 60.0


def test_a_bug_is_described_by_type_text_and_place() -> None:
    with pytest.raises(ValueError, match="the cause") as caught:
        raise ValueError("the cause")

    assert describe(caught.value).startswith("ValueError: the cause (test_jobs.py:")


def test_a_group_of_bugs_is_described_by_the_first_of_them() -> None:
    group = ExceptionGroup("several", [ExceptionGroup("inner", [ValueError("the cause")]), OSError()])

    assert describe(group) == "ValueError: the cause"


def test_a_bug_without_a_text_is_described_by_its_type() -> None:
    assert describe(RuntimeError()) == "RuntimeError"
