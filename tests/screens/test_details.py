from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import Desk, open_desk
from tests.factories import NOW, make_message
from tui.model.feed_state import FeedState
from tui.screens.feed_detail import FeedDetail
from tui.screens.previews import DetailColumn
from tui.widgets.latency_pane import LatencyPane
from tui.widgets.rate_pane import RatePane

WALL = (200, 60)


def beside(desk: Desk) -> str:
    """Paint everything anew. Return what is beside the list then."""
    desk.repaint()
    return "\n".join(row[110:] for row in desk.rows())


async def go_to(desk: Desk, name: str, shows: str = "") -> str:
    """Put the cursor on something, wait until it is beside the list and shows that. Return what is there."""
    desk.overview.select(name)
    desk.overview.show_selected()
    await desk.settle()
    await desk.until(lambda: f"⁵{name}" in (text := beside(desk)) and shows in text)
    return beside(desk)


class DetailsTest(IsolatedAsyncioTestCase):
    """What is beside the list."""

    async def test_it_is_about_the_feed_or_the_endpoint_that_is_selected(self) -> None:
        async with open_desk(size=WALL) as desk:
            feed, endpoint = await go_to(desk, "presence"), await go_to(desk, "pricing")
            again = await go_to(desk, "trades")

        assert all(name in feed for name in ("⁵presence", "⁶by type", "⁷connection", "⁸message", "⁹history"))
        assert "closed 1006" in feed
        assert "⁵pricing" in endpoint
        assert "⁸body" in endpoint
        assert "⁵trades" in again
        assert "closed 1006" not in again

    async def test_a_chart_stands_where_the_other_one_stood(self) -> None:
        async with open_desk(size=WALL) as desk:
            await go_to(desk, "pricing")
            endpoint = desk.overview.query_one(DetailColumn).query_one(LatencyPane).region
            await go_to(desk, "trades")
            feed = desk.overview.query_one(FeedDetail).query_one(RatePane).region

        assert feed == endpoint

    async def test_the_message_is_the_newest_of_the_feed(self) -> None:
        async with open_desk(size=WALL) as desk:
            _ = await go_to(desk, "trades", '"id": 88119')
            state = desk.board["trades"]
            assert isinstance(state, FeedState)
            await go_to(desk, "pricing")
            state.record(make_message('{"type":"late","id":99999}', at=NOW))
            after = await go_to(desk, "trades", '"id": 99999')

        assert '"id": 88119' not in after

    async def test_at_a_moment_of_the_past_the_feed_is_as_it_was(self) -> None:
        async with open_desk(size=WALL) as desk:
            await go_to(desk, "presence")
            await desk.press("comma")
            then = await go_to(desk, "presence", '"id": 88115')

        assert "closed 1006" not in then
