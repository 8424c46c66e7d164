from __future__ import annotations

import asyncio
from asyncio import TaskGroup
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clock import ManualClock, settle
from tests.factories import make_endpoint, make_result
from tui.engine.grid import phase
from tui.engine.places import Places
from tui.engine.scheduler import Scheduler
from tui.model.endpoint_state import EndpointState
from tui.model.health import Health

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Reversible

    from tui.model.check import CheckResult, Sample
    from tui.model.endpoint import Endpoint


class FakeChecker:
    """Takes as long as it is told to, and notes when it began what."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.duration = 0.01
        self.effort = 0.0
        """Seconds for which each check has the event loop for itself."""
        self.began: list[tuple[str, float]] = []
        self.queued: list[float | None] = []
        self.running: list[str] = []
        self.most_running = 0
        self.cancelled = 0
        self.bugs: set[str] = set()

    async def check(
        self,
        endpoint: Endpoint,
        *,
        history: Reversible[Sample] = (),
        previous: CheckResult | None = None,
        queued: float | None = None,
    ) -> CheckResult:
        self.began.append((endpoint.name, self.clock.monotonic()))
        self.clock.spend(self.effort)
        self.queued.append(queued)
        if endpoint.name in self.bugs:
            raise KeyError(endpoint.name)
        assert endpoint.name not in self.running, "two checks of one endpoint at once"
        self.running.append(endpoint.name)
        self.most_running = max(self.most_running, len(self.running))
        started_at = self.clock.now()
        finished = False
        try:
            await self.clock.sleep(self.duration)
            finished = True
        finally:
            self.running.remove(endpoint.name)
            self.cancelled += not finished
        return make_result(name=endpoint.name, at=started_at)

    def moments(self, name: str) -> list[float]:
        return [at for began, at in self.began if began == name]


class Bench:
    """A scheduler at work on a clock that the test moves."""

    def __init__(self, *endpoints: Endpoint, concurrency: int = 64, per_host: int = 8) -> None:
        self.clock = ManualClock()
        self.start = self.clock.monotonic()
        self.checker = FakeChecker(self.clock)
        self.bugs: list[str] = []
        self.results = 0
        self.changed: Callable[[], object] = lambda: None
        self.gives_way = False
        self.states = {endpoint.name: EndpointState(endpoint) for endpoint in endpoints}
        self.scheduler = Scheduler(
            self.checker,
            clock=self.clock,
            places=Places(concurrency=concurrency, per_host=per_host),
            on_result=self.record,
            on_bug=lambda name, _: self.bugs.append(name),
            changed=self.note_change,
            gives_way=lambda: self.gives_way,
        )
        for state in self.states.values():
            self.scheduler.add(state)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        async with TaskGroup() as group:
            life = group.create_task(self.scheduler.run())
            await settle()
            yield
            life.cancel()

    def note_change(self) -> None:
        self.changed()

    def record(self, state: EndpointState, result: CheckResult) -> None:
        self.results += 1
        state.record(result)

    def act(self, action: str, name: str) -> None:
        state, scheduler = self.states[name], self.scheduler
        match action:
            case "pause":
                state.pause(self.clock.now())
                scheduler.pause(name)
            case "resume":
                state.resume(self.clock.now())
                scheduler.resume(name)
            case "shorter" | "longer":
                scheduler.set_interval(name, 2.0 if action == "shorter" else 20.0)
            case "replace":
                scheduler.remove(name)
                scheduler.add(state)
            case _:
                getattr(scheduler, action)(name)

    def grid(self, name: str, interval: float) -> float:
        return self.start + phase(name, interval)


class GridTests(IsolatedAsyncioTestCase):
    async def test_every_endpoint_has_a_first_check_within_two_seconds(self) -> None:
        bench = Bench(*(make_endpoint(f"e{number}", interval=60.0) for number in range(40)))
        async with bench.at_work():
            await bench.clock.advance(1.96)

        assert len({name for name, _ in bench.checker.began}) == 40
        assert len({at for _, at in bench.checker.began}) == 40

    async def test_after_the_first_check_all_begin_exactly_on_the_grid(self) -> None:
        bench = Bench(make_endpoint("orders", interval=10.0))
        async with bench.at_work():
            await bench.clock.advance(1_000.0)
        anchor = bench.grid("orders", 10.0)
        moments = bench.checker.moments("orders")

        assert moments[0] == bench.start
        assert moments[1:] == pytest.approx([anchor + 10.0 * number for number in range(len(moments) - 1)])
        assert len(moments) == 101

    async def test_the_second_check_comes_at_least_half_an_interval_after_the_first(self) -> None:
        bench = Bench(*(make_endpoint(f"e{number}", interval=60.0) for number in range(50)))
        async with bench.at_work():
            await bench.clock.advance(95.0)
        gaps = [bench.checker.moments(name)[1] - bench.checker.moments(name)[0] for name in bench.states]

        assert all(30.0 <= gap <= 90.0 for gap in gaps)

    async def test_the_state_knows_when_the_next_check_is_due(self) -> None:
        bench = Bench(make_endpoint("orders", interval=10.0))
        async with bench.at_work():
            await bench.clock.advance(100.0)
            next_at = bench.states["orders"].next_at
            assert next_at is not None
            await bench.clock.advance(next_at - bench.clock.now() + 0.001)
        since_then = bench.clock.now() - next_at

        assert bench.checker.moments("orders")[-1] == pytest.approx(bench.clock.monotonic() - since_then)

    async def test_nothing_begins_while_something_else_has_to_go_first(self) -> None:
        bench = Bench(make_endpoint("orders", interval=1.0))
        async with bench.at_work():
            await bench.clock.advance(0.02)
            bench.gives_way = True
            await bench.clock.advance(1.5)
            meanwhile = len(bench.checker.began)
            bench.gives_way = False
            await bench.clock.advance(0.01)

        assert meanwhile == 1
        assert len(bench.checker.began) == 2

    async def test_of_a_crowd_that_is_due_a_few_begin_at_once(self) -> None:
        bench = Bench(*(make_endpoint(f"e{number}", interval=1.0) for number in range(40)), per_host=64)
        planned: list[int] = []

        def note() -> None:
            planned.append(sum(state.revision for state in bench.states.values()))

        async with bench.at_work():
            await bench.clock.advance(1.5)
            bench.gives_way = True
            await bench.clock.advance(1.0)
            began, bench.gives_way, bench.changed = len(bench.checker.began), False, note
            note()
            await bench.clock.advance(0.005)

        assert len(bench.checker.began) == began + 40
        assert max(after - before for before, after in pairwise(planned)) <= 10

    async def test_moments_that_come_while_a_check_runs_are_skipped_and_counted(self) -> None:
        bench = Bench(make_endpoint("slow", interval=1.0))
        bench.checker.duration = 2.5
        async with bench.at_work():
            await bench.clock.advance(60.0)

        assert bench.checker.most_running == 1
        assert len(bench.checker.began) == 20
        assert bench.states["slow"].missed == pytest.approx(40, abs=2)

    async def test_a_disabled_endpoint_is_not_checked(self) -> None:
        bench = Bench(make_endpoint("off", enabled=False))
        async with bench.at_work():
            await bench.clock.advance(100.0)

        assert bench.checker.began == []
        assert bench.states["off"].next_at is None

    async def test_nothing_wakes_up_while_nothing_is_due(self) -> None:
        bench = Bench(make_endpoint("rare", interval=3_000.0))
        async with bench.at_work():
            await bench.clock.advance(3.0)

            assert bench.clock.sleepers == 1


class PlacesTests(IsolatedAsyncioTestCase):
    async def test_no_more_checks_run_at_once_than_there_are_places(self) -> None:
        bench = Bench(*(make_endpoint(f"e{number}") for number in range(30)), concurrency=4)
        bench.checker.duration = 1.0
        async with bench.at_work():
            await bench.clock.advance(9.0)

        assert bench.checker.most_running == 4

    async def test_no_more_checks_run_against_a_host_than_it_has_places(self) -> None:
        crowd = [make_endpoint(f"a{number}", url=f"http://one.example/{number}") for number in range(10)]
        bench = Bench(*crowd, make_endpoint("alone", url="http://two.example/"), per_host=2)
        bench.checker.duration = 9.0
        async with bench.at_work():
            await bench.clock.advance(5.0)

            assert sorted(bench.checker.running) == ["a0", "a1", "alone"]

    async def test_waiting_for_a_place_is_told_to_the_checker(self) -> None:
        crowd = [make_endpoint(f"a{number}", url="http://one.example/", interval=60.0) for number in range(2)]
        bench = Bench(*crowd, per_host=1)
        bench.checker.duration = 3.0
        async with bench.at_work():
            await bench.clock.advance(9.0)

        assert bench.checker.queued == [None, pytest.approx(2.0)]

    async def test_a_check_that_waits_for_a_place_has_not_begun(self) -> None:
        crowd = [make_endpoint(f"a{number}", url="http://one.example/") for number in range(2)]
        bench = Bench(*crowd, per_host=1)
        bench.checker.duration = 3.0
        async with bench.at_work():
            await bench.clock.advance(2.0)

            assert bench.states["a0"].checking_since is not None
            assert bench.states["a1"].checking_since is None


class OutOfTurnTests(IsolatedAsyncioTestCase):
    async def test_a_check_out_of_turn_does_not_move_the_grid(self) -> None:
        bench = Bench(make_endpoint("orders", interval=60.0))
        async with bench.at_work():
            await bench.clock.advance(100.0)
            due = bench.states["orders"].next_at
            before = len(bench.checker.began)
            assert bench.scheduler.check_now("orders")
            await settle()

            assert len(bench.checker.began) == before + 1
            assert bench.states["orders"].next_at == due

    async def test_a_check_out_of_turn_is_refused_while_one_runs(self) -> None:
        bench = Bench(make_endpoint("orders", interval=60.0))
        bench.checker.duration = 5.0
        async with bench.at_work():
            await bench.clock.advance(1.0)

            assert not bench.scheduler.check_now("orders")

    async def test_a_check_out_of_turn_may_be_asked_for_as_soon_as_a_result_is_there(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        answers: list[bool] = []
        bench.changed = lambda: answers.append(bench.results == 1 and bench.scheduler.check_now("orders"))
        async with bench.at_work():
            await bench.clock.advance(1.0)

        assert answers.count(True) == 1
        assert bench.results == 2

    async def test_asking_twice_at_once_makes_one_check(self) -> None:
        bench = Bench(make_endpoint("orders", interval=60.0))
        async with bench.at_work():
            await bench.clock.advance(1.0)

            assert [bench.scheduler.check_now("orders") for _ in range(2)] == [True, False]

    async def test_a_burst_checks_every_half_second_for_a_minute(self) -> None:
        bench = Bench(make_endpoint("orders", interval=30.0))
        async with bench.at_work():
            await bench.clock.advance(100.0)
            bench.checker.began.clear()
            assert bench.scheduler.burst("orders")
            await bench.clock.advance(59.9)

            assert len(bench.checker.began) == 120
            assert bench.states["orders"].burst_until == pytest.approx(bench.clock.now() + 0.1)

    async def test_after_a_burst_the_endpoint_is_back_on_its_grid(self) -> None:
        bench = Bench(make_endpoint("orders", interval=30.0))
        async with bench.at_work():
            await bench.clock.advance(100.0)
            bench.scheduler.burst("orders")
            await bench.clock.advance(61.0)
            bench.checker.began.clear()
            await bench.clock.advance(300.0)
        offsets = [(at - bench.grid("orders", 30.0)) / 30.0 for at in bench.checker.moments("orders")]

        assert len(offsets) == 10
        assert offsets == pytest.approx([round(offset) for offset in offsets])
        assert bench.states["orders"].burst_until is None

    async def test_a_burst_is_ended_by_asking_again(self) -> None:
        bench = Bench(make_endpoint("orders", interval=30.0))
        async with bench.at_work():
            await bench.clock.advance(100.0)
            bench.scheduler.burst("orders")
            await bench.clock.advance(10.0)
            is_possible = bench.scheduler.burst("orders")
            bench.checker.began.clear()
            await bench.clock.advance(60.0)

            assert is_possible
            assert bench.states["orders"].burst_until is None
            assert len(bench.checker.began) == 2

    async def test_a_new_interval_holds_from_the_next_check_on(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        async with bench.at_work():
            await bench.clock.advance(10.0)
            bench.scheduler.set_interval("orders", 5.0)
            bench.checker.began.clear()
            await bench.clock.advance(50.0)

        assert len(bench.checker.began) == 10
        assert bench.states["orders"].endpoint.interval == 5.0

    async def test_an_interval_of_nothing_is_a_tenth_of_a_second(self) -> None:
        bench = Bench(make_endpoint("orders", interval=10.0), make_endpoint("eager", interval=0.0))
        async with bench.at_work():
            await bench.clock.advance(10.0)
            bench.scheduler.set_interval("orders", 0.0)
            bench.checker.began.clear()
            await bench.clock.advance(1.05)

        assert [len(bench.checker.moments(name)) for name in bench.states] == pytest.approx([10, 10], abs=1)
        assert bench.states["orders"].endpoint.interval == 0.1


class PauseTests(IsolatedAsyncioTestCase):
    async def test_a_paused_endpoint_is_not_checked(self) -> None:
        bench = Bench(make_endpoint("orders", interval=10.0))
        async with bench.at_work():
            await bench.clock.advance(5.0)
            bench.scheduler.pause("orders")
            bench.checker.began.clear()
            await bench.clock.advance(100.0)

            assert bench.checker.began == []
            assert not bench.scheduler.check_now("orders")
            assert not bench.scheduler.burst("orders")

    async def test_a_check_that_runs_at_the_pause_has_no_result(self) -> None:
        bench = Bench(make_endpoint("orders", interval=60.0))
        bench.checker.duration = 5.0
        async with bench.at_work():
            await bench.clock.advance(1.0)
            bench.scheduler.pause("orders")
            await bench.clock.advance(100.0)

        assert (bench.results, bench.checker.cancelled) == (0, 1)
        assert bench.states["orders"].checking_since is None

    async def test_a_resumed_endpoint_is_checked_at_once(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        async with bench.at_work():
            await bench.clock.advance(10.0)
            bench.scheduler.pause("orders")
            await bench.clock.advance(10.0)
            bench.scheduler.resume("orders")
            await bench.clock.advance(0.1)

        assert len(bench.checker.began) == 2

    async def test_pausing_and_resuming_during_a_check_begins_it_anew(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        bench.checker.duration = 5.0
        async with bench.at_work():
            await bench.clock.advance(1.0)
            bench.scheduler.pause("orders")
            bench.scheduler.resume("orders")
            await bench.clock.advance(5.1)

        assert (len(bench.checker.began), bench.results, bench.checker.cancelled) == (2, 1, 1)

    async def test_an_endpoint_added_at_work_is_checked_at_once(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        async with bench.at_work():
            await bench.clock.advance(100.0)
            bench.scheduler.add(EndpointState(make_endpoint("late", interval=10.0)))
            await bench.clock.advance(0.1)

        assert len(bench.checker.moments("late")) == 1

    async def test_a_removed_endpoint_is_gone_with_its_check(self) -> None:
        bench = Bench(make_endpoint("orders", interval=1.0))
        bench.checker.duration = 5.0
        async with bench.at_work():
            await bench.clock.advance(1.0)
            bench.scheduler.remove("orders")
            await bench.clock.advance(100.0)

        assert (len(bench.checker.began), bench.results, bench.checker.cancelled) == (1, 0, 1)


class TroubleTests(IsolatedAsyncioTestCase):
    async def test_a_bug_in_one_check_leaves_the_others_alone(self) -> None:
        bench = Bench(make_endpoint("bad", interval=10.0), make_endpoint("good", interval=10.0))
        bench.checker.bugs.add("bad")
        async with bench.at_work():
            await bench.clock.advance(100.0)

        assert set(bench.bugs) == {"bad"}
        assert bench.states["good"].health is Health.UP
        assert bench.states["bad"].checking_since is None

    async def test_after_a_bug_in_the_schedule_it_goes_on_with_the_same_endpoints(self) -> None:
        bench = Bench(make_endpoint("orders", interval=10.0))
        bench.checker.duration = 3.0
        async with bench.at_work():
            await bench.clock.advance(1.0)
        bench.checker.began.clear()
        async with bench.at_work():
            await bench.clock.advance(30.0)

        assert len(bench.checker.began) >= 3
        assert bench.checker.most_running == 1

    async def test_after_a_standstill_nobody_makes_up_for_what_was_missed(self) -> None:
        bench = Bench(*(make_endpoint(f"e{number}", interval=1.0) for number in range(20)))
        async with bench.at_work():
            await bench.clock.advance(10.0)
            bench.checker.began.clear()
            await bench.clock.jump(3_600.0)
            await bench.clock.advance(1.0)
        counts = [len(bench.checker.moments(name)) for name in bench.states]

        assert max(counts) <= 2
        assert min(counts) >= 1

    async def test_after_a_standstill_the_checks_are_spread_again(self) -> None:
        bench = Bench(*(make_endpoint(f"e{number}", interval=10.0) for number in range(20)))
        async with bench.at_work():
            await bench.clock.advance(100.0)
            bench.checker.began.clear()
            await bench.clock.jump(3_600.0)
            await bench.clock.advance(2.0)

        assert len({at for _, at in bench.checker.began}) == 20

    async def test_a_check_that_a_standstill_interrupted_is_repeated(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        bench.checker.duration = 1.5
        async with bench.at_work():
            await bench.clock.advance(1.2)
            await bench.clock.jump(600.0)
            results_of_the_interrupted = bench.results
            await bench.clock.advance(2.0)

        assert results_of_the_interrupted == 0
        assert (len(bench.checker.began), bench.results) == (2, 1)

    async def test_a_crowd_that_takes_long_to_begin_is_no_standstill(self) -> None:
        bench = Bench(*(make_endpoint(f"e{number}", interval=3_600.0) for number in range(40)))
        async with bench.at_work():
            await bench.clock.advance(10.0)
            for name in bench.states:
                bench.scheduler.pause(name)
            bench.checker.began.clear()
            bench.checker.effort = 0.1
            for name in bench.states:
                bench.scheduler.resume(name)
            await bench.clock.advance(10.0)

        assert (len(bench.checker.began), bench.results) == (40, 80)

    async def test_a_machine_asleep_shows_in_the_time_of_day_alone(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        bench.checker.duration = 3.5
        async with bench.at_work():
            await bench.clock.advance(1.2)
            await bench.clock.jump(600.0, monotonic=False)
            await bench.clock.advance(10.0)

        assert (len(bench.checker.began), bench.results) == (2, 1)

    async def test_a_repeated_check_counts_even_if_the_program_stands_still_again(self) -> None:
        bench = Bench(make_endpoint("orders", interval=3_600.0))
        bench.checker.duration = 3.5
        async with bench.at_work():
            for _ in range(2):
                await bench.clock.advance(1.2)
                await bench.clock.jump(60.0)
            await bench.clock.advance(10.0)

        assert (len(bench.checker.began), bench.results) == (2, 1)

    async def test_being_cancelled_cancels_the_checks(self) -> None:
        bench = Bench(make_endpoint("orders"))
        bench.checker.duration = 60.0
        async with bench.at_work():
            await bench.clock.advance(1.0)
        await settle()

        assert bench.checker.running == []
        assert bench.states["orders"].checking_since is None


names = st.sampled_from(["a", "b", "c"])
actions = st.one_of(
    st.tuples(
        st.sampled_from(["pause", "resume", "check_now", "burst", "shorter", "longer", "replace"]), names
    ),
    st.tuples(st.sampled_from(["pass", "jump", "sleep"]), st.floats(min_value=0.1, max_value=30.0)),
)


async def live_through(actions: list[tuple[str, str | float]], duration: float) -> Bench:
    """Do all that to a scheduler, then leave it alone for a while."""
    bench = Bench(
        *(make_endpoint(name, url="http://one.example/", interval=7.0) for name in "abc"), per_host=2
    )
    bench.checker.duration = duration
    async with bench.at_work():
        for action, what in actions:
            if isinstance(what, str):
                bench.act(action, what)
            elif action == "pass":
                await bench.clock.advance(what)
            else:
                await bench.clock.jump(what, monotonic=action == "jump")
        for name in bench.states:
            bench.act("resume", name)
        await bench.clock.advance(30.0)
        bench.checker.began.clear()
        bench.results = 0
        await bench.clock.advance(120.0)
    return bench


@settings(max_examples=60)
@given(st.lists(actions, max_size=20), st.sampled_from([0.01, 3.0]))
def test_whatever_is_done_to_it_no_check_overlaps_another_and_none_is_forgotten(
    actions: list[tuple[str, str | float]], duration: float
) -> None:
    bench = asyncio.run(live_through(actions, duration))

    assert bench.bugs == []
    assert bench.checker.most_running <= 2
    assert all(len(bench.checker.moments(name)) >= 3 for name in bench.states)
    assert bench.results >= len(bench.checker.began) - 2
    assert all(state.checking_since is None for state in bench.states.values())
