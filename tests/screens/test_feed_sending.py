from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.feeds import FeedApp
from tui.model.message import Opcode
from tui.screens.context import ViewState
from tui.screens.requests import SendRequested
from tui.text.draft import Draft, DraftKind
from tui.widgets.composer import Composer

if TYPE_CHECKING:
    from typing import Any

    from textual.pilot import Pilot

MEDIUM = (120, 40)


def asked(app: FeedApp) -> list[tuple[Opcode, bytes]]:
    return [(each.opcode, each.payload) for each in app.asked if isinstance(each, SendRequested)]


async def until_asked(app: FeedApp, pilot: Pilot[Any], count: int = 1) -> None:
    async with asyncio.timeout(10):
        while len(app.asked) < count:
            await pilot.pause(0.01)


class FeedSendingTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.directory = Path(self.enterContext(tempfile.TemporaryDirectory()))

    async def test_bytes_are_sent_as_a_binary_message(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "f2", *"4869", "enter")

            assert asked(app) == [(Opcode.BINARY, b"Hi")]

    async def test_the_kind_is_seen_in_the_frame(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("f2", "f2")
            await pilot.pause()

            assert "binary base64 ▾" in app.shown()

    async def test_a_ping_and_a_close_may_be_empty(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", *["f2"] * 4, "enter")
            await pilot.press("f2", "enter")

            assert asked(app) == [(Opcode.PING, b""), (Opcode.CLOSE, b"\x03\xe8")]

    async def test_what_cannot_be_sent_is_not_and_says_why(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "f2", "4", "enter")
            await pilot.pause()

            assert asked(app) == []
            assert "not sent: a byte has two hexadecimal digits" in app.shown()

    async def test_a_file_of_text_is_sent_as_text_and_another_as_bytes(self) -> None:
        (self.directory / "a").write_bytes(b"hello")
        (self.directory / "b").write_bytes(b"\xff")
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            for name in "ab":
                draft = Draft(f"@{self.directory / name}", DraftKind.FILE)
                app.feed_screen._begin(draft, lambda _: None)
            await until_asked(app, pilot, 2)

            assert sorted(asked(app)) == [(Opcode.TEXT, b"hello"), (Opcode.BINARY, b"\xff")]

    async def test_a_file_that_is_not_there_is_said_to_be_missing(self) -> None:
        app = FeedApp()
        answers: list[str | None] = []
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen._begin(Draft("@/nowhere/at/all", DraftKind.FILE), answers.append)
            async with asyncio.timeout(10):
                while not answers:
                    await pilot.pause(0.01)

            assert answers == ["/nowhere/at/all cannot be read: No such file or directory"]

    async def test_what_was_typed_has_variables_and_bytes_have_none(self) -> None:
        app = FeedApp()
        async with app.run_test(size=(120, 40)) as pilot:
            for draft in (Draft("${TOKEN}"), Draft("plain"), Draft("247b417d", DraftKind.HEX)):
                app.feed_screen.composer.post_message(Composer.Sent(draft))
            await pilot.pause()
            requests = [each for each in app.asked if isinstance(each, SendRequested)]

            assert [each.has_variables for each in requests] == [True, False, False]

    async def test_blanks_are_filled_in_from_the_selected_message(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen.listing.view.select(5)
            app.feed_screen.composer._area.load_text('{"ack":{{$.id}}}')
            await pilot.press("i", "enter")

            assert asked(app) == [(Opcode.TEXT, b'{"ack":4}')]

    async def test_what_was_sent_is_kept_for_the_next_run(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "h", "i", "enter")
            await pilot.pause()
            request = app.asked[0]
            assert isinstance(request, SendRequested)
            request.answer(None)

            assert app.remembered == {"drafts": {"trades": [["text", "hi"]]}}

    async def test_a_draft_is_sent_again_and_again_until_the_same_key(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "h", "i", "f4", *"100ms", "enter")
            await until_asked(app, pilot, 3)
            for request in app.asked:
                assert isinstance(request, SendRequested)
                request.answer(None)
            await pilot.pause()
            during = app.shown()
            await pilot.press("f4")
            await pilot.pause()
            count = len(app.asked)
            paces: list[int] = []
            app.set_interval(0.1, lambda: paces.append(1))
            async with asyncio.timeout(10):
                while len(paces) < 3:
                    await pilot.pause(0.01)

            assert set(asked(app)) == {(Opcode.TEXT, b"hi")}
            assert "↻ every 0.1s · " in during
            assert len(app.asked) == count
            assert "↻" not in app.shown()

    async def test_nobody_is_asked_to_bear_more_than_ten_a_second(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "h", "f4", *"1ms", "enter")
            await pilot.pause()

            assert "no faster than every 100ms" in "\n".join(
                "".join(part.text for part in strip) for strip in app.screen._compositor.render_strips()
            )

    async def test_a_draft_is_read_in_the_same_way_the_next_time(self) -> None:
        view = ViewState()
        first = FeedApp(view=view)
        async with first.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "f2", "4", "8", "escape")
        second = FeedApp(view=view)
        async with second.run_test(size=MEDIUM):
            assert second.feed_screen.composer.draft == Draft("48", DraftKind.HEX)

    async def test_nothing_is_not_repeated(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("f4")

            assert "write something first" in app.shown()
