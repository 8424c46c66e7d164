from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import (
    NOW,
    make_attempt,
    make_endpoint,
    make_exchange,
    make_failure,
    make_feed,
    make_message,
    make_result,
)
from tests.pane_app import lines_of, shown
from tui.model.board import Board
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.text.glyphs import BRAILLE
from tui.widgets.spot_pane import SpotPane
from tui.widgets.time_line import TimeLine


class Clock:
    """Stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class SpotPaneTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.clock = Clock()
        self.board = Board([make_endpoint("orders")], [make_feed("trades")])
        orders, trades = self.board["orders"], self.board["trades"]
        assert isinstance(orders, EndpointState)
        assert isinstance(trades, FeedState)
        self.orders, self.trades = orders, trades

    def make_pane(self) -> SpotPane:
        line = TimeLine(self.board, now=lambda: NOW, ages=lambda: False, ascii_only=lambda: False)
        return SpotPane(line, mask=self.board.mask, glyphs=lambda: BRAILLE, clock=self.clock)

    async def test_a_message_is_laid_out(self) -> None:
        self.trades.record(make_message('{"id": 7, "state": "packed"}', at=NOW))
        pane = self.make_pane()
        async with shown(pane, 50, 10):
            rows = lines_of(pane)

        assert "message #1 of trades" in rows[0]
        assert "text 28 B" in rows[0]
        assert '"state": "packed"' in rows[3]
        assert pane.source == "trades"

    async def test_a_check_tells_what_failed_where_its_time_went_and_what_came(self) -> None:
        exchange = make_exchange(status=503, body=b'{"error": "db timeout"}')
        attempts = (make_attempt(exchange=exchange, failure=make_failure(message="no rows")),)
        self.orders.record(
            make_result(503, name="orders", attempts=attempts, failure=attempts[0].failure, at=NOW)
        )
        pane = self.make_pane()
        async with shown(pane, 60, 20):
            text = "\n".join(lines_of(pane))

        for part in (" of orders", "no rows", "wait", '"error": "db timeout"'):
            assert part in text

    async def test_what_is_large_is_left_to_the_screen_it_is_on(self) -> None:
        self.trades.record(make_message("x" * 40_000, at=NOW))
        pane = self.make_pane()
        async with shown(pane, 50, 10):
            assert "40.0 kB: ⏎ shows it" in lines_of(pane)[1]

    async def test_while_the_list_follows_something_stays_long_enough_to_be_seen(self) -> None:
        self.trades.record(make_message('{"id": 1}', at=NOW))
        pane = self.make_pane()
        async with shown(pane, 50, 10):
            self.trades.record(make_message('{"id": 2}', at=NOW + 0.1))
            pane.sync()
            early = lines_of(pane)[2]
            self.clock.now = 1.0
            pane.sync()

            assert '"id": 1' in early
            assert '"id": 2' in lines_of(pane)[2]
