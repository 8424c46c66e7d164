from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from textual.app import App, ComposeResult

from tui.widgets.draft_area import DraftArea


class AreaApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.area = DraftArea("one\ntwo", self)

    def compose(self) -> ComposeResult:
        yield self.area

    def send(self) -> None:
        self.told.append("send")

    def leave(self) -> None:
        self.told.append("leave")

    def recall(self, steps: int) -> None:
        self.told.append(f"recall {steps}")

    def next_snippet(self) -> None:
        self.told.append("snippet")


class DraftAreaTest(IsolatedAsyncioTestCase):
    async def test_its_keys_go_to_whoever_writes(self) -> None:
        app = AreaApp()
        async with app.run_test() as pilot:
            await pilot.press("enter", "tab", "escape")

            assert app.told == ["send", "snippet", "leave"]

    async def test_up_and_down_leave_the_text_at_its_edges(self) -> None:
        app = AreaApp()
        async with app.run_test() as pilot:
            await pilot.press("up", "down", "down", "up")

            assert app.told == ["recall -1", "recall 1"]

    async def test_a_text_is_put_in_place_with_the_cursor_behind_it(self) -> None:
        app = AreaApp()
        async with app.run_test() as pilot:
            app.area.put("new")
            await pilot.press("ctrl+j", "!")

            assert app.area.text == "new\n!"
