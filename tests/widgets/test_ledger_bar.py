from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from textual.app import App, ComposeResult

from tests.factories import NOW, make_feed, make_handshake, make_message
from tui.model.condition import ConditionScope
from tui.model.conditions.parser import parse_condition
from tui.model.feed import BufferLimits, Trigger
from tui.model.feed_state import FeedState
from tui.model.vitals import Vitals
from tui.widgets.ledger_bar import LedgerBar
from tui.widgets.listing import Listing


class BarApp(App[None]):
    def __init__(self, count: int = 0) -> None:
        super().__init__()
        self.state = FeedState(make_feed(buffer=BufferLimits(messages=1_000)))
        self.state.connecting(NOW)
        self.state.opened(make_handshake(), NOW)
        for _ in range(count):
            self.state.record(make_message("x" * 100))
        self.listing = Listing(self.state)
        self.ticks = 0.0
        self.bar = LedgerBar(self.listing, clock=self.tick)

    def tick(self) -> float:
        self.ticks += 1.0
        return self.ticks

    def compose(self) -> ComposeResult:
        yield self.bar

    def row(self) -> str:
        self.ticks += 100
        self.bar.sync()
        return self.bar.render_lines(self.bar.size.region)[0].text.strip()


VITALS = Vitals(queued=0, wire_bytes=50_000, unpacked=150_000, rtt=0.018, retransmits=2, lag=0.002)


class LedgerBarTest(IsolatedAsyncioTestCase):
    async def test_every_message_is_accounted_for(self) -> None:
        app = BarApp(1_500)
        async with app.run_test(size=(80, 1)):
            assert app.row() == "1,500 received = 1,000 shown + 0 filtered + 500 evicted"

    async def test_where_there_is_room_it_tells_of_the_socket_and_the_loop(self) -> None:
        app = BarApp(1_500)
        app.state.measured(VITALS, NOW)
        async with app.run_test(size=(160, 1)):
            assert app.row().endswith(
                "wire 50.0 kB → 150 kB · loop lag 2ms · kernel queue 0 B · tcp rtt 18ms · 2 resent"
            )

    async def test_what_a_system_does_not_tell_is_left_out(self) -> None:
        app = BarApp()
        app.state.measured(Vitals(lag=0.25), NOW)
        async with app.run_test(size=(160, 1)):
            assert app.row().partition("evicted")[2].strip() == "loop lag 250ms"

    async def test_where_there_is_little_room_what_is_nothing_is_left_out(self) -> None:
        app = BarApp(10)
        async with app.run_test(size=(40, 1)):
            assert app.row() == "10 received = 10 shown"

    async def test_what_triggers_could_not_look_at_is_said(self) -> None:
        app = BarApp(10)
        condition = parse_condition("size > 1B", ConditionScope.FEED)
        app.state.feed = make_feed(triggers=(Trigger(when=condition, actions=("mark",)),))
        app.state.noticed.overlooked = 1_200
        async with app.run_test(size=(120, 1)):
            assert app.row().endswith("1,200 not looked at by triggers")

    async def test_what_is_missing_would_be_said(self) -> None:
        app = BarApp(10)
        app.state.received += 1
        async with app.run_test(size=(80, 1)):
            assert app.row().endswith("1 unaccounted for")
            assert "11 received ≠ 10 shown" in app.row()

    async def test_counting_takes_no_more_than_its_share_of_the_time(self) -> None:
        app = BarApp(10)
        async with app.run_test(size=(80, 1)):
            before = app.row()
            app.state.record(make_message())
            app.bar.sync()
            resting = app.bar.render_lines(app.bar.size.region)[0].text.strip()

            assert resting == before
            assert app.row().startswith("11 received")
