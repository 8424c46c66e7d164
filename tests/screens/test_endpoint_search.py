from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.endpoints import MEDIUM, EndpointApp, make_state, respond

if TYPE_CHECKING:
    from collections.abc import Callable


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

    async def test_the_hit_that_one_is_at_stands_out_of_the_others(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"xx", "enter")
            await pilot.pause()
            body = app.endpoint_screen.parts.body
            made = body.ink.style("page-strong", "accent")
            found = [
                piece.text
                for strip in body.render_lines(body.size.region)
                for piece in strip
                if piece.style is not None and piece.style.bgcolor == made.bgcolor
            ]

        assert found == ["xx"]

    async def test_a_search_for_what_is_not_there_says_so(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"zzz", "enter")
            await pilot.pause()

            assert "nothing found" in app.shown()

    async def test_what_has_never_been_shown_is_searched_to_its_end(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            conditions = app.endpoint_screen.parts.checks
            was_shown = conditions.size.width > 0
            texts = ["".join(text for text, _ in row.runs) for row in conditions.rows()]
            await pilot.pause()

        assert not was_shown
        assert not any("…" in text for text in texts)

    async def test_the_hits_are_gone_through_both_ways(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"number", "enter", "n", "n", "N")
            await pilot.pause()

            assert "1 of 1" in app.shown()

    async def test_another_text_is_looked_for_from_its_start_even_if_the_screen_was_painted_first(
        self,
    ) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"number", "enter")
            await pilot.pause()
            app.endpoint_screen.query_bar.put("json")
            app.endpoint_screen.repaint()
            await pilot.pause()

            assert "1 in headers" in app.shown()


class LongBodyTest(IsolatedAsyncioTestCase):
    async def test_who_searches_before_all_is_laid_out_gets_there_once_it_is(self) -> None:
        state = make_state(1, bad=())
        body = json.dumps({"items": ["x" * 60] * 20_000, "last": "there"}).encode()
        app = EndpointApp(state)
        async with app.run_test(size=MEDIUM) as pilot:
            jobs: list[Callable[[], None]] = []
            screen = app.endpoint_screen
            screen.parts.body._cache._aside = jobs.append
            state.record(respond(body))
            screen.repaint()
            await pilot.press("slash", *"there", "enter")
            before = app.shown()
            for job in jobs:
                job()
            screen.repaint()
            await pilot.pause()

            assert "laying out" in before
            assert '"last": "there"' in app.shown()
            assert "1 of 1" in app.shown()
