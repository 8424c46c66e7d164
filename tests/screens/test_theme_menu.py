from __future__ import annotations

from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.dashboards import open_desk
from tui.config.memory import Memory
from tui.screens.theme_menu import ThemeMenu


class Kept(Memory):
    def __init__(self, **choices: object) -> None:
        self._choices = dict(choices)

    def remember(self, name: str, choice: object) -> None:
        self._choices[name] = choice


class ThemeMenuTest(IsolatedAsyncioTestCase):
    async def test_the_cursor_shows_each_theme_at_once(self) -> None:
        async with open_desk() as desk:
            await desk.press("T", "j")

            assert isinstance(desk.app.screen, ThemeMenu)
            assert desk.app.theme == "asyncdash-light"

    async def test_ours_come_first_and_the_current_one_is_selected(self) -> None:
        async with open_desk() as desk:
            await desk.press("T")

            assert [row.split("│")[1].strip() for row in desk.rows()[2:5]] == [
                "asyncdash-cvd", "asyncdash-dark", "asyncdash-light",
            ]  # fmt: skip

    async def test_enter_keeps_the_theme_for_the_next_time(self) -> None:
        memory = Kept()
        async with open_desk(memory=memory) as desk:
            await desk.press("T", "j", "enter")
        async with open_desk(memory=memory) as desk:
            assert desk.app.theme == "asyncdash-light"

    async def test_escape_puts_the_theme_from_before_back(self) -> None:
        memory = Kept()
        async with open_desk(memory=memory) as desk:
            await desk.press("T", "j", "j", "escape")

            assert desk.app.theme == "asyncdash-dark"
            assert memory.recall("theme") is None

    async def test_a_remembered_theme_that_is_gone_is_no_fault(self) -> None:
        async with open_desk(memory=Kept(theme="no-such-theme")) as desk:
            assert desk.app.theme == "asyncdash-dark"

    async def test_the_cursor_stops_at_both_ends(self) -> None:
        async with open_desk() as desk:
            await desk.press("T", "G", "j")
            last = desk.app.theme
            await desk.press("g", "k")

            assert last == max(desk.app.available_themes)
            assert desk.app.theme == "asyncdash-cvd"

    async def test_every_theme_can_be_painted(self) -> None:
        async with open_desk() as desk:
            for theme in desk.app.available_themes:
                desk.app.theme = theme
                await desk.pilot.pause()
                desk.repaint()

            assert desk.app.is_running

    async def test_a_low_terminal_shows_the_whole_frame_and_what_the_keys_do(self) -> None:
        async with open_desk(size=(60, 15)) as desk:
            await desk.press("T", "G")

            assert " ".join(desk.rows()[-1].split()).endswith("⏎ keep esc as it was ? help")
            assert f" {desk.app.theme} " in desk.rows()[-3]

    async def test_themes_out_of_sight_are_counted(self) -> None:
        async with open_desk(size=(60, 15)) as desk:
            await desk.press("T")
            count = len(desk.app.available_themes)

            assert f"2/{count} " in desk.rows()[1]
            assert f"─ ↓ {count - 11} below ─╯" in desk.rows()[-2]

    async def test_sixteen_colours_have_no_other_themes_than_their_own(self) -> None:
        with patch.dict("os.environ", {"TERM": "linux", "COLORTERM": ""}):
            async with open_desk() as desk:
                await desk.press("T")
                title = desk.rows()[1]
                listed = [row.split("│")[1].strip() for row in desk.rows()[2:4]]
                await desk.press("j", "enter")

                assert "1/2" in title
                assert listed == ["ansi-dark", "ansi-light"]
                assert desk.app.theme == "ansi-light"

    async def test_the_header_stays_in_sight(self) -> None:
        async with open_desk(size=(60, 15)) as desk:
            header = desk.rows()[0]
            await desk.press("T")

            assert "✗ 1" in header
            assert desk.rows()[0] == header
