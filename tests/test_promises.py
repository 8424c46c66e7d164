"""What a monitor must never do, from the socket to the screen."""

from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.endpoints import MEDIUM, NARROW, EndpointApp
from tests.factories import make_endpoint, make_result
from tests.probing import PATIENCE, ProberCase
from tests.servers import flaky, ok, serve, unused_port
from tui.model.condition import ConditionOutcome
from tui.model.conditions.parser import parse_condition
from tui.model.endpoint import Endpoint, RetryPolicy
from tui.model.endpoint_state import EndpointState
from tui.model.health import Health
from tui.model.stats import uptime

BOUNDS = tuple(map(parse_condition, ("latency < 500ms", "size < 1MB", "wait < 1s", "redirects < 3")))


class PromisesTest(ProberCase):
    async def state_after(self, endpoint: Endpoint, checks: int) -> EndpointState:
        """Check an endpoint so often, and return what is known of it then."""
        state = EndpointState(endpoint)
        for _ in range(checks):
            state.record(await self.prober.check(endpoint, history=state.samples))
        return state

    async def test_an_answer_alone_is_not_up(self) -> None:
        for status in (301, 400, 404, 429, 500, 503):
            async with serve(ok(status=status)) as server:
                state = await self.state_after(
                    make_endpoint(url=server.url, timeout=PATIENCE, follow=False), checks=1
                )

            assert state.health is Health.DOWN, status
            assert uptime(state.samples) == 0

    async def test_a_retry_saves_a_check_and_is_never_hidden(self) -> None:
        policy = RetryPolicy(attempts=2, delay=0.001, on=(503,))
        async with serve(flaky(1)) as server:
            endpoint = make_endpoint(url=server.url, timeout=PATIENCE, retry=policy, down_after=2)
            state = await self.state_after(endpoint, checks=1)

        assert (state.health, state.bad_in_a_row) == (Health.FLAKY, 0)
        assert len(server.seen) == 2

    async def test_the_threshold_counts_checks_and_not_attempts(self) -> None:
        policy = RetryPolicy(attempts=3, delay=0.001, on=(503,))
        async with serve(ok(status=503)) as server:
            endpoint = make_endpoint(url=server.url, timeout=PATIENCE, retry=policy, down_after=2)
            once = await self.state_after(endpoint, checks=1)
            twice = await self.state_after(endpoint, checks=2)

        assert (once.health, once.bad_in_a_row) == (Health.PENDING, 1)
        assert (twice.health, twice.bad_in_a_row) == (Health.DOWN, 2)

    async def test_no_bound_is_kept_by_a_server_that_does_not_answer(self) -> None:
        endpoint = make_endpoint(
            url=f"http://127.0.0.1:{unused_port()}/", timeout=PATIENCE, asserts=BOUNDS, warns=BOUNDS
        )
        state = await self.state_after(endpoint, checks=1)

        assert state.health is Health.DOWN
        assert state.newest is not None
        found = (*state.newest.conditions, *state.newest.warnings)
        assert {each.outcome for each in found} == {ConditionOutcome.SKIPPED}
        assert str(state.newest.failure).startswith("connect: ")


class ErrorsTest(IsolatedAsyncioTestCase):
    async def test_an_error_stands_on_the_screen_for_as_long_as_it_lasts(self) -> None:
        for size in (NARROW, MEDIUM):
            app = EndpointApp()
            for _ in range(2):
                app.state.record(make_result(None))
            async with app.run_test(size=size, notifications=False) as pilot:
                await pilot.pause()

                assert "refused the connection" in app.shown()
