from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App
from textual.widgets import Static

from tui.widgets.clear import Clear

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ClearApp(App[None]):
    CSS = "Screen { background: #102030; } Static { width: 4; height: 1; }"

    def compose(self) -> ComposeResult:
        with Clear():
            yield Static("here")


class ClearTest(IsolatedAsyncioTestCase):
    async def test_what_its_children_leave_free_shows_what_is_behind(self) -> None:
        async with ClearApp().run_test(size=(10, 2)) as pilot:
            rows = pilot.app.screen._compositor.render_strips()
            grounds = {segment.style.bgcolor.name for row in rows for segment in row if segment.style}  # type: ignore[union-attr]

            assert [row.text for row in rows] == ["here      ", "          "]
            assert grounds == {"#102030"}
