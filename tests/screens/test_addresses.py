from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from msgspec.structs import replace

from tests.dashboards import open_desk
from tests.factories import make_result
from tui.screens.addresses import AddressesSheet

if TYPE_CHECKING:
    from typing import Any

    from tests.dashboards import Desk


def answer(desk: Desk, *addresses: str) -> None:
    """Let the engine know those addresses, the last of which is bad."""

    def addresses_of(endpoint: Any) -> Any:
        return [replace(endpoint, resolve=address) for address in addresses]

    def once(endpoint: Any) -> Any:
        return make_result(503 if endpoint.resolve == addresses[-1] else 200, name=endpoint.name)

    desk.engine.addresses.side_effect = addresses_of
    desk.engine.send_once.side_effect = once


async def until(desk: Desk, text: str) -> None:
    while text not in desk.text:
        await desk.pilot.pause()


class AddressesSheetTest(IsolatedAsyncioTestCase):
    async def test_every_address_is_asked_and_shown(self) -> None:
        async with open_desk() as desk:
            answer(desk, "192.0.2.7", "2001:db8::1")
            await desk.press("colon", *"addresses", "enter")
            await until(desk, "1 of 2 fail")
            rows = [row for row in desk.rows() if "192.0.2.7" in row or "2001:db8::1" in row]

        assert "200" in rows[0]
        assert "503" in rows[1]

    async def test_r_asks_again(self) -> None:
        async with open_desk() as desk:
            answer(desk, "192.0.2.7", "192.0.2.8")
            await desk.press("colon", *"addresses", "enter")
            await until(desk, "1 of 2 fail")
            answer(desk, "192.0.2.9")
            await desk.press("r")
            await until(desk, "1 of 1 fail")

            assert "192.0.2.8" not in desk.text

    async def test_escape_closes_it(self) -> None:
        async with open_desk() as desk:
            answer(desk, "192.0.2.7")
            await desk.press("colon", *"addresses", "enter")
            await until(desk, "1 of 1 fail")
            await desk.press("escape")

            assert not isinstance(desk.app.screen, AddressesSheet)

    async def test_a_feed_has_none_to_ask(self) -> None:
        async with open_desk() as desk:
            desk.app.open_item("trades")
            await desk.press("colon", *"addresses", "enter")
            await desk.pilot.pause()

            assert "select an endpoint" in desk.footer
