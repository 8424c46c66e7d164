from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.dashboards import make_desk_config, open_desk
from tests.screens.test_mouse import click
from tui.screens.endpoint import EndpointScreen
from tui.screens.feed import FeedScreen

if TYPE_CHECKING:
    from tui.model.board import Board

KEYS = {
    "check.now": ("u",),
    "problems": ("Q",),
    "pause": ("f7",),
    "message.open": ("f8",),
    "back": ("f9",),
    "filter": ("f6",),
}


def nothing(_: Board) -> None:
    """Leave everything unchecked."""


class HintsTest(IsolatedAsyncioTestCase):
    """What a screen says one could do, with the keys of the configuration."""

    async def test_an_endpoint_without_a_check_names_the_key_that_checks_and_a_click_is_as_good(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS), prepare=nothing) as desk:
            desk.overview.select("cart-api")
            await desk.press("enter")
            said = desk.text
            await click(desk, "u checks now")

            assert isinstance(desk.app.screen, EndpointScreen)
            assert "r checks now" not in said
            desk.engine.check_now.assert_called_once_with(("cart-api",))

    async def test_an_overview_without_problems_names_the_key_that_shows_everything(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS), prepare=nothing) as desk:
            await desk.press("Q")
            said = desk.text
            await click(desk, "Q shows everything")

            assert "no problem — Q shows everything" in said
            assert not desk.app.context.view.problems_only

    async def test_a_paused_feed_names_the_key_that_connects(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS), prepare=nothing) as desk:
            desk.board.feeds[0].pause(desk.app.context.now())
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter")
            said = desk.text
            await click(desk, "f7 connects again")

            assert "no message yet — f7 resumes" in said
            assert desk.engine.pause.called or desk.engine.resume.called

    async def test_an_answer_in_the_footer_names_the_keys_of_the_configuration(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter", "n")

            assert "nothing is searched for — f6 filters" in desk.footer

    async def test_the_key_that_opens_chooses_a_type_wherever_it_is(self) -> None:
        async with open_desk(make_desk_config(keys=KEYS)) as desk:
            desk.overview.select(desk.board.feeds[0].name)
            await desk.press("enter")
            screen = desk.app.screen
            assert isinstance(screen, FeedScreen)
            screen.types.focus()
            await desk.pilot.pause()
            desk.repaint()
            offered = desk.text
            await desk.press("f8")

            assert "f8 shows only one" in offered
            assert screen.query_bar.text.startswith("type:")
