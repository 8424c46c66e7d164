from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.boards import make_board
from tests.factories import NOW, make_feed, make_message
from tests.pane_app import lines_of, shown
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.text.glyphs import ASCII
from tui.widgets.tail_pane import TailPane


def tail_of(state: FeedState | None, mask: Mask | None = None) -> TailPane:
    return TailPane(lambda: state, mask=mask or Mask(), now=lambda: NOW, ages=lambda: False, number=2)


def trades() -> FeedState:
    state = make_board()["trades"]
    assert isinstance(state, FeedState)
    return state


class TailPaneTest(IsolatedAsyncioTestCase):
    async def test_the_newest_message_is_at_the_bottom(self) -> None:
        pane = tail_of(trades())
        async with shown(pane, 90, 6):
            rows = lines_of(pane)

            assert ["88116" in rows[1], "88119" in rows[4]] == [True, True]

    async def test_the_frame_tells_state_rate_and_round_trip(self) -> None:
        pane = tail_of(trades())
        async with shown(pane, 90, 6):
            assert "²trades" in lines_of(pane)[0]
            assert "● open · 1/s · 18ms rtt" in lines_of(pane)[0]

    async def test_what_was_received_has_the_arrow_of_the_feeds_own_screen(self) -> None:
        pane = TailPane(trades, mask=Mask(), now=lambda: NOW, ages=lambda: False, glyphs=lambda: ASCII)
        async with shown(pane, 90, 6):
            assert lines_of(pane)[1][2] == "v"

    async def test_without_a_message_it_says_so(self) -> None:
        pane = tail_of(FeedState(make_feed()))
        async with shown(pane, 60, 6):
            assert "no message yet" in lines_of(pane)[1]

    async def test_without_a_feed_it_says_so(self) -> None:
        pane = tail_of(None)
        async with shown(pane, 60, 6):
            assert "no feed is configured" in lines_of(pane)[1]

    async def test_a_payload_can_do_nothing(self) -> None:
        state = FeedState(make_feed())
        state.record(make_message("\x1b]52;c;aGk=\x07 [@click=app.quit]x[/nope] 名前 hunter2", at=NOW))
        pane = tail_of(state, Mask(["hunter2"]))
        async with shown(pane, 90, 6):
            row = lines_of(pane)[1]

            assert "\x1b" not in row
            assert "[@click=app.quit]" in row
            assert "hunter2" not in row
