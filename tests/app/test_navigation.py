from __future__ import annotations

from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.dashboards import open_desk
from tests.factories import NOW
from tui.model.past import number_at
from tui.screens.events import EventsScreen
from tui.screens.overview import OverviewScreen


class NavigationTest(IsolatedAsyncioTestCase):
    async def test_q_goes_back_and_quits_on_the_first_screen(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "q")
            back = len(desk.app.screen_stack)
            with patch.object(desk.app, "exit") as leave:
                await desk.press("q")

            assert back == 1
            leave.assert_called_once()

    async def test_what_is_opened_is_not_painted_before_it_has_its_widgets(self) -> None:
        async with open_desk() as desk:
            desk.app.open_item("cart-api", number_at(desk.board["cart-api"], NOW))
            desk.app.repaint()
            await desk.pilot.pause()

            assert "cart-api" in desk.rows()[0]

    async def test_escape_goes_back_and_the_selection_is_where_it_was(self) -> None:
        async with open_desk() as desk:
            await desk.press("j", "enter", "escape")

            assert isinstance(desk.app.screen, OverviewScreen)
            assert desk.selected == "cart-api"

    async def test_the_last_view_returns_and_returns(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "escape", "j", "enter")
            seen = [desk.rows()[0]]
            for _ in range(2):
                await desk.press("grave_accent")
                seen.append(desk.rows()[0])

            assert ["cart-api" in row for row in seen] == [True, False, True]
            assert "payments-capture" in seen[1]

    async def test_without_another_view_the_first_screen_is_the_last_one(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "grave_accent")
            home = isinstance(desk.app.screen, OverviewScreen)
            await desk.press("grave_accent")

            assert home
            assert "payments-capture" in desk.rows()[0]

    async def test_the_log_is_a_view_to_return_to_as_well(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "E", "grave_accent")
            item = desk.rows()[0]
            await desk.press("grave_accent")

            assert "payments-capture" in item
            assert "events" in desk.rows()[0]

    async def test_without_a_last_view_it_says_so(self) -> None:
        async with open_desk() as desk:
            await desk.press("grave_accent")

            assert "no other view was open yet" in desk.footer

    async def test_a_last_view_that_is_gone_is_no_fault(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "escape")
            desk.board.remove("payments-capture")
            await desk.press("grave_accent")

            assert "no other view was open yet" in desk.footer

    async def test_one_item_makes_way_for_another(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter")
            desk.app.action_open_item("trades")
            await desk.pilot.pause()

            assert len(desk.app.screen_stack) == 2
            assert "trades" in desk.rows()[0]

    async def test_from_what_the_time_line_tells_of_one_comes_back_to_it(self) -> None:
        async with open_desk() as desk:
            await desk.press("E", "V", "k", "enter")
            opened = desk.app.screen.scope  # type: ignore[attr-defined]
            desk.app.action_open_item("trades")
            await desk.pilot.pause()
            await desk.press("escape")

            assert opened in {"feed", "endpoint"}
            assert desk.app.screen.scope == "timeline"  # type: ignore[attr-defined]
            assert len(desk.app.screen_stack) == 3

    async def test_from_one_of_two_feeds_one_comes_back_to_both(self) -> None:
        async with open_desk() as desk:
            await desk.press("G", "enter", "B", "enter")
            alone = desk.app.screen.scope  # type: ignore[attr-defined]
            await desk.press("escape")

            assert alone == "feed"
            assert desk.app.screen.scope == "beside"  # type: ignore[attr-defined]

    async def test_the_log_opens_over_an_item_and_leads_back_to_it(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "E")
            assert isinstance(desk.app.screen, EventsScreen)
            await desk.press("escape")

            assert "payments-capture" in desk.rows()[0]

    async def test_go_home_leaves_every_screen(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "E")
            desk.app.action_go_home()
            await desk.pilot.pause()

            assert len(desk.app.screen_stack) == 1

    async def test_no_second_overlay_opens_over_one_but_the_help(self) -> None:
        async with open_desk() as desk:
            await desk.press("y", "colon", "apostrophe")
            before = len(desk.app.screen_stack)
            await desk.press("question_mark")

            assert (before, len(desk.app.screen_stack)) == (2, 3)
