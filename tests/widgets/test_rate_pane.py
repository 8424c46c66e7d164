from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tests.factories import NOW, make_close, make_feed, make_handshake, make_message
from tests.pane_app import make_outlook
from tui.model.feed_state import FeedState
from tui.text.glyphs import BLOCK
from tui.widgets.rate_pane import RatePane

if TYPE_CHECKING:
    from textual.app import ComposeResult


class PaneApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        state = FeedState(make_feed())
        state.connecting(NOW - 60)
        state.opened(make_handshake(), NOW - 60)
        for second in range(50):
            for _ in range(second % 5):
                state.record(make_message(at=NOW - 60 + second))
        state.closed(make_close(), NOW - 10)
        self.pane = RatePane(lambda: state, make_outlook(60, glyphs=BLOCK))

    def compose(self) -> ComposeResult:
        yield self.pane


class RatePaneTest(IsolatedAsyncioTestCase):
    async def test_the_chart_has_a_zero_a_top_a_span_a_peak_and_crosses_without_a_connection(self) -> None:
        app = PaneApp()
        async with app.run_test(size=(50, 8)):
            rows = [strip.text for strip in app.pane.render_lines(app.pane.size.region)]

            assert "rate" in rows[0]
            assert "1m  + −" in rows[0]
            assert "4/s┤" in rows[1]
            assert "0┤" in rows[6]
            assert "××" in rows[6]
            assert "peak 4/s" in rows[7]
