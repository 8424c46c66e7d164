from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import open_desk
from tui.screens.endpoint import EndpointScreen
from tui.widgets.latency_pane import LatencyPane


class ItemActionsTest(IsolatedAsyncioTestCase):
    async def test_a_click_on_the_chart_beside_the_list_opens_that_very_response(self) -> None:
        async with open_desk() as desk:
            chart = next(each for each in desk.painted() if isinstance(each, LatencyPane))
            await desk.pilot.click(chart, offset=(chart.size.width - 12, 3))
            await desk.pilot.pause()
            screen = desk.app.screen

            assert isinstance(screen, EndpointScreen)
            assert screen.state.name == "payments-capture"
            assert screen.choice.selected is not None
