from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from msgspec.structs import replace

from tests.factories import (
    NOW,
    make_attempt,
    make_endpoint,
    make_exchange,
    make_failure,
    make_result,
    make_tls_facts,
)
from tests.pane_app import lines_of, shown
from tui.model.mask import Mask
from tui.text.glyphs import ASCII
from tui.widgets.addresses_pane import AddressesPane

if TYPE_CHECKING:
    from tui.model.endpoint import Endpoint

ENDPOINT = make_endpoint()


def make_pane() -> AddressesPane:
    return AddressesPane(ENDPOINT, mask=Mask(["hunter22"]), now=lambda: NOW, glyphs=lambda: ASCII)


def at(*addresses: str) -> list[Endpoint]:
    return [replace(ENDPOINT, resolve=address) for address in addresses]


class AddressesPaneTest(IsolatedAsyncioTestCase):
    async def test_before_an_answer_it_says_what_it_waits_for(self) -> None:
        pane = make_pane()
        async with shown(pane):
            looking = lines_of(pane)
            pane.found(at("192.0.2.7"))
            asking = lines_of(pane)

        assert "looking up the name" in looking[1]
        assert "192.0.2.7" in asking[2]
        assert "asking" in asking[2]

    async def test_where_there_is_no_room_for_all_phases_the_first_are_shown_whole(self) -> None:
        exchange = make_exchange(tls=make_tls_facts())
        pane = make_pane()
        async with shown(pane, width=60):
            pane.found(at("192.0.2.7"))
            pane.answered("192.0.2.7", make_result(attempts=(make_attempt(exchange=exchange),)))
            rows = lines_of(pane)

        assert rows[1].split()[1:-1] == ["address", "status", "total", "connect", "tls", "cert"]
        assert rows[2].split()[2:-1] == ["192.0.2.7", "200", "42ms", "8ms", "16ms", "30d"]

    async def test_each_address_has_its_status_phases_and_certificate(self) -> None:
        exchange = make_exchange(tls=make_tls_facts(), headers=(("Server", "nginx"),))
        pane = make_pane()
        async with shown(pane, width=100):
            pane.found(at("192.0.2.7", "2001:db8::1"))
            pane.answered("192.0.2.7", make_result(attempts=(make_attempt(exchange=exchange),)))
            pane.answered("2001:db8::1", make_result(None, failure=make_failure("timeout", "too late")))
            rows = lines_of(pane)

        assert rows[2].split()[2:] == ["192.0.2.7", "200", "42ms", "8ms", "16ms", "12ms", "1ms", "30d", "│"]
        assert rows[3].split()[2:4] == ["2001:db8::1", "timeout"]
        assert "1 of 2 fail" in rows[0]
        assert any("server: nginx" in row for row in rows)

    async def test_the_selected_address_says_why_it_fails(self) -> None:
        pane = make_pane()
        async with shown(pane, width=100) as pilot:
            pane.found(at("192.0.2.7", "192.0.2.8"))
            pane.answered("192.0.2.7", make_result())
            pane.answered("192.0.2.8", make_result(None, failure=make_failure("tls", "hunter22 expired")))
            pane.focus()
            await pilot.press("j")
            text = "\n".join(lines_of(pane))

        assert "tls: ••• expired" in text

    async def test_a_name_without_addresses_says_so(self) -> None:
        pane = make_pane()
        async with shown(pane):
            pane.found(make_failure("dns", "no address for x"))

            assert "dns: no address for x" in lines_of(pane)[1]

    async def test_a_certificate_that_ends_soon_or_has_ended_says_so(self) -> None:
        pane = make_pane()
        exchange = make_exchange(tls=make_tls_facts(expires_at=NOW - 1))
        async with shown(pane, width=100):
            pane.found(at("192.0.2.7"))
            pane.answered("192.0.2.7", make_result(attempts=(make_attempt(exchange=exchange),)))

            assert "expired" in lines_of(pane)[2]
