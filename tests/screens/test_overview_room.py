from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

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

    async def test_below_a_short_list_a_narrow_terminal_shows_the_last_response(self) -> None:
        for number, is_shown in ((5, True), (20, False)):
            config = make_desk_config(endpoints=ENDPOINTS[:number], feeds=())
            async with open_desk(config, size=(80, 24), prepare=list) as desk:
                assert ("last response" in desk.text) is is_shown

    async def test_panes_have_the_rows_that_a_kept_filter_leaves_and_give_them_back(self) -> None:
        config = make_desk_config(endpoints=ENDPOINTS[:14], feeds=())
        async with open_desk(config, prepare=list) as desk:
            heights = [desk.app.screen.query_one(PreviewRow).size.height]
            with patch("tui.screens.overview.TYPED", 3_600):
                await desk.press("/", "0", "1")
            heights.append(desk.app.screen.query_one(PreviewRow).size.height)
            await desk.press("enter")
            heights.append(desk.app.screen.query_one(PreviewRow).size.height)
            await desk.press("escape")
            heights.append(desk.app.screen.query_one(PreviewRow).size.height)

        full, typing, kept, cleared = heights
        assert typing == full == cleared
        assert kept > full

    async def test_panes_take_the_rows_that_a_filter_leaves_while_who_types_it_looks(self) -> None:
        config = make_desk_config(endpoints=ENDPOINTS[:14], feeds=())
        async with open_desk(config, prepare=list) as desk:
            preview = desk.app.screen.query_one(PreviewRow)
            full = preview.size.height
            with patch("tui.screens.overview.TYPED", 0.001):
                await desk.press("/", "0", "1")
            async with asyncio.timeout(30):
                while preview.size.height == full:
                    await desk.pilot.pause()

            assert desk.overview.query_bar.is_editing
            assert preview.size.height > full

    async def test_below_what_a_kept_filter_leaves_a_narrow_terminal_shows_the_last_response(self) -> None:
        config = make_desk_config(endpoints=ENDPOINTS[:14], feeds=())
        async with open_desk(config, size=(80, 24), prepare=list) as desk:
            before = "last response" in desk.text
            await desk.press("/", "1", "enter")

            assert (before, "last response" in desk.text) == (False, True)

    async def test_panes_have_the_rows_of_a_folded_group(self) -> None:
        config = make_desk_config(endpoints=ENDPOINTS[:14], feeds=())
        async with open_desk(config, prepare=list) as desk:
            full = desk.app.screen.query_one(PreviewRow).size.height
            await desk.press("h")
            folded = desk.app.screen.query_one(PreviewRow).size.height
            await desk.press("l")

            assert folded > full == desk.app.screen.query_one(PreviewRow).size.height
