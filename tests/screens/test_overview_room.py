from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import make_desk_config, open_desk
from tests.factories import make_endpoint, make_feed
from tui.screens.previews import DetailColumn, PreviewRow
from tui.widgets.body_pane import BodyPane
from tui.widgets.latency_pane import LatencyPane
from tui.widgets.overview_list import OverviewList

ENDPOINTS = tuple(make_endpoint(f"svc-{number:02}", group="shop") for number in range(60))
WALL = (200, 60)


class OverviewRoomTest(IsolatedAsyncioTestCase):
    async def test_without_feeds_the_list_has_the_rows_of_their_messages(self) -> None:
        config = make_desk_config(endpoints=ENDPOINTS, feeds=())
        async with open_desk(config, size=WALL, prepare=list) as desk:
            assert not desk.app.screen.query(PreviewRow)
            assert desk.app.screen.query_one(OverviewList).size.height == 44

    async def test_without_endpoints_nothing_stands_beside_the_list(self) -> None:
        feeds = (make_feed("trades", group="streams"),)
        async with open_desk(make_desk_config(endpoints=(), feeds=feeds), size=WALL, prepare=list) as desk:
            assert not desk.app.screen.query(DetailColumn)
            assert desk.app.screen.query_one(OverviewList).size.width == 200

    async def test_on_a_high_wall_the_chart_grows_with_the_body(self) -> None:
        async with open_desk(size=(300, 80)) as desk:
            column = desk.app.screen.query_one(DetailColumn)
            chart, body = column.query_one(LatencyPane), column.query_one(BodyPane)

            assert 25 <= chart.size.height <= body.size.height
