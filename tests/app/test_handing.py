from __future__ import annotations

import asyncio
import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.boards import make_config
from tests.dashboards import make_desk_config, open_desk
from tests.endpoints import respond
from tests.factories import make_endpoint
from tests.images import make_image
from tui.app import handing
from tui.app.clipboard import LARGEST_OSC52
from tui.model.endpoint_state import EndpointState
from tui.model.mask import Mask
from tui.model.target import Origin
from tui.screens.requests import CopyRequested, ExportRequested, PagerRequested

if TYPE_CHECKING:
    import pytest

WITHOUT_TOOL = {"SSH_TTY": "/dev/pts/1"}
NAMES = (("j", "board.json"), ("j", "board-2.json"), ("c", "board.csv"), ("m", "board.md"))
"""The keys of the menu, and what each of them writes."""


class CopyTest(IsolatedAsyncioTestCase):
    async def test_the_answer_says_how_it_was_copied(self) -> None:
        async with open_desk() as desk:
            with patch("tui.app.handing.copy_with_tool", return_value="xclip") as copy:
                await desk.press("c")
                await desk.pilot.pause()

            assert copy.call_args.args[0] == "https://payments-capture.example.com/health"
            assert "copied the URL with xclip" in desk.footer

    async def test_without_a_tool_the_terminal_is_asked(self) -> None:
        async with open_desk() as desk:
            assert desk.app._driver is not None
            with patch.dict(os.environ, WITHOUT_TOOL), patch.object(desk.app._driver, "write") as write:
                await desk.press("y", "u")
                await desk.until(lambda: "asked the terminal to copy the URL (OSC 52)" in desk.footer)
                written = "".join(call.args[0] for call in write.call_args_list)

            assert "\x1b]52;c;" in written

    async def test_what_is_too_long_for_the_terminal_is_written_to_a_file(self) -> None:
        async with open_desk() as desk:
            with (
                patch.dict(os.environ, WITHOUT_TOOL),
                patch(
                    "tui.app.handing.write_new", return_value=Path("/here/asyncdash-long-body.txt")
                ) as write,
            ):
                desk.app.screen.post_message(CopyRequested("x" * LARGEST_OSC52, "long body"))
                await desk.until(
                    lambda: "too long to copy; wrote /here/asyncdash-long-body.txt" in desk.footer
                )

            assert write.call_args.args == ("asyncdash-long-body.txt", "x" * LARGEST_OSC52)

    async def test_every_entry_of_the_menu_copies_what_it_says_and_no_secret(self) -> None:
        secret = "hunter2-hunter2"
        endpoint = make_endpoint(
            "orders", url=f"https://x.example.com/?key={secret}", headers={"X-Key": secret}
        )
        config = make_desk_config(endpoints=(endpoint,), feeds=make_config().feeds, mask=Mask([secret]))
        copied = {}
        async with open_desk(config) as desk:
            for name, keys in {"orders": "ucbh", "trades": "uw"}.items():
                desk.overview.select(name)
                for key in keys:
                    with patch("tui.app.handing.copy_with_tool", return_value="xclip") as copy:
                        await desk.press("y", key)
                        await desk.pilot.pause()
                    copied[name, key] = copy.call_args.args[0]

        assert copied["orders", "c"].startswith("curl ")
        assert copied["orders", "b"] == '{"status": "ok"}'
        assert "Content-Type: application/json" in copied["orders", "h"]
        assert copied["trades", "w"].startswith("websocat ")
        assert not [key for key, text in copied.items() if secret in text]

    async def test_a_body_that_is_no_text_is_written_to_a_file_of_its_kind(self) -> None:
        image = make_image("rb", "br")
        async with open_desk() as desk:
            state = desk.board["cart-api"]
            assert isinstance(state, EndpointState)
            state.record(respond(image, headers=(("Content-Type", "image/png"),)))
            desk.overview.select("cart-api")
            path = Path("/here/asyncdash-body.png")
            with patch("tui.app.handing.write_new", return_value=path) as write:
                await desk.press("y", "b")
                await desk.until(lambda: f"the body is no text to copy; wrote {path}" in desk.footer)

            assert write.call_args.args == ("asyncdash-body.png", image)


class ExportTest(IsolatedAsyncioTestCase):
    async def test_a_directory_that_cannot_be_written_is_told(self) -> None:
        async with open_desk() as desk:
            with patch("tui.app.handing.write_new", side_effect=PermissionError(13, "Permission denied")):
                desk.app.screen.post_message(ExportRequested("{}", "board.json"))

                await desk.until(lambda: "board.json was not written: Permission denied" in desk.footer)

    async def test_escape_writes_nothing(self) -> None:
        async with open_desk() as desk:
            with patch("tui.app.handing.write_new") as write:
                await desk.press("x", "escape")

            write.assert_not_called()


def test_each_form_is_written_beside_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def export() -> None:
        async with open_desk() as desk:
            for key, name in NAMES:
                await desk.press("x", key)
                await desk.until((tmp_path / name).exists)
            await desk.until(lambda: desk.footer.startswith(" wrote "))

    asyncio.run(export())
    board = json.loads((tmp_path / "board.json").read_text(encoding="utf-8"))

    assert {path.name for path in tmp_path.iterdir()} == {name for _, name in NAMES}
    assert "payments-capture" in json.dumps(board)


class OutsideTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.text_browser = self.enterContext(patch.object(handing, "text_browser", return_value=None))

    async def test_a_terminal_that_cannot_be_lent_is_told_with_another_way(self) -> None:
        endpoint = make_endpoint(origin=Origin(Path("/etc/prod.toml"), 12))
        config = make_desk_config(endpoints=(endpoint,), feeds=(), keys={"export": ("u",)})
        async with open_desk(config) as desk:
            await desk.press("e")
            edit = desk.footer
            desk.app.screen.post_message(PagerRequested("text"))
            await desk.pilot.pause()
            await desk.pilot.pause()

            assert "edit /etc/prod.toml, line 12" in edit
            assert "u exports it to a file" in desk.footer

    async def test_o_opens_the_url_and_tells_no_secret(self) -> None:
        endpoint = make_endpoint(url="https://x.example.com/?key=hunter2-hunter2")
        config = make_desk_config(endpoints=(endpoint,), feeds=(), mask=Mask(["hunter2-hunter2"]))
        async with open_desk(config) as desk:
            with patch.object(desk.app, "open_url") as open_url:
                await desk.press("o")
                await desk.until(lambda: open_url.called)

            open_url.assert_called_once_with("https://x.example.com/?key=hunter2-hunter2")
            assert "opening https://x.example.com" in desk.footer
            assert "hunter2" not in desk.footer

    async def test_a_browser_that_draws_on_the_terminal_is_lent_it(self) -> None:
        self.text_browser.return_value = "lynx"
        async with open_desk() as desk:
            desk.overview.select("cart-api")
            with patch.object(desk.app, "open_url") as open_url:
                await desk.press("o")
                await desk.until(lambda: "cannot be lent" in desk.footer)

            assert "open it in a browser elsewhere" in desk.footer
            open_url.assert_not_called()

    async def test_a_browser_that_takes_its_time_holds_up_nobody(self) -> None:
        is_done = threading.Event()
        self.addCleanup(is_done.set)
        async with open_desk() as desk:
            desk.overview.select("cart-api")
            with patch.object(desk.app, "open_url", side_effect=lambda _: is_done.wait(30)):
                await desk.press("o", "V")

                assert desk.overview.shows_cards
                is_done.set()
