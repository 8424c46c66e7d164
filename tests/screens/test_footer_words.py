"""The words of the footer: what a key does now, where it does one thing or its opposite."""

from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from msgspec.structs import replace

from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW

WAYS = {
    "overview": (),
    "endpoint": ("J", "enter"),
    "feed": ("G", "enter"),
    "beside": ("G", "enter", "B", "1"),
    "timeline": ("E", "V"),
}
"""Screens that can be frozen, and the keys that lead there."""
IN_FOOTER = ("feed", "beside", "timeline")


class FooterWordsTest(IsolatedAsyncioTestCase):
    async def test_while_the_view_is_frozen_its_key_is_there_once_and_unfreezes(self) -> None:
        for name, way in WAYS.items():
            async with open_desk(make_desk_config()) as desk:
                with self.subTest(name):
                    await desk.press(*way)
                    before = desk.footer
                    await desk.press("space")
                    frozen = desk.footer
                    await desk.press("space")

                    assert ("space freeze" in before) == (name in IN_FOOTER)
                    assert frozen.count("space ") == frozen.count("space unfreeze") == 1
                    assert desk.footer == before

    async def test_the_key_that_unfreezes_is_written_as_somebody_has_bound_it(self) -> None:
        async with open_desk(make_desk_config(keys={"freeze": ("f6",)})) as desk:
            await desk.press("E", "V", "f6")

            assert "F6 unfreeze" in desk.footer
            assert "space" not in desk.footer

    async def test_what_is_paused_can_be_resumed(self) -> None:
        async with open_desk() as desk:
            running = desk.footer
            desk.overview.select("image-resize")
            desk.repaint()
            paused = desk.footer
            desk.board.endpoints[0].pause(NOW)
            desk.overview.select(desk.board.endpoints[0].name)
            desk.repaint()

            assert "p pause" in running
            assert "p resume" in paused
            assert "p resume" in desk.footer

    async def test_an_answer_in_the_footer_outlasts_a_pause(self) -> None:
        async with open_desk() as desk:
            await desk.press("M")
            said = desk.footer
            desk.board[desk.selected or ""].pause(NOW)
            desk.repaint()

            assert "is muted" in said
            assert desk.footer == said

    async def test_server_sent_events_are_sent_no_draft_by_any_key(self) -> None:
        config = make_desk_config()
        feed = replace(config.feeds[-1], url="https://stream.example.com/events")
        async with open_desk(replace(config, feeds=(*config.feeds[:-1], feed))) as desk:
            desk.app.open_item(feed.name)
            await desk.pilot.pause()
            for key in ("i", "f2", "f4"):
                await desk.press("j", key)

                assert "go one way: nothing can be sent" in desk.footer
