from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import open_desk
from tests.factories import NOW, make_result
from tui.model.endpoint_state import EndpointState
from tui.screens.endpoint import EndpointScreen
from tui.screens.events import EventsScreen
from tui.screens.feed import FeedScreen
from tui.text.units import clock

WALL = (200, 60)


class EventContextTest(IsolatedAsyncioTestCase):
    """How things were at the selected event, beside the log."""

    async def test_it_shows_the_endpoint_as_it_was_and_goes_there(self) -> None:
        async with open_desk(size=WALL) as desk:
            await desk.press("E", "slash", *"payments", "enter")
            state = desk.board["payments-capture"]
            assert isinstance(state, EndpointState)
            state.record(make_result(418, name="payments-capture", at=NOW))
            desk.repaint()
            beside = "\n".join(row[100:] for row in desk.rows())
            await desk.press("enter")
            screen = desk.app.screen
            assert isinstance(screen, EndpointScreen)
            opened = screen.choice.result()

            assert f"‖ AT {clock(NOW - 40)}" in beside
            assert "✗ payments-capture" in beside
            assert "418" not in beside
            assert opened is not None
            assert opened.started_at == NOW - 40

    async def test_it_follows_the_cursor_from_incident_to_incident(self) -> None:
        async with open_desk(size=WALL) as desk:
            await desk.press("E", "G", "K")
            await desk.until(lambda: "⁶body" in desk.text)

            assert isinstance(desk.app.screen, EventsScreen)
            assert "²‖ AT" in desk.text
            assert "⁶body" in desk.text

    async def test_a_feed_is_shown_with_its_rate_and_messages_and_opened_there(self) -> None:
        async with open_desk(size=WALL) as desk:
            await desk.press("E", "slash", *"closed", "enter")
            desk.repaint()
            await desk.pilot.pause()
            beside = "\n".join(row[100:] for row in desk.rows())
            await desk.press("enter")
            screen = desk.app.screen

            assert "³rate" in beside
            assert "⁴presence" in beside
            assert isinstance(screen, FeedScreen)
            assert screen.listing.view.current is not None

    async def test_without_room_there_is_only_the_log(self) -> None:
        async with open_desk(size=(120, 40)) as desk:
            await desk.press("E")

            assert "LASTED" in desk.text
            assert "peak" in desk.text
            assert "²‖ AT" not in desk.text
