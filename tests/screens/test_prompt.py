from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tui.screens.prompt import Prompt
from tui.widgets.painted import Painted


def _check(text: str) -> str | None:
    return None if text.startswith("$") else "not a JSON path: write e.g. $.price"


class PromptApp(App[None]):
    answer: str | None = "none yet"

    async def on_mount(self) -> None:
        await self.push_screen(Prompt("watch a JSON path", value="price", check=_check), self._answered)

    def _answered(self, answer: str | None) -> None:
        self.answer = answer

    def shown(self) -> str:
        rows = self.screen.query(Painted)
        return "\n".join(strip.text for row in rows for strip in row.render_lines(row.size.region))


class PromptTest(IsolatedAsyncioTestCase):
    async def test_enter_gives_the_text_back(self) -> None:
        app = PromptApp()
        async with app.run_test() as pilot:
            await pilot.press("$", ".", "p", "enter")

            assert app.answer == "$.p"

    async def test_what_is_wrong_is_refused_with_the_reason(self) -> None:
        app = PromptApp()
        async with app.run_test() as pilot:
            await pilot.press("enter")

            assert app.answer == "none yet"
            assert "not a JSON path: write e.g. $.price" in app.shown()

    async def test_escape_gives_nothing_back(self) -> None:
        app = PromptApp()
        async with app.run_test() as pilot:
            await pilot.press("escape")

            assert app.answer is None

    async def test_what_stands_there_at_first_is_replaced_by_typing(self) -> None:
        app = PromptApp()
        async with app.run_test() as pilot:
            await pilot.press("$", "enter")

            assert app.answer == "$"
