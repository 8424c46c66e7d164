from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

import pytest
from msgspec.structs import replace
from rich.color import Color
from textual.color import Color as TextualColor
from textual.containers import Vertical
from textual.events import AppBlur, AppFocus
from textual.widgets import Input

from tests.dashboards import make_desk_config, open_desk
from tests.pty_harness import ASYNCDASH, spawn
from tests.test_every_screen import WAYS, go
from tui.config.config import Glyphs, Settings
from tui.config.memory import Memory
from tui.terminal.background import Look
from tui.text.spelling import only_ascii
from tui.widgets.header_bar import HeaderBar
from tui.widgets.spelled import Spelled

if TYPE_CHECKING:
    from tests.dashboards import Desk
    from tui.config.config import Config

LIGHT = Look(is_light=True)


def themed(theme: str | None) -> Config:
    config = make_desk_config()
    return replace(config, settings=replace(config.settings, theme=theme))


def accents(desk: Desk) -> set[str]:
    """Return the colours in which the name of the program stands in the header."""
    header = desk.app.screen.query_one(HeaderBar)
    segments = [each for strip in header.render_lines(header.size.region) for each in strip]
    return {str(each.style.color) for each in segments if "asyncdash" in each.text and each.style}


class BackgroundTest(IsolatedAsyncioTestCase):
    async def test_a_light_terminal_is_light(self) -> None:
        async with open_desk(look=LIGHT) as desk:
            assert desk.app.theme == "asyncdash-light"

    async def test_a_terminal_that_says_nothing_is_dark(self) -> None:
        async with open_desk(look=Look()) as desk:
            assert desk.app.theme == "asyncdash-dark"

    async def test_a_configured_theme_wins(self) -> None:
        async with open_desk(themed("asyncdash-dark"), look=LIGHT) as desk:
            desk.app._see_background(light=True)

            assert desk.app.theme == "asyncdash-dark"

    async def test_a_theme_that_was_chosen_last_time_wins(self) -> None:
        memory = Memory(Path(self.enterContext(tempfile.TemporaryDirectory())))
        memory.remember("theme", "nord")
        async with open_desk(memory=memory, look=LIGHT) as desk:
            assert desk.app.theme == "nord"

    async def test_a_theme_that_was_chosen_and_is_no_more_is_forgotten(self) -> None:
        memory = Memory(Path(self.enterContext(tempfile.TemporaryDirectory())))
        memory.remember("theme", "gone")
        async with open_desk(memory=memory, look=LIGHT) as desk:
            assert desk.app.theme == "asyncdash-light"

    async def test_the_theme_follows_a_terminal_that_becomes_light_and_dark_again(self) -> None:
        async with open_desk() as desk:
            desk.app._see_background(light=True)
            was = desk.app.theme
            desk.app._see_background(light=False)

            assert (was, desk.app.theme) == ("asyncdash-light", "asyncdash-dark")

    async def test_a_theme_that_is_chosen_now_follows_nothing(self) -> None:
        async with open_desk() as desk:
            desk.app.action_use_theme("asyncdash-dark")
            desk.app._see_background(light=True)

            assert desk.app.theme == "asyncdash-dark"

    async def test_a_theme_that_is_being_tried_stays(self) -> None:
        async with open_desk() as desk:
            desk.app.theme = "nord"
            desk.app._see_background(light=True)

            assert desk.app.theme == "nord"

    async def test_a_linux_console_has_its_own_colours(self) -> None:
        with patch.dict("os.environ", {"TERM": "linux", "COLORTERM": ""}):
            async with open_desk() as desk:
                assert desk.app.theme == "ansi-dark"

    async def test_a_light_terminal_of_sixteen_colours_uses_its_own(self) -> None:
        with patch.dict("os.environ", {"TERM": "xterm", "COLORTERM": ""}):
            async with open_desk(look=LIGHT) as desk:
                assert desk.app.theme == "ansi-light"

    async def test_a_theme_that_a_terminal_has_no_colours_for_is_chosen_for_others_only(self) -> None:
        memory = Memory(Path(self.enterContext(tempfile.TemporaryDirectory())))
        memory.remember("theme", "nord")
        for few in ({"TERM": "linux"}, {"TERM": "xterm"}, {"TERM": "xterm-256color", "NO_COLOR": "1"}):
            with patch.dict("os.environ", {"COLORTERM": "", **few}):
                async with open_desk(themed("asyncdash-dark"), memory=memory, look=LIGHT) as desk:
                    before = desk.app.theme
                    desk.app._see_background(light=False)

                    assert (before, desk.app.theme) == ("ansi-light", "ansi-dark")

        assert memory.recall("theme") == "nord"

    async def test_a_theme_of_the_terminals_own_colours_can_be_chosen_everywhere(self) -> None:
        with patch.dict("os.environ", {"TERM": "xterm", "COLORTERM": ""}):
            async with open_desk(themed("ansi-light")) as desk:
                assert desk.app.theme == "ansi-light"

    async def test_without_colour_the_terminals_own_is_left_as_it_is(self) -> None:
        for term in ("linux", "xterm-256color"):
            with patch.dict("os.environ", {"TERM": term, "COLORTERM": "truecolor", "NO_COLOR": "1"}):
                async with open_desk() as desk:
                    strips = desk.app.screen._compositor.render_strips()
                    styles = [style for strip in strips for _, style, _ in strip if style is not None]
                    ink = desk.app.screen.query_one(HeaderBar).ink

            colours = {colour for style in styles for colour in (style.color, style.bgcolor)}
            assert colours <= {None, Color.default()}
            assert ink.style("err").reverse

    async def test_a_terminal_of_256_colours_gets_what_it_can_show(self) -> None:
        with patch.dict("os.environ", {"TERM": "xterm-256color", "COLORTERM": ""}):
            async with open_desk() as desk:
                style = desk.app.screen.query_one(HeaderBar).ink.style("text")
                variables = desk.app.get_css_variables()

        assert style.bgcolor == Color.from_ansi(233)
        assert variables["background"].lower() == "#121212"
        assert variables["chrome"].lower() == "#1c1c1c"

    async def test_below_a_sheet_sixteen_colours_show_what_was_there(self) -> None:
        with patch.dict("os.environ", {"TERM": "xterm", "COLORTERM": ""}):
            async with open_desk() as desk:
                await desk.press("y")

                assert "curl" in desk.text
                assert "✗ 1" in desk.rows()[0]

    async def test_sheets_have_the_frame_that_panes_have(self) -> None:
        with patch.dict("os.environ", {"TERM": "xterm", "COLORTERM": ""}):
            async with open_desk() as desk:
                await desk.press("colon")
                frame = desk.app.screen.query_one(Vertical).styles.border_top[1]

                assert frame == TextualColor.parse("ansi_bright_cyan")

    async def test_without_colour_the_cursor_of_an_input_is_reversed(self) -> None:
        with patch.dict("os.environ", {"NO_COLOR": "1"}):
            async with open_desk() as desk:
                await desk.press("slash")
                desk.app.screen.query_one(Input).cursor_blink = False
                await desk.type("ca")
                strip = desk.app.screen._compositor.render_strips()[1]

                assert [text for text, style, _ in strip if style and style.reverse] == [" "]


