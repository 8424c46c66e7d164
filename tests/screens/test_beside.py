from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_feed, make_handshake, make_message
from tests.feeds import FeedApp
from tests.orderly_app import OrderlyApp
from tui.model.board import Board
from tui.model.feed_state import FeedState
from tui.screens.beside import BesideScreen
from tui.screens.context import Context, ViewState
from tui.screens.requests import OpenRequested, PauseRequested, ReconnectRequested
from tui.widgets.feed_status import FeedStatus
from tui.widgets.footer_bar import FooterBar
from tui.widgets.listing import Listing
from tui.widgets.painted import Painted
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from textual.message import Message

    from tui.widgets.feed_column import FeedColumn


class BesideApp(OrderlyApp):
    """Two feeds: one brings an order a second, the other a quote half a second later."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name
        self.board = Board([], [make_feed("orders"), make_feed("quotes")], title="shop")
        self.states = [state for state in self.board if isinstance(state, FeedState)]
        for state in self.states:
            state.opened(make_handshake(), NOW - 1)
        for second in range(40):
            self.say(0, f"order.{'failed error' if second % 10 == 5 else 'created'}", second)
            self.say(1, "quote", second + 0.5)
        self.asked: list[Any] = []
        context = Context(
            board=self.board,
            now=lambda: NOW + 60,
            view=ViewState(),
            remember=lambda _name, _choice: None,
            source="shop.toml",
        )
        self.pair = BesideScreen(context, *self.states)

    async def on_mount(self) -> None:
        await self.push_screen(self.pair)

    @property
    def left(self) -> FeedColumn:
        return self.pair.columns[0]

    @property
    def right(self) -> FeedColumn:
        return self.pair.columns[1]

    def say(self, feed: int, kind: str, second: float) -> None:
        self.states[feed].record(make_message(f'{{"type":"{kind}"}}', at=NOW + second))

    def shown(self) -> str:
        """Return all that the painted widgets in sight show."""
        self.pair.repaint()
        return "\n".join(
            strip.text
            for widget in self.screen.query(Painted)
            if widget.display and widget.size.area
            for strip in widget.render_lines(widget.size.region)
        )

    def _note(self, message: Message) -> None:
        self.asked.append(message)

    on_copy_requested = on_pager_requested = _note
    on_open_requested = on_pause_requested = on_reconnect_requested = _note


@asynccontextmanager
async def beside(size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[BesideApp, Any]]:
    app = BesideApp()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def second_of(column: FeedColumn) -> float:
    return (column.current_at() or 0.0) - NOW


class BesideScreenTest(IsolatedAsyncioTestCase):
    async def test_it_begins_as_the_first_feed_was_seen_alone(self) -> None:
        app = BesideApp()
        alone = Listing(app.states[0])
        alone.freeze()
        alone.view.select(12)
        app.pair.take_over(alone, query="failed", only_problems=False)
        async with app.run_test(size=(120, 40)):
            app.shown()

            assert app.pair.query_bar.text == "failed"
            assert app.left.query_text == "failed"
            assert not app.right.query_text
            assert app.left.listing.view.is_frozen
            assert app.right.listing.view.is_frozen
            assert app.pair.frozen_at is not None
            assert not app.left.listing.view.follows

    async def test_two_feeds_are_live_side_by_side(self) -> None:
        async with beside() as (app, _):
            app.say(0, "order.newest", 50)
            app.say(1, "quote.newest", 50)
            shown = app.shown()

            assert "order.newest" in shown
            assert "quote.newest" in shown
            assert "● orders open" in shown
            assert "● quotes open" in shown
            assert app.left.region.right == app.right.region.x == 60
            assert app.left.messages.region.width == 60

    async def test_whoever_selects_a_message_sees_where_the_other_was_then(self) -> None:
        async with beside() as (app, pilot):
            await pilot.press("k", "k")

            assert (second_of(app.left), second_of(app.right)) == (37, 36.5)
            assert "order.created #38 of orders came 500ms after quote #37 of quotes" in app.shown()

    async def test_the_moment_under_the_mouse_is_marked_over_both(self) -> None:
        async with beside() as (app, pilot):
            app.shown()
            statuses = list(app.screen.query(FeedStatus))
            width = statuses[0].size.width
            x = next(x for x in range(width - 3, 0, -1) if statuses[0].moment_under(x, 0) is not None)
            await pilot.hover(statuses[0], offset=(x, 0))
            app.shown()
            tint = statuses[0].ink.style("paused", "cross").bgcolor
            marked = [
                any(each.style and each.style.bgcolor == tint for each in row)
                for status in statuses
                for row in status.render_lines(status.size.region)
            ]

            assert marked == [True, True]

    async def test_following_again_both_follow(self) -> None:
        async with beside() as (app, pilot):
            await pilot.press("k", "k", "G")

            assert app.left.listing.view.follows
            assert app.right.listing.view.follows

    async def test_the_keys_are_about_the_column_with_the_focus(self) -> None:
        async with beside() as (app, pilot):
            await pilot.press("p", "tab", "tab", "p", "r")
            await pilot.pause()
            paused = [each.names for each in app.asked if isinstance(each, PauseRequested)]
            reconnected = [each.names for each in app.asked if isinstance(each, ReconnectRequested)]

            assert paused == [("orders",), ("quotes",)]
            assert reconnected == [("quotes",)]

    async def test_each_has_its_own_filter(self) -> None:
        async with beside() as (app, pilot):
            app.pair.filter_by("failed")
            await pilot.pause()
            app.pair.set_focus(app.right.messages)
            await pilot.pause()
            beside_it = app.pair.query_bar.text
            app.pair.set_focus(app.left.messages)
            await pilot.pause()

            assert app.left.listing.counts()[0][0] == "4 of 40"
            assert not app.right.listing.caption
            assert beside_it == ""
            assert app.pair.query_bar.text == "failed"

    async def test_problems_only_is_about_both(self) -> None:
        async with beside() as (app, pilot):
            await pilot.press("!")
            app.shown()

            assert app.left.listing.counts()[0][0] == "4 of 40"
            assert app.right.listing.counts()[0][0] == "0 of 40"

    async def test_both_are_frozen_together(self) -> None:
        async with beside() as (app, pilot):
            await pilot.press("space")
            app.say(0, "order.later", 50)
            app.say(1, "quote.later", 50)
            frozen = app.shown()
            await pilot.press("space")

            assert "later" not in frozen
            assert "FROZEN" in frozen
            assert "order.later" in app.shown()

    async def test_enter_shows_one_alone_at_that_message(self) -> None:
        async with beside() as (app, pilot):
            await pilot.press("k", "enter")
            await pilot.pause()
            (opened,) = (each for each in app.asked if isinstance(each, OpenRequested))

            assert (opened.name, opened.number) == ("orders", 39)

    async def test_the_message_is_copied_compared_and_shown_in_the_pager(self) -> None:
        async with beside() as (app, pilot):
            await pilot.press("k", "c", "v", "d")
            await pilot.pause()

            assert [each.text for each in app.asked] == ['{"type":"order.created"}'] * 2
            assert "against #38" in app.shown()

    async def test_where_it_is_small_one_stands_over_the_other(self) -> None:
        async with beside((80, 24)) as (app, _):
            app.shown()

            assert app.left.region.width == app.right.region.width == 80
            assert app.left.region.bottom == app.right.region.y
            assert app.right.messages.region.height >= 9

    async def test_what_a_key_does_is_told_as_far_as_there_is_room(self) -> None:
        for width, told in ((80, True), (60, False)):
            async with beside((width, 24)) as (app, _):
                assert "selects a message" in app.shown()
                assert ("selects a message; the other feed goes to that moment" in app.shown()) is told
                assert "the other feed goes to th…" not in app.shown()

    async def test_where_two_columns_would_lose_their_times_one_stands_over_the_other(self) -> None:
        async with beside((110, 40)) as (app, _):
            app.shown()

            assert app.left.region.width == app.right.region.width == 110
            assert not app.left.message.display

    async def test_escape_leaves_filter_and_problems_before_the_screen(self) -> None:
        async with beside() as (app, pilot):
            app.pair.filter_by("failed")
            await pilot.press("!")
            layers = [app.pair.escape(), app.pair.escape(), app.pair.escape()]

            assert layers == [True, True, False]


class ChoosingTest(IsolatedAsyncioTestCase):
    async def test_the_only_other_feed_is_shown_at_once(self) -> None:
        app = FeedApp()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("B")
            await pilot.pause()
            screen = app.screen

            assert isinstance(screen, BesideScreen)
            assert [column.state.name for column in screen.columns] == ["trades", "quotes"]

    async def test_of_several_one_is_chosen(self) -> None:
        app = FeedApp()
        app.board.add(FeedState(make_feed("presence")))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("B", "2")
            await pilot.pause()
            screen = app.screen

            assert isinstance(screen, BesideScreen)
            assert screen.columns[1].state.name == "presence"

    async def test_of_very_many_one_is_named(self) -> None:
        app = FeedApp()
        for number in range(40):
            app.board.add(FeedState(make_feed(f"feed-{number}")))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("B", *"feed-39", "enter")
            await pilot.pause()
            screen = app.screen

            assert isinstance(screen, BesideScreen)
            assert screen.columns[1].state.name == "feed-39"

    async def test_where_there_is_no_room_it_says_so(self) -> None:
        app = FeedApp()
        async with app.run_test(size=(50, 12)) as pilot:
            await pilot.press("B")
            footer = app.feed_screen.query_one(FooterBar)
            said = footer.render_lines(footer.size.region)[0].text

            assert "two feeds need" in said
