from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.dashboards import open_desk
from tests.factories import NOW
from tui.model.event import Event, EventKind
from tui.screens.feed import FeedScreen

if TYPE_CHECKING:
    from tests.dashboards import Desk


def react(desk: Desk, *actions: str) -> None:
    event = Event(
        at=NOW, source="trades", kind=EventKind.TRIGGERED, what="trigger", actions=actions, number=3
    )
    desk.app._reactions.react(event)


class ReactionsTest(IsolatedAsyncioTestCase):
    async def test_a_trigger_rings_once_a_second_at_most(self) -> None:
        async with open_desk() as desk:
            with patch.object(desk.app, "bell") as bell:
                for _ in range(5):
                    react(desk, "bell")

            bell.assert_called_once_with()

    async def test_a_muted_feed_does_not_ring(self) -> None:
        async with open_desk() as desk:
            desk.app.context.view.muted.add("trades")
            with patch.object(desk.app, "bell") as bell:
                react(desk, "bell")

            bell.assert_not_called()

    async def test_the_open_feed_freezes_at_the_message(self) -> None:
        async with open_desk() as desk:
            desk.app.open_item("trades")
            await desk.pilot.pause()
            react(desk, "freeze")
            await desk.pilot.pause()
            screen = desk.app.screen
            assert isinstance(screen, FeedScreen)

            assert screen.listing.view.is_frozen
            assert screen.listing.view.cursor == 3

    async def test_what_is_in_memory_is_dumped_into_a_file_of_the_users_data(self) -> None:
        directory = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(patch.dict(os.environ, {"XDG_DATA_HOME": str(directory)}))
        async with open_desk() as desk:
            react(desk, "dump")
            await desk.app.workers.wait_for_complete(
                [each for each in desk.app.workers if each.group == "dump"]
            )
            (written,) = (directory / "asyncdash" / "dumps").glob("trades-*.ndjson")

            assert written.read_text().count("\n") == len(desk.board["trades"].rows)  # type: ignore[union-attr]

    async def test_a_notification_says_what_it_is_about(self) -> None:
        async with open_desk() as desk:
            with patch.object(desk.app, "say") as say:
                react(desk, "notify", "notify")

            say.assert_called_once()
