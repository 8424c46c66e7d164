from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_feed, make_handshake, make_message
from tests.pane_app import lines_of, make_outlook, shown
from tui.model.feed_state import FeedState
from tui.text.glyphs import ASCII
from tui.text.units import clock
from tui.widgets.rate_pane import RatePane


def make_pane(marked_at: float | None = None, *, boxed: bool = True) -> RatePane:
    state = FeedState(make_feed())
    state.opened(make_handshake(), NOW - 100)
    for _ in range(3):
        state.record(make_message(at=NOW - 30))
    pane = RatePane(lambda: state, make_outlook(60, glyphs=ASCII, marked_at=lambda: marked_at))
    pane.boxed = boxed
    return pane


class ChartPaneTest(IsolatedAsyncioTestCase):
    """What every pane with a chart does about a moment."""

    async def test_the_marked_moment_is_a_line_and_words(self) -> None:
        for age, drawn, rate in ((10, "|", "0/s"), (30, "#", "3/s")):
            pane = make_pane(NOW - age)
            async with shown(pane, 70, 10):
                rows = lines_of(pane)
                column = next(x for x, each in enumerate(rows[2]) if each == drawn and x > 8)

                assert column == 2 + 6 + 59 - age
                assert f"{clock(NOW - age)} {rate}" in rows[-1]

    async def test_unmarked_there_are_neither(self) -> None:
        pane = make_pane()
        async with shown(pane, 70, 10):
            assert clock(NOW - 30) not in lines_of(pane)[-1]

    async def test_only_the_chart_itself_stands_for_moments(self) -> None:
        for boxed, first in ((True, 8), (False, 6)):
            pane = make_pane(boxed=boxed)
            async with shown(pane, 70, 10):
                assert pane.moment_under(first - 1, 3) is None
                assert pane.moment_under(first, 3) is not None
                assert pane.moment_under(first, 0) is None