class FocusTest(IsolatedAsyncioTestCase):
    async def test_without_the_focus_it_paints_twice_a_second_and_dims_the_accent(self) -> None:
        async with open_desk() as desk:
            watched, bright = desk.app.frame_delay, accents(desk)
            desk.app.post_message(AppBlur())
            await desk.pilot.pause()
            unwatched, dim = desk.app.frame_delay, accents(desk)
            desk.app.post_message(AppFocus())
            await desk.pilot.pause()

            assert watched < unwatched == 0.5
            assert dim != bright
            assert accents(desk) == bright

    async def test_the_pane_that_had_the_focus_has_it_again(self) -> None:
        async with open_desk() as desk:
            focused = desk.app.focused
            desk.app.post_message(AppBlur())
            await desk.pilot.pause()
            desk.app.post_message(AppFocus())
            await desk.pilot.pause()

            assert desk.app.focused is focused

    async def test_a_repaint_that_takes_long_makes_the_next_one_wait(self) -> None:
        async with open_desk() as desk:
            desk.app._cost = 0.1

            assert desk.app.frame_delay == pytest.approx(0.4)


@pytest.mark.parametrize("name", WAYS)
def test_every_screen_is_all_ascii_where_that_is_configured(name: str) -> None:
    view, keys = WAYS[name]
    config = make_desk_config(view)
    config = replace(config, settings=replace(config.settings, glyphs=Glyphs.ASCII))

    async def look() -> None:
        for size in ((200, 60), (80, 24)):
            async with open_desk(config, size=size) as desk:
                await go(desk, keys)

                assert {each for row in desk.rows() for each in row if not each.isascii()} == set()

    asyncio.run(look())


class CharactersTest(IsolatedAsyncioTestCase):
    async def test_a_terminal_without_utf8_gets_ascii_by_itself(self) -> None:
        with patch.dict("os.environ", {"LC_ALL": "C"}):
            async with open_desk(make_desk_config(settings=Settings())) as desk:
                assert desk.app.context.view.glyphs.name == "ascii"
                assert desk.text.isascii()
                assert "enter open" in desk.footer
                assert desk.app._shown_title == "x1 !1 asyncdash prod.toml"

    async def test_a_name_in_other_letters_stays_where_the_terminal_has_them(self) -> None:
        config = make_desk_config(title="Zürich", settings=Settings(glyphs=Glyphs.ASCII))
        async with open_desk(config) as desk:
            assert "Zürich" in desk.rows()[0]

    async def test_a_name_in_other_letters_keeps_its_cells_where_the_terminal_has_none(self) -> None:
        config = make_desk_config(title="東京", settings=Settings(glyphs=Glyphs.ASCII))
        async with open_desk(config) as desk:
            desk.app._spelled = Spelled(only_ascii)
            desk.repaint()
            await desk.pilot.pause()

            assert "????" in desk.rows()[0]


class TerminalTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    async def test_the_question_is_answered_before_the_first_frame_and_again_with_the_focus(self) -> None:
        async with spawn(ASYNCDASH, directory=self.directory) as program:
            await program.shows("nothing to watch yet")
            before = program.screen.background_asked
            program.send("\x1b[O\x1b[I")
            await program.until(lambda: program.screen.background_asked > before)

            assert before == 1

    async def test_keys_that_were_typed_too_early_are_not_lost(self) -> None:
        async with spawn(ASYNCDASH, directory=self.directory) as program:
            await program.until(lambda: program.screen.background_asked)
            program.send("q")
            await program.ended()

            assert program.exit_code == 0
