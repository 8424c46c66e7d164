from __future__ import annotations

import json
from unittest import IsolatedAsyncioTestCase

from tests.endpoints import MEDIUM, EndpointApp, make_state, respond
from tests.images import make_image
from tui.screens.requests import CopyRequested, ExportRequested, PagerRequested, SaveRequested

PNG = make_image("rb", "br")


class EndpointOutputTest(IsolatedAsyncioTestCase):
    async def test_the_obvious_thing_to_copy_is_the_body_that_is_shown(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("comma", "c")

            assert isinstance(app.asked[0], CopyRequested)
            assert json.loads(app.asked[0].text)["number"] == 6
            assert "hunter22" not in app.asked[0].text

    async def test_without_a_body_the_url_is_copied(self) -> None:
        app = EndpointApp(make_state(1, bad=(0,)))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("c")

            assert isinstance(app.asked[0], CopyRequested)
            assert (app.asked[0].text, app.asked[0].what) == ("https://orders.example.com/health", "URL")

    async def test_the_copy_menu_has_the_value_under_the_cursor(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("j", "y", "j")
            await pilot.pause()

            assert isinstance(app.asked[0], CopyRequested)
            assert app.asked[0].text == "$.number = 7"

    async def test_the_copy_menu_has_the_headers_of_the_shown_sample(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("comma", "y", "h")
            await pilot.pause()

            assert isinstance(app.asked[0], CopyRequested)
            assert app.asked[0].text.startswith("Content-Type: application/json\n")

    async def test_the_copy_menu_has_the_failure(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("J", "y", "f")
            await pilot.pause()

            assert isinstance(app.asked[0], CopyRequested)
            assert app.asked[0].text == "connect: 127.0.0.1:1 refused the connection"

    async def test_the_copy_menu_has_the_screen(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("y", "s")

            assert isinstance(app.asked[-1], CopyRequested)
            assert app.asked[-1].what == "screen"
            assert "history" in app.asked[-1].text

    async def test_the_copy_menu_has_a_card_for_a_ticket(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("J", "y", "m")
            await pilot.pause()

            assert isinstance(app.asked[0], CopyRequested)
            assert app.asked[0].text.startswith("## orders: connect: ")
            assert "- last good: " in app.asked[0].text

    async def test_the_pager_gets_the_body_laid_out(self) -> None:
        app = EndpointApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("v")

            assert isinstance(app.asked[0], PagerRequested)
            assert app.asked[0].suffix == ".json"
            assert '\n  "number": 7,\n' in app.asked[0].text
            assert "hunter22" not in app.asked[0].text

    async def test_the_pager_gets_a_long_body_whole_and_harmless(self) -> None:
        app = EndpointApp(make_state(0))
        app.state.record(respond(b"\x1b[31m" + b"line\n" * 50_000, headers=()))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("v")

            assert isinstance(app.asked[0], PagerRequested)
            assert app.asked[0].text.count("line\n") == 50_000
            assert "\x1b" not in app.asked[0].text

    async def test_each_form_of_export_has_its_file(self) -> None:
        app = EndpointApp(make_state(name="a/b c"))
        async with app.run_test(size=MEDIUM) as pilot:
            for key in "jhmb":
                await pilot.press("x", key)
                await pilot.pause()

        asked = [each for each in app.asked if isinstance(each, ExportRequested)]
        assert [each.file_name for each in asked] == ["a-b-c.json", "a-b-c.har", "a-b-c.md", "a-b-c.txt"]
        assert json.loads(asked[0].content)["status"] == 200
        assert json.loads(asked[1].content)["log"]["version"] == "1.2"
        assert str(asked[2].content).startswith("## a/b c")
        assert not any("hunter22" in str(each.content) for each in asked)

    async def test_an_image_is_copied_and_exported_as_the_file_that_it_is(self) -> None:
        app = EndpointApp(make_state(0))
        app.state.record(respond(PNG, headers=(("Content-Type", "image/png"),)))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("c")
            await pilot.press("y", "b")
            await pilot.press("x", "b")
            await pilot.pause()

        copied = SaveRequested(PNG, "body", ".png")
        assert app.asked == [copied, copied, ExportRequested(PNG, "orders.png")]
