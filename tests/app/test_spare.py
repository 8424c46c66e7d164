from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from textual._compositor import LayoutUpdate

from tests.dashboards import SIZES, make_desk_config, open_desk
from tests.factories import NOW, make_endpoint, make_result
from tui.model.endpoint_state import EndpointState
from tui.screens.requests import OpenExpected

if TYPE_CHECKING:
    from tests.dashboards import Desk
    from tui.screens.endpoint import EndpointScreen


async def spare(desk: Desk, name: str = "payments-capture") -> EndpointScreen:
    """Have the screen of an endpoint at hand."""
    await desk.settle()
    desk.app.spare.is_wanted = True
    state = desk.board[name]
    assert isinstance(state, EndpointState)
    await desk.app.spare.make(desk.app.context, state)
    assert desk.app.spare.screen is not None
    return desk.app.spare.screen


class SpareTest(IsolatedAsyncioTestCase):
    async def test_one_that_is_still_being_made_is_not_opened(self) -> None:
        async with open_desk() as desk, asyncio.TaskGroup() as group:
            await desk.settle()
            group.create_task(spare(desk))
            await asyncio.sleep(0)

            assert desk.app.spare.screen is not None
            assert desk.app.spare.take(desk.app.spare.screen.state) is None

    async def test_whoever_leaves_while_it_is_made_leaves_in_good_order(self) -> None:
        async with asyncio.TaskGroup() as group, open_desk() as desk:
            await desk.settle()
            group.create_task(spare(desk))
            await asyncio.sleep(0)

            assert desk.app.spare.screen is not None
            assert not desk.app.spare.screen.is_mounted

    async def test_what_is_opened_looks_the_same_with_it_or_without(self) -> None:
        for size in SIZES:
            async with open_desk(size=size) as desk:
                await desk.press("enter")
                made = desk.text
                await desk.press("escape")
                at_hand = await spare(desk)
                await desk.press("enter")

                assert desk.app.screen is at_hand
                assert desk.text == made

    async def test_it_shows_what_has_come_since_it_was_made(self) -> None:
        async with open_desk(size=(120, 40)) as desk:
            await spare(desk)
            state = desk.board["payments-capture"]
            assert isinstance(state, EndpointState)
            state.record(make_result(418, name=state.name, at=NOW))
            await desk.press("enter")

            assert "418" in desk.text

    async def test_it_is_drawn_once_also_when_it_is_still_to_be_laid_out(self) -> None:
        async with open_desk() as desk:
            at_hand = await spare(desk)
            at_hand.refresh(layout=True)
            await desk.pilot.pause()
            with patch.object(desk.app, "_display", wraps=desk.app._display) as display:
                await desk.press("enter")
            drawn = [each.args[1] for each in display.call_args_list if each.args[0] is at_hand]

            assert sum(isinstance(each, LayoutUpdate) for each in drawn) == 1

    async def test_another_endpoint_has_a_screen_of_its_own(self) -> None:
        async with open_desk() as desk:
            at_hand = await spare(desk)
            await desk.press("j", "enter")

            assert desk.app.screen is not at_hand
            assert "cart-api" in desk.rows()[0]

    async def test_of_two_only_the_second_is_kept(self) -> None:
        async with open_desk() as desk:
            first = await spare(desk)
            second = await spare(desk, "cart-api")
            await desk.pilot.pause()

            assert not first.is_attached
            assert second.is_attached

    async def test_it_goes_when_it_is_left(self) -> None:
        async with open_desk() as desk:
            at_hand = await spare(desk)
            await desk.press("enter", "escape")

            assert not at_hand.is_attached
            assert desk.app.spare.screen is not at_hand

    async def test_one_that_was_configured_anew_is_shown_as_it_is_now(self) -> None:
        async with open_desk(size=(120, 40)) as desk:
            at_hand = await spare(desk)
            desk.board.replace(EndpointState(make_endpoint("payments-capture", group="checkout")))
            await desk.press("enter")

            assert desk.app.screen is not at_hand
            assert "no check yet" in desk.text

    async def test_its_footer_names_the_keys_of_now(self) -> None:
        async with open_desk(size=(120, 40)) as desk:
            await spare(desk)
            desk.app.set_keymap({"back": "f9"})
            await desk.press("enter")

            assert "F9 back" in desk.rows()[-1]

    async def test_a_terminal_that_has_grown_is_filled(self) -> None:
        async with open_desk(size=(80, 24)) as desk:
            await spare(desk)
            await desk.pilot.resize_terminal(200, 60)
            await desk.press("enter")
            opened = desk.text
            await desk.press("escape", "enter")

            assert desk.text == opened

    async def test_it_is_made_of_what_the_cursor_rests_on(self) -> None:
        async with open_desk() as desk:
            await desk.settle()
            desk.app.spare.is_wanted = True
            desk.app.post_message(OpenExpected("cart-api"))
            while desk.app.spare.screen is None:
                await desk.pilot.pause()

            assert desk.app.spare.screen.state.name == "cart-api"

    async def test_before_everything_runs_there_is_no_time_for_it(self) -> None:
        async with open_desk() as desk:
            desk.app.post_message(OpenExpected("cart-api"))
            await desk.pilot.pause()

            assert desk.app.spare.screen is None

    async def test_what_is_not_watched_any_longer_has_none(self) -> None:
        async with open_desk(make_desk_config("list")) as desk:
            await desk.settle()
            desk.app.spare.is_wanted = True
            desk.app.post_message(OpenExpected("gone"))
            await desk.pilot.pause()

            assert desk.app.spare.screen is None

    async def test_the_program_ends_with_one_at_hand(self) -> None:
        async with open_desk() as desk:
            at_hand = await spare(desk)

        assert not at_hand.is_running
