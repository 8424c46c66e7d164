from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tests.factories import (
    NOW,
    make_close,
    make_failure,
    make_feed,
    make_handshake,
    make_message,
    make_tls_facts,
)
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.vitals import Vitals
from tui.text.glyphs import ASCII, BLOCK
from tui.text.units import clock
from tui.widgets.connection_pane import ConnectionPane

if TYPE_CHECKING:
    from typing import Any

    from textual.app import ComposeResult

    from tui.text.glyphs import Glyphs


class PaneApp(App[None]):
    def __init__(self, glyphs: Glyphs = BLOCK, **changes: Any) -> None:
        super().__init__()
        limits = BufferLimits(messages=3)
        self.state = FeedState(make_feed(buffer=limits, **changes))
        self.pane = ConnectionPane(
            lambda: self.state, mask=Mask(["hunter22"]), now=lambda: NOW + 60, glyphs=lambda: glyphs
        )

    def compose(self) -> ComposeResult:
        yield self.pane

    def rows(self) -> list[str]:
        self.pane.sync()
        return [strip.text.strip("│ ") for strip in self.pane.render_lines(self.pane.size.region)]


class ConnectionPaneTest(IsolatedAsyncioTestCase):
    async def test_what_was_agreed_on_is_listed(self) -> None:
        app = PaneApp()
        shake = make_handshake(subprotocol="v2.json", compression=True, tls=make_tls_facts())
        app.state.connecting(NOW)
        app.state.opened(shake, NOW)
        app.state.ponged(0.018)
        async with app.run_test(size=(60, 14)):
            assert app.rows()[1:12] == [
                "url            wss://trades.example.com/v1",
                "subprotocol    v2.json",
                "compression    permessage-deflate",
                "tls            TLSv1.3 · TLS_AES_256_GCM_SHA384",
                "address        192.0.2.7",
                "handshake      101 in 42ms",
                "phases         dns 4 · connect 8 · tls 16 · send 1 · wa…",
                f"opened         {clock(NOW)}",
                "buffer         1 rows · 42 B · 0 older gone",
                "round trip     18ms · slowest 18ms",
                "traffic        ↓0 B ↑0 B",
            ]

    async def test_cookies_that_were_set_are_named_and_not_told(self) -> None:
        app = PaneApp()
        app.state.opened(make_handshake(cookies=("route", "id\x1b[2J")), NOW)
        async with app.run_test(size=(60, 14)):
            assert "cookies        route=•••, id�[2J=•••" in app.rows()

    async def test_in_ascii_the_ways_are_written_as_in_the_list_of_messages(self) -> None:
        app = PaneApp(glyphs=ASCII)
        async with app.run_test(size=(60, 14)):
            assert "traffic        v0 B ^0 B" in app.rows()

    async def test_the_round_trips_of_pings_are_a_line(self) -> None:
        app = PaneApp()
        app.state.opened(make_handshake(), NOW)
        for round_trip in (0.01, 0.02, 0.04, 0.08, 0.01):
            app.state.ponged(round_trip)
        async with app.run_test(size=(60, 14)):
            assert "round trip     10ms · slowest 80ms ▁▂▄▇▁" in app.rows()

    async def test_what_compression_is_worth_is_said(self) -> None:
        app = PaneApp()
        app.state.connecting(NOW)
        app.state.opened(make_handshake(compression=True), NOW)
        app.state.measured(Vitals(wire_bytes=1_000, unpacked=3_100), NOW)
        async with app.run_test(size=(60, 14)):
            assert any(row.endswith("permessage-deflate  3.1×") for row in app.rows())

    async def test_reconnects_and_what_the_buffer_let_go_are_counted(self) -> None:
        app = PaneApp()
        for at in range(3):
            app.state.opened(make_handshake(), NOW + at)
            app.state.record(make_message())
        async with app.run_test(size=(60, 14)):
            assert f"opened         {clock(NOW + 2)} · 2 reconnects" in app.rows()
            assert any(row.endswith("3 older gone") for row in app.rows())

    async def test_why_it_failed_comes_first(self) -> None:
        app = PaneApp()
        app.state.opened(make_handshake(), NOW)
        app.state.closed(make_close(1006), NOW + 5)
        app.state.rejected(make_failure(), NOW + 6)
        async with app.run_test(size=(70, 5)):
            assert app.rows()[2] == "failed         connect: 127.0.0.1:1 refused the connection"
            assert app.rows()[3] == "last close     1006 abnormal closure"

    async def test_what_the_server_should_not_have_done_is_a_warning(self) -> None:
        app = PaneApp()
        app.state.opened(make_handshake(warning="chose v2, which was not offered"), NOW)
        async with app.run_test(size=(60, 14)):
            assert "warning        chose v2, which was not offered" in app.rows()

    async def test_secrets_in_the_url_do_not_show(self) -> None:
        app = PaneApp(url="wss://me:hunter22@example.com/v1?token=abc")
        async with app.run_test(size=(60, 14)):
            assert app.rows()[1] == "url            wss://me:•••@example.com/v1?token=•••"
