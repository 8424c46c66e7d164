from __future__ import annotations

import asyncio
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.dashboards import open_desk
from tui.engine.jobs import Job
from tui.engine.streamer import SendError
from tui.model.message import Opcode
from tui.screens.requests import SendRequested


class EngineTest(IsolatedAsyncioTestCase):
    async def test_a_url_is_watched_with_a_job_of_its_own(self) -> None:
        ran = asyncio.Event()

        async def run() -> None:
            ran.set()

        async with open_desk() as desk:
            desk.engine.add.return_value = Job("new", run)
            await desk.press("i")
            await desk.type("wss://new.example.com/feed")
            await desk.press("enter")
            await asyncio.wait_for(ran.wait(), 5)

            assert "is watched until you quit" in desk.footer

    async def test_a_second_url_of_the_same_host_and_path_gets_a_number(self) -> None:
        async with open_desk() as desk:
            desk.engine.add.return_value = None
            name = next(iter(desk.board)).name
            await desk.press("i")
            await desk.type(f"https://{name}")
            await desk.press("enter")

            (target,) = desk.engine.add.call_args.args
            assert target.name == f"{name} (2)"

    async def test_a_name_that_is_taken_is_told(self) -> None:
        async with open_desk() as desk:
            desk.engine.add.side_effect = ValueError("two things are called 'x'; give one another name")
            await desk.press("i")
            await desk.type("https://x.example.com")
            await desk.press("enter")

            assert "two things are called" in desk.footer

    async def test_before_the_engine_is_open_no_key_does_harm(self) -> None:
        async with open_desk() as desk:
            desk.app.engine = None
            await desk.press("r", "R", "p", "P", "G", "r")

            assert desk.app.is_running

    async def test_what_cannot_be_sent_is_told_to_the_feed(self) -> None:
        async with open_desk() as desk:
            desk.engine.send.side_effect = SendError("trades is not connected: it is retried in 4s")
            await desk.press("G", "k", "enter")
            answers: list[str | None] = []
            desk.app.screen.post_message(SendRequested("trades", b"hello", Opcode.TEXT, answers.append))
            await desk.pilot.pause()
            await desk.app.workers.wait_for_complete(
                [each for each in desk.app.workers if each.group == "send"]
            )

            assert answers == ["trades is not connected: it is retried in 4s"]
            desk.engine.send.assert_awaited_once_with("trades", b"hello", Opcode.TEXT)

    async def test_variables_in_what_was_typed_are_replaced_and_their_values_hidden(self) -> None:
        answers: list[str | None] = []
        async with open_desk() as desk:
            with patch.dict("os.environ", {"SHOP_TOKEN": "hunter2-hunter2"}):
                for text in (b"auth ${SHOP_TOKEN}", b"auth ${NO_SUCH_TOKEN}"):
                    request = SendRequested("trades", text, Opcode.TEXT, answers.append, has_variables=True)
                    desk.app.screen.post_message(request)
                await desk.pilot.pause()
                await desk.app.workers.wait_for_complete(
                    [each for each in desk.app.workers if each.group == "send"]
                )

            assert desk.board.mask("auth hunter2-hunter2") == "auth •••"
            assert "${NO_SUCH_TOKEN} is not set" in "".join(map(str, answers))
            desk.engine.send.assert_awaited_once_with("trades", b"auth hunter2-hunter2", Opcode.TEXT)
