from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_attempt, make_endpoint, make_result
from tests.pane_app import lines_of, make_outlook, shown
from tui.model.endpoint_state import EndpointState
from tui.text.glyphs import ASCII
from tui.widgets.distribution_pane import DistributionPane


def make_pane(state: EndpointState, *, shows_burst: bool = False) -> DistributionPane:
    return DistributionPane(lambda: state, make_outlook(glyphs=ASCII), shows_burst=lambda: shows_burst)


def burst_of(*latencies: float, before: tuple[float, ...] = ()) -> EndpointState:
    """Return an endpoint that was checked before a burst and is checked in it."""
    state = EndpointState(make_endpoint())
    for latency in before:
        state.record(make_result(at=NOW - 3_000, latency=latency))
    state.bursting(NOW + 42.4)
    for latency in latencies:
        state.record(make_result(at=NOW - 5, latency=latency))
    return state


class DistributionPaneTest(IsolatedAsyncioTestCase):
    async def test_latencies_are_counted_in_steps(self) -> None:
        state = EndpointState(make_endpoint())
        for number in range(10):
            state.record(make_result(at=NOW - 100 + number, latency=0.05 * (number + 1)))
        pane = make_pane(state)
        async with shown(pane, height=8):
            counts = [int(line.split()[-2]) for line in lines_of(pane)[1:7]]

            assert sum(counts) == 10
            assert "10 checks" in lines_of(pane)[-1]

    async def test_the_foot_says_why_the_bars_are_not_of_all_checks(self) -> None:
        state = burst_of(0.2, 0.4)
        state.record(make_result(None, at=NOW - 2))
        late = make_attempt(duration=5.0, lag=4.9)
        state.record(make_result(at=NOW - 1, attempts=(late,)))
        pane = make_pane(state)
        async with shown(pane, height=8):
            counts = [int(line.split()[-2]) for line in lines_of(pane)[1:7]]

            assert sum(counts) == 2
            assert " 2 of 4 checks · 1 without a latency · ≈ 1 while we were late " in lines_of(pane)[-1]

    async def test_a_burst_counts_only_itself(self) -> None:
        state = EndpointState(make_endpoint())
        state.record(make_result(at=NOW - 200))
        state.bursting(NOW + 42.4)
        state.record(make_result(at=NOW - 5))
        pane = make_pane(state, shows_burst=True)
        async with shown(pane, height=8):
            assert "burst 43s left" in lines_of(pane)[0]
            assert "1 check " in lines_of(pane)[-1]

    async def test_the_percentiles_of_a_burst_stand_beside_those_of_all_before_it(self) -> None:
        pane = make_pane(burst_of(0.2, 0.4, before=(0.1, 0.3)), shows_burst=True)
        async with shown(pane, height=8):
            table = [line[-26:].split() for line in lines_of(pane)[1:7]]

        assert table[0][:2] == ["burst", "before"]
        assert table[1][:3] == ["p50", "200ms", "100ms"]
        assert table[4][:3] == ["p99", "400ms", "300ms"]

    async def test_without_a_frame_no_number_stands_at_the_very_edge(self) -> None:
        pane = make_pane(burst_of(0.2, 0.4, before=(0.1, 0.3)), shows_burst=True)
        pane.boxed = False
        async with shown(pane, height=8):
            rows = lines_of(pane)[1:6]

        assert {(len(row), len(row.rstrip())) for row in rows} == {(80, 79)}

    async def test_failures_of_a_burst_are_counted(self) -> None:
        state = burst_of(0.2, before=(0.1,))
        state.record(make_result(503, at=NOW - 1))
        pane = make_pane(state, shows_burst=True)
        async with shown(pane, height=8):
            assert lines_of(pane)[6].split()[-3:-1] == ["failed", "1"]

    async def test_a_burst_that_is_over_stands_still(self) -> None:
        state = burst_of(0.2, 0.4)
        state.bursting(None)
        state.record(make_result(at=NOW - 1, latency=9.0))
        pane = make_pane(state, shows_burst=True)
        async with shown(pane, height=8):
            assert "burst is over" in lines_of(pane)[0]
            assert "2 checks" in lines_of(pane)[-1]

    async def test_without_an_answer_it_says_so(self) -> None:
        pane = make_pane(EndpointState(make_endpoint()))
        async with shown(pane, height=8):
            assert "no answer to count yet" in lines_of(pane)[1]
