from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import Mock, call, patch

from tests.dashboards import open_desk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class ActionsTest(IsolatedAsyncioTestCase):
    async def test_ctrl_c_once_only_says_how_to_quit(self) -> None:
        async with open_desk() as desk:
            await desk.press("ctrl+c")

            assert "ctrl+c again to quit" in desk.footer
            assert desk.app.is_running

    async def test_ctrl_c_twice_quits(self) -> None:
        async with open_desk() as desk:
            with patch.object(desk.app, "exit") as leave:
                await desk.press("ctrl+c", "ctrl+c")

            leave.assert_called_once()

    async def test_ctrl_c_again_much_later_asks_again(self) -> None:
        async with open_desk() as desk:
            with patch.object(desk.app, "exit") as leave, patch("tui.app.actions.time") as clock:
                clock.monotonic.return_value = 1_000.0
                await desk.press("ctrl+c")
                clock.monotonic.return_value = 1_003.0
                await desk.press("ctrl+c")

            leave.assert_not_called()

    async def test_ctrl_c_copies_what_is_selected_in_an_input(self) -> None:
        async with open_desk() as desk:
            await desk.press("slash")
            await desk.type("pricing")
            await desk.press("shift+home")
            with patch("tui.app.handing.copy_with_tool", return_value="xclip") as copy:
                await desk.press("ctrl+c")
                await desk.pilot.pause()

            assert copy.call_args.args[0] == "pricing"
            assert "copied the selection with xclip" in desk.footer

    async def test_ctrl_q_quits_from_anywhere(self) -> None:
        for keys in ((), ("slash",), ("colon",), ("y",), ("apostrophe",)):
            async with open_desk() as desk:
                await desk.press(*keys)
                with patch.object(desk.app, "exit") as leave:
                    await desk.press("ctrl+q")

                assert leave.called, keys

    async def test_a_screen_that_cannot_be_saved_is_told(self) -> None:
        async with open_desk() as desk:
            fault = OSError(28, "No space left on device", "x.svg")
            with patch("tui.app.actions.write_new", side_effect=fault):
                await desk.press("X")

            assert "the screen was not saved: No space left on device: x.svg" in desk.footer

    async def test_percent_gives_the_mouse_away_and_takes_it_back(self) -> None:
        async with open_desk() as desk:
            driver = Mock()
            with patch.object(desk.app, "_driver", driver):
                desk.app.action_toggle_mouse()
                given = desk.footer
                desk.app.action_toggle_mouse()

            assert "the terminal has the mouse; % takes it back" in given
            assert "the mouse is ours again" in desk.footer
            assert driver.use_mouse.call_args_list == [call(is_ours=False), call(is_ours=True)]

    async def test_ctrl_l_paints_everything_again(self) -> None:
        async with open_desk() as desk:
            before = desk.rows()
            await desk.press("ctrl+l")
            await desk.pilot.pause()

            assert desk.rows() == before

    async def test_an_interval_needs_a_selected_item(self) -> None:
        async with open_desk() as desk:
            await desk.press("g")
            desk.app.action_set_interval_of_item("5s")

            assert "select an endpoint or a feed first" in desk.footer


def test_shift_x_saves_the_screen_as_picture_and_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def save() -> str:
        async with open_desk() as desk:
            await desk.press("X")
            said = desk.footer
            await desk.press("X", "X")
            return said

    said = asyncio.run(save())
    files = list(tmp_path.iterdir())

    assert sorted(path.suffix for path in files) == [".svg"] * 3 + [".txt"] * 3
    assert all("payments-capture" in path.read_text(encoding="utf-8") for path in files)
    assert "saved asyncdash-" in said
