from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_endpoint, make_result
from tests.pane_app import lines_of, shown
from tui.model.endpoint_state import EndpointState
from tui.text.glyphs import ASCII
from tui.widgets.distribution_pane import DistributionPane


def make_pane(state: EndpointState) -> DistributionPane:
    return DistributionPane(lambda: state, now=lambda: NOW, window=lambda: 300, glyphs=lambda: ASCII)


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

    async def test_a_burst_counts_only_itself(self) -> None:
        state = EndpointState(make_endpoint())
        state.record(make_result(at=NOW - 200))
        state.record(make_result(at=NOW - 5))
        state.bursting(NOW + 42.4)
        pane = make_pane(state)
        async with shown(pane, height=8):
            assert "burst 43s left" in lines_of(pane)[0]
            assert "1 check " in lines_of(pane)[-1]

    async def test_without_an_answer_it_says_so(self) -> None:
        pane = make_pane(EndpointState(make_endpoint()))
        async with shown(pane, height=8):
            assert "no answer to count yet" in lines_of(pane)[1]
