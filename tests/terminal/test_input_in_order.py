from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.events import Key, MouseDown, MouseUp, Paste
from textual.widgets import Input

from tests.dashboards import open_desk
from tests.orderly_app import worked_off

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.events import Event

    from tests.dashboards import Desk

_NAMES = {":": "colon", "/": "slash", "-": "minus", "\r": "enter", "\x1b": "escape"}


def _keys(text: str) -> Iterable[Key]:
    return (Key(_NAMES.get(each, each), each if each.isprintable() else None) for each in text)


async def type_ahead(desk: Desk, text: str) -> None:
    """Press keys before the first of them is worked off, and wait until the last has been."""
    await send(desk, *_keys(text))


async def send(desk: Desk, *events: Event) -> None:
    """Send what a terminal sends in one go, and wait until the last of it has been worked off."""
    for event in events:
        desk.app.post_message(event)
    await desk.pilot.pause()
    await worked_off(desk.app)
    await desk.pilot.pause()


class InputInOrderTest(IsolatedAsyncioTestCase):
    async def test_what_is_typed_after_the_palette_s_key_goes_into_the_palette(self) -> None:
        async with open_desk() as desk:
            await type_ahead(desk, ":cart-api")

            assert desk.app.screen.query_one(Input).value == ":cart-api"

    async def test_a_command_that_comes_in_one_go_is_the_one_that_runs(self) -> None:
        async with open_desk() as desk:
            await type_ahead(desk, ":cart-api\r")

            assert [state.name for state in desk.board if state.name in desk.rows()[0]] == ["cart-api"]

    async def test_a_filter_and_what_follows_it_reach_the_list_that_is_left(self) -> None:
        async with open_desk() as desk:
            await type_ahead(desk, "/pricing\rm")

            assert desk.app.context.view.pinned == {"pricing"}

    async def test_every_escape_leaves_one_layer_and_no_more(self) -> None:
        async with open_desk() as desk:
            await type_ahead(desk, "\rE:\x1b\x1b")

            assert len(desk.app.screen_stack) == 2

    async def test_what_is_pasted_after_a_key_goes_where_the_key_leads(self) -> None:
        async with open_desk() as desk:
            await send(desk, *_keys("/"), Paste("pricing"), *_keys("\rm"))

            assert desk.app.context.view.pinned == {"pricing"}

    async def test_a_click_after_a_key_meets_the_screen_that_the_key_opens(self) -> None:
        async with open_desk() as desk:
            y = next(y for y, row in enumerate(desk.rows()) if "pricing" in row)
            click = (
                kind(None, 8, y, 0, 0, 1, shift=False, meta=False, ctrl=False)
                for kind in (MouseDown, MouseUp)
            )
            before = desk.selected
            await send(desk, *_keys(":"), *click)

            assert desk.selected == before

    async def test_a_key_whose_widget_has_gone_keeps_no_other_waiting(self) -> None:
        async with open_desk() as desk:
            gone = desk.app.focused
            assert gone is not None
            await gone.remove()
            turn = desk.app._turn = object()
            desk.app._go_behind(gone, turn)
            await type_ahead(desk, "E")

            assert len(desk.app.screen_stack) == 2
