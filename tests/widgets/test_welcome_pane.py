from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.pane_app import lines_of, shown
from tui.widgets.welcome_pane import WelcomePane


class WelcomePaneTest(IsolatedAsyncioTestCase):
    async def test_it_names_the_next_steps_and_where_it_looked(self) -> None:
        pane = WelcomePane(["./asyncdash.toml", "~/.config/asyncdash/config.toml"])
        async with shown(pane, 80, 22):
            text = "\n".join(lines_of(pane))

            for word in (
                "nothing to watch yet",
                "add a URL",
                "start the demo",
                "asyncdash.toml",
                "open a conf",
            ):
                assert word in text
            assert "looked in  ./asyncdash.toml" in text
            assert "~/.config/asyncdash/config.toml" in text

    async def test_a_place_cannot_speak_to_the_terminal(self) -> None:
        pane = WelcomePane(["/home/\x1b[2J/x"])
        async with shown(pane, 80, 22):
            assert "\x1b" not in "\n".join(lines_of(pane))

    async def test_on_a_small_terminal_the_rows_still_have_its_width(self) -> None:
        pane = WelcomePane(["/a/long/place/" * 5])
        async with shown(pane, 30, 8):
            assert {len(row) for row in lines_of(pane)} == {30}
            assert "asyncdash" in lines_of(pane)[0]
