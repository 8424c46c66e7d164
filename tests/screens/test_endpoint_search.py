from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.endpoints import MEDIUM, EndpointApp


class EndpointSearchTest(IsolatedAsyncioTestCase):
    async def test_a_search_counts_marks_and_goes_from_hit_to_hit(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"json")
            await pilot.pause()
            found = app.shown()
            await pilot.press("enter")
            await pilot.pause()

            assert "1 in headers" in found
            assert app.endpoint_screen.tab == "headers"
            await pilot.press("escape")
            assert not app.endpoint_screen.query_bar.text

    async def test_a_search_for_what_is_not_there_says_so(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"zzz", "enter")
            await pilot.pause()

            assert "nothing found" in app.shown()

    async def test_the_hits_are_gone_through_both_ways(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"number", "enter", "n", "n", "N")
            await pilot.pause()

            assert "1 of 1" in app.shown()
