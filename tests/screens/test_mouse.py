from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from msgspec.structs import replace
from textual.events import MouseScrollDown

from tests.dashboards import make_desk_config, open_desk
from tests.pty_harness import ASYNCDASH, spawn

if TYPE_CHECKING:
    from tests.dashboards import Desk

MOUSE = 1000
"""The mode in which a terminal reports clicks."""


async def click(desk: Desk, text: str, *, times: int = 1) -> None:
    """Click where a text stands on the screen."""
    y = next(y for y, row in enumerate(desk.rows()) if text in row)
    await desk.pilot.click(offset=(desk.rows()[y].index(text), y), times=times)
    await desk.pilot.pause()
    desk.repaint()
    await desk.pilot.pause()


class OverviewMouseTest(IsolatedAsyncioTestCase):
    async def test_a_count_of_the_header_filters_by_what_it_has_counted(self) -> None:
        async with open_desk() as desk:
            await click(desk, "✗ 1")
            broken = [state.name for state in desk.overview.shown_states()]
            await click(desk, "✗ 1")

            assert broken == ["payments-capture"]
            assert len(desk.overview.shown_states()) == len(desk.board)
            assert desk.app.focused is desk.overview._list

    async def test_a_count_of_two_kinds_filters_by_both(self) -> None:
        async with open_desk() as desk:
            await click(desk, "▲ 1")

            assert [state.name for state in desk.overview.shown_states()] == ["cart-api"]

    async def test_the_head_of_a_column_sorts_reverses_and_lets_go(self) -> None:
        async with open_desk() as desk:
            sorts = []
            for _ in range(3):
                await click(desk, "STATE")
                view = desk.app.context.view
                sorts.append((view.sort, view.reverse))

            assert sorts == [("state", False), ("state", True), (None, False)]

    async def test_a_click_selects_a_second_one_opens_and_the_footer_goes_back(self) -> None:
        async with open_desk() as desk:
            await click(desk, "pricing")
            selected = desk.selected
            await click(desk, "pricing", times=2)
            opened = len(desk.app.screen_stack)
            await click(desk, "esc back")

            assert (selected, opened, len(desk.app.screen_stack)) == ("pricing", 2, 1)

    async def test_the_head_of_a_group_folds_it(self) -> None:
        async with open_desk() as desk:
            await click(desk, "checkout 3")

            assert desk.app.context.view.folded == {"checkout"}

    async def test_the_wheel_moves_the_view_and_not_the_cursor(self) -> None:
        async with open_desk(size=(80, 9)) as desk:
            selected, before = desk.selected, desk.rows()[2]
            await desk.pilot._post_mouse_events([MouseScrollDown], offset=(5, 4), button=0)
            await desk.pilot.pause()

            assert desk.selected == selected
            assert desk.rows()[2] != before

    async def test_the_ticker_and_the_events_lead_to_the_event_log(self) -> None:
        for size in ((80, 24), (120, 40)):
            async with open_desk(size=size) as desk:
                row = "new events" if size == (80, 24) else "E open"
                await click(desk, row)

                assert len(desk.app.screen_stack) == 2

    async def test_a_theme_is_shown_by_a_click_and_kept_by_a_second_one(self) -> None:
        async with open_desk() as desk:
            await desk.press("T")
            pane = desk.app.focused
            assert pane is not None
            row = next(y for y, row in enumerate(desk.rows()) if "asyncdash-light" in row)
            spot = (pane.region.x + 3, row)
            await desk.pilot.click(offset=spot)
            shown = desk.app.theme
            await desk.pilot.click(offset=spot)
            await desk.pilot.pause()

            assert shown == desk.app.theme == "asyncdash-light"
            assert len(desk.app.screen_stack) == 1

    async def test_a_click_beside_the_themes_cancels(self) -> None:
        async with open_desk() as desk:
            await desk.press("T", "j")
            await desk.pilot.click(offset=(0, 0))
            await desk.pilot.pause()

            assert desk.app.theme == "asyncdash-dark"


class CaptionMouseTest(IsolatedAsyncioTestCase):
    async def test_what_a_frame_says_of_a_key_does_what_the_key_does(self) -> None:
        async with open_desk() as desk:
            await desk.press("j", "enter")
            await click(desk, "d diff")
            compared = "d back" in "\n".join(desk.rows())
            await click(desk, "d back")
            await click(desk, "+ −")
            longer = desk.app.context.view.window

            assert compared
            assert longer > 300
            assert "d back" not in "\n".join(desk.rows())

    async def test_a_caption_names_the_key_that_the_user_has_chosen(self) -> None:
        config = replace(make_desk_config(), keys={"window.longer": ("f8",), "window.shorter": ("f7",)})
        async with open_desk(config) as desk:
            await desk.press("j", "enter")

            assert "5m  F8 F7" in "\n".join(desk.rows())

    async def test_the_way_of_a_header_leads_back_and_its_moment_to_now(self) -> None:
        async with open_desk() as desk:
            await desk.press("comma")
            stood = desk.overview.frozen_at is not None
            await click(desk, "G now")
            await desk.press("enter")
            await click(desk, "prod.toml")

            assert stood
            assert desk.overview.frozen_at is None
            assert len(desk.app.screen_stack) == 1

    async def test_the_moment_of_a_sample_leads_to_the_newest(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "comma")
            chosen = desk.app.screen.choice.selected  # type: ignore[attr-defined]
            await click(desk, "‖ AT")

            assert chosen is not None
            assert desk.app.screen.choice.is_live  # type: ignore[attr-defined]

    async def test_an_event_is_gone_to_by_a_second_click(self) -> None:
        async with open_desk() as desk:
            await desk.press("E")
            await click(desk, "payments-capture", times=2)

            assert "payments-capture" in desk.rows()[0]


class TerminalMouseTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    async def test_it_is_given_back_and_taken_again(self) -> None:
        async with spawn(ASYNCDASH, directory=self.directory) as program:
            await program.shows("nothing to watch yet")
            await program.until(lambda: MOUSE in program.screen.modes)
            program.send("%")
            await program.until(lambda: MOUSE not in program.screen.modes)
            program.send("%")
            await program.until(lambda: MOUSE in program.screen.modes)

    async def test_configured_away_it_is_the_terminal_s_until_somebody_takes_it(self) -> None:
        config = self.directory / "asyncdash.toml"
        await asyncio.to_thread(config.write_text, "[settings]\nmouse = false\n")
        async with spawn(ASYNCDASH, directory=self.directory) as program:
            await program.shows("nothing to watch yet")
            before = MOUSE in program.screen.modes
            program.send("%")
            await program.until(lambda: MOUSE in program.screen.modes)

            assert not before
