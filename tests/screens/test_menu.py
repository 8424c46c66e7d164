from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tui.screens.menu import Menu

_ITEMS = [("u", "URL"), ("m", "message"), ("j", "JSON value")]


class MenuApp(App[None]):
    answer: str | None = "none yet"

    async def on_mount(self) -> None:
        await self.push_screen(Menu("copy", _ITEMS), self._answered)

    def _answered(self, answer: str | None) -> None:
        self.answer = answer


class MenuTest(IsolatedAsyncioTestCase):
    async def test_its_key_chooses_an_item(self) -> None:
        app = MenuApp()
        async with app.run_test() as pilot:
            await pilot.press("m")

            assert app.answer == "m"

    async def test_escape_chooses_nothing(self) -> None:
        app = MenuApp()
        async with app.run_test() as pilot:
            await pilot.press("escape")

            assert app.answer is None

    async def test_a_key_that_is_not_there_does_nothing(self) -> None:
        app = MenuApp()
        async with app.run_test() as pilot:
            await pilot.press("z", "@")

            assert app.answer == "none yet"

    async def test_enter_chooses_the_row_under_the_cursor(self) -> None:
        app = MenuApp()
        async with app.run_test() as pilot:
            await pilot.press("down", "down", "enter")

            assert app.answer == "j"

    async def test_a_click_chooses_the_row_under_the_mouse(self) -> None:
        app = MenuApp()
        async with app.run_test() as pilot:
            await pilot.click(app.screen.focused, offset=(6, 2))

            assert app.answer == "m"

    async def test_a_click_beside_it_closes_it(self) -> None:
        app = MenuApp()
        async with app.run_test() as pilot:
            await pilot.click(app.screen, offset=(1, 1))

            assert app.answer is None

    async def test_a_terminal_that_is_too_low_shows_the_rows_around_the_cursor(self) -> None:
        app = MenuApp()
        async with app.run_test(size=(20, 5)) as pilot:
            await pilot.press("down", "down")
            pane = app.screen.focused
            assert pane is not None
            shown = [strip.text.strip("│ ") for strip in pane.render_lines(pane.size.region)]

            assert shown == ["╭─ copy ───────────╮", "m  message", "j  JSON value", "╰──────────────────╯"]

    async def test_a_click_means_the_row_in_sight(self) -> None:
        app = MenuApp()
        async with app.run_test(size=(40, 5)) as pilot:
            await pilot.press("down", "down")
            await pilot.click(app.screen.focused, offset=(6, 1))

            assert app.answer == "m"
