from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tests.factories import NOW, make_close, make_failure, make_feed, make_handshake, make_message
from tests.pane_app import make_outlook
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.widgets.feed_status import FeedStatus, FrozenBar
from tui.widgets.listing import Listing

if TYPE_CHECKING:
    from textual.app import ComposeResult


class StatusApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.state = FeedState(make_feed(buffer=BufferLimits(messages=10)))
        self.listing = Listing(self.state)
        self.status = FeedStatus(self.listing, make_outlook(60), mask=Mask())
        self.frozen = FrozenBar(self.listing, now=lambda: NOW)

    def compose(self) -> ComposeResult:
        yield self.status
        yield self.frozen

    def connect(self) -> None:
        self.state.connecting(NOW - 4_400)
        self.state.opened(make_handshake(), NOW - 4_320)

    def row(self, widget: FeedStatus | FrozenBar | None = None) -> str:
        shown = widget or self.status
        shown.sync()
        return shown.render_lines(shown.size.region)[0].text.strip()


class FeedStatusTest(IsolatedAsyncioTestCase):
    async def test_an_open_feed_says_how_it_is_doing(self) -> None:
        app = StatusApp()
        app.connect()
        for second in range(60):
            app.state.record(make_message(at=NOW - 60 + second))
        app.state.record(make_message(at=NOW, direction="out"))
        app.state.ponged(0.018)
        async with app.run_test(size=(100, 4)):
            assert app.row().startswith("● open 1h12m  ↓1/s ↑1 sent  rtt 18ms  61 msgs  ")
            assert app.row().endswith("▇▇▇")

    async def test_one_message_is_one_msg(self) -> None:
        app = StatusApp()
        app.connect()
        app.state.record(make_message(at=NOW))
        async with app.run_test(size=(100, 4)):
            assert "1 msg  " in app.row()

    async def test_a_lost_feed_says_when_it_is_tried_again_and_why(self) -> None:
        app = StatusApp()
        app.connect()
        app.state.closed(make_close(), NOW - 3)
        app.state.rejected(make_failure(), NOW - 2)
        app.state.waiting(6, NOW - 2)
        app.state.attempt = 2
        async with app.run_test(size=(80, 4)):
            assert app.row() == "◐ retry 3 in 4s  connect: 127.0.0.1:1 refused the connection"

    async def test_a_stopped_feed_says_why_and_what_to_press(self) -> None:
        app = StatusApp()
        app.connect()
        app.state.stopped(make_failure(), NOW - 2)
        async with app.run_test(size=(100, 4)):
            assert app.row() == "✗ stopped 2s  connect: 127.0.0.1:1 refused the connection  r tries again"

    async def test_a_paused_feed_says_how_to_go_on(self) -> None:
        app = StatusApp()
        app.state.pause(NOW)
        async with app.run_test(size=(80, 4)):
            assert app.row() == "‖ paused  p connects again"

    async def test_where_there_is_no_frame_it_says_how_much_is_below(self) -> None:
        app = StatusApp()
        app.connect()
        for _ in range(9):
            app.state.record(make_message())
        app.listing.view.settle(3)
        app.listing.view.select(2)
        app.status.says_place = True
        async with app.run_test(size=(80, 4)):
            assert app.row().endswith("6 below · G follows")

    async def test_how_much_has_come_is_worth_more_than_the_figures(self) -> None:
        app = StatusApp()
        app.connect()
        for _ in range(9):
            app.state.record(make_message())
        app.listing.view.select(2)
        for _ in range(5):
            app.state.record(make_message('{"type": "error"}'))
        app.listing.newcomers.advance(10.0)
        app.status.says_place = True
        async with app.run_test(size=(50, 4)):
            assert app.row().endswith("+5 new (5 problems) · G follows")

    async def test_a_frozen_view_says_since_when_and_what_it_misses(self) -> None:
        app = StatusApp()
        app.listing.freeze()
        app.frozen.since = NOW - 4
        for _ in range(7):
            app.state.record(make_message())
        async with app.run_test(size=(80, 4)):
            assert app.row(app.frozen).startswith("‖ FROZEN 4s  7 new messages buffered · none dropped")
            assert app.row(app.frozen).endswith("space resumes")

    async def test_where_room_is_short_a_frozen_view_still_says_how_to_go_on(self) -> None:
        app = StatusApp()
        app.listing.freeze()
        app.frozen.since = NOW - 4
        async with app.run_test(size=(60, 4)):
            assert app.row(app.frozen) == "‖ FROZEN 4s  0 new messages buffered" + " " * 9 + "space resumes"

    async def test_a_frozen_view_says_what_can_no_longer_be_seen(self) -> None:
        app = StatusApp()
        app.listing.freeze()
        for _ in range(17):
            app.state.record(make_message())
        async with app.run_test(size=(80, 4)):
            assert "17 new messages buffered · 7 dropped" in app.row(app.frozen)
