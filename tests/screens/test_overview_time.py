from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW, make_message, make_result
from tui.model.endpoint_state import EndpointState
from tui.model.feed_state import FeedState
from tui.screens.endpoint import EndpointScreen
from tui.screens.events import EventsScreen
from tui.screens.feed import FeedScreen
from tui.screens.timeline import TimelineScreen
from tui.text.units import clock


class OverviewTimeTest(IsolatedAsyncioTestCase):
    """The overview as it was, while everything goes on."""

    async def test_comma_steps_to_the_check_before_and_says_when_that_was(self) -> None:
        for view in ("list", "cards"):
            async with open_desk(make_desk_config(view)) as desk:
                await desk.press("comma")

                assert f"‖ AT {clock(NOW - 10)}, 10s ago" in desk.rows()[0]
                assert "G now" in desk.rows()[0]

    async def test_everything_is_as_it_was_then(self) -> None:
        async with open_desk(size=(200, 60)) as desk:
            row = next(row for row in desk.rows() if row.startswith("▌"))
            await desk.press(*["comma"] * 6)
            before = next(row for row in desk.rows() if row.startswith("▌"))

            assert "✗" in row
            assert "●" in before
            assert "200" in before
            assert "✗" not in desk.rows()[0]

    async def test_a_step_forth_from_the_newest_check_is_now(self) -> None:
        async with open_desk() as desk:
            await desk.press("comma", "comma", "full_stop", "full_stop")

            assert "‖ AT" not in desk.text

    async def test_now_there_is_no_later(self) -> None:
        async with open_desk() as desk:
            await desk.press("full_stop")

            assert "this is now" in desk.footer

    async def test_shift_g_goes_to_now_before_it_goes_to_the_end(self) -> None:
        async with open_desk() as desk:
            await desk.press("comma", "G")
            way = [desk.selected, "‖ AT" in desk.text]
            await desk.press("G")

            assert way == ["payments-capture", False]
            assert desk.selected == "presence"

    async def test_shift_g_is_now_in_every_pane(self) -> None:
        async with open_desk(size=(200, 60)) as desk:
            stayed = []
            for pane in "45678":
                await desk.press("1", "comma", pane, "G")
                stayed.append(desk.overview.frozen_at)

            assert stayed == [None] * 5

    async def test_a_frozen_view_names_the_key_that_lets_it_go_on(self) -> None:
        async with open_desk() as desk:
            await desk.press("space")
            frozen = desk.rows()[-1]
            await desk.press("space")

            assert frozen.startswith(" space unfreeze ")
            assert "unfreeze" not in desk.rows()[-1]

    async def test_escape_leaves_zoom_then_the_past(self) -> None:
        async with open_desk() as desk:
            await desk.press("comma", "f", "escape")
            unzoomed = "‖ AT" in desk.text and desk.overview.zoomed is None
            await desk.press("escape")

            assert unzoomed
            assert "‖ AT" not in desk.text

    async def test_while_it_shows_the_past_data_keeps_arriving_and_is_counted(self) -> None:
        async with open_desk() as desk:
            await desk.press(*["comma"] * 3)
            before = desk.rows()
            cart, trades = desk.board["cart-api"], desk.board["trades"]
            assert isinstance(cart, EndpointState)
            assert isinstance(trades, FeedState)
            cart.record(make_result(500, name="cart-api", at=NOW))
            trades.record(make_message("brand new", at=NOW))
            desk.repaint()

            assert desk.rows()[1:] == before[1:]
            await desk.press("G")
            assert "500" in desk.text

    async def test_a_longer_window_makes_longer_steps(self) -> None:
        async with open_desk() as desk:
            await desk.press("plus", "plus", "comma")

            assert f"‖ AT {clock(NOW - 70)}, 1m10s ago" in desk.rows()[0]

    async def test_a_moment_can_be_typed(self) -> None:
        async with open_desk() as desk:
            await desk.type(f":at {clock(NOW - 90)}")
            await desk.press("enter")
            then = desk.rows()[0]
            await desk.type(":at 1h")
            await desk.press("enter")
            begin = desk.footer
            await desk.type(":at noon")
            await desk.press("enter")

            assert f"‖ AT {clock(NOW - 90)}, 1m30s ago" in then
            assert "nothing older is kept" in begin
            assert "not a moment: noon" in desk.text

    async def test_the_beginning_of_what_is_kept_is_announced(self) -> None:
        async with open_desk() as desk:
            await desk.press(*["comma"] * 30)

            assert "nothing older is kept" in desk.footer

    async def test_enter_opens_what_is_selected_at_that_moment(self) -> None:
        async with open_desk() as desk:
            await desk.press(*["comma"] * 6, "enter")
            screen = desk.app.screen
            assert isinstance(screen, EndpointScreen)
            shown = screen.choice.result()

            assert shown is not None
            assert shown.status == 200

    async def test_problems_are_those_of_that_moment(self) -> None:
        async with open_desk() as desk:
            await desk.press(*["comma"] * 6, "!")

            assert "payments-capture" not in desk.text
            assert "cart-api" in desk.text

    async def test_the_footer_offers_the_keys_of_time(self) -> None:
        async with open_desk() as desk:
            await desk.press("comma")
            offered = desk.footer.strip()
            await desk.press("space")

            assert offered.startswith(", earlier  . later  G now")
            assert "earlier" not in desk.footer


class FromThePastTest(IsolatedAsyncioTestCase):
    async def test_escape_leads_back_from_a_sample_of_the_past_and_not_to_the_newest(self) -> None:
        async with open_desk() as desk:
            await desk.press("j", "comma", "enter")
            was_live = desk.app.screen.choice.is_live  # type: ignore[attr-defined]
            await desk.press("escape")

            assert not was_live
            assert len(desk.app.screen_stack) == 1
            assert desk.overview.frozen_at is not None

    async def test_the_event_log_is_opened_at_the_moment_that_is_looked_at(self) -> None:
        async with open_desk() as desk:
            await desk.press("comma")
            at = desk.overview.frozen_at
            await desk.press("E")
            shown = desk.app.screen._list.event  # type: ignore[attr-defined]

            assert at is not None
            assert shown.at <= at < max(event.at for event in desk.board.events)

    async def test_the_key_for_differences_compares_the_response_of_then_with_the_one_before(self) -> None:
        async with open_desk() as desk:
            await desk.press(*["comma"] * 6)
            at = desk.overview.frozen_at
            await desk.press("d")
            screen = desk.app.screen
            assert isinstance(screen, EndpointScreen)
            shown, before = screen.choice.result(), screen.choice.baseline()
            compares = screen.is_comparing
            await desk.press("escape", "escape")

            assert at is not None
            assert shown is not None
            assert before is not None
            assert compares
            assert shown.ended_at <= at < shown.ended_at + 10
            assert before.ended_at < shown.ended_at
            assert desk.app.screen is desk.overview
            assert desk.overview.frozen_at == at

    async def test_the_key_for_differences_opens_a_feed_at_its_message_of_then(self) -> None:
        async with open_desk() as desk:
            await desk.type(":at 110s")
            await desk.press("enter")
            at = desk.overview.frozen_at
            desk.overview.select("trades")
            await desk.press("d")
            screen = desk.app.screen
            assert isinstance(screen, FeedScreen)
            shown = screen.listing.current
            compares = screen.message.shape.is_diff
            await desk.press("escape")

            assert at is not None
            assert shown is not None
            assert at - 1 < shown[1].at <= at
            assert compares
            assert desk.app.screen is desk.overview
            assert desk.overview.frozen_at == at

    async def test_the_palette_opens_an_item_at_the_moment_that_is_looked_at(self) -> None:
        async with open_desk() as desk:
            await desk.type(":at 110s")
            await desk.press("enter")
            at = desk.overview.frozen_at
            await desk.type(":cart-api")
            await desk.press("enter")
            endpoint = desk.app.screen
            assert isinstance(endpoint, EndpointScreen)
            result = endpoint.choice.result()
            await desk.press("escape")
            await desk.type(":trades")
            await desk.press("enter")
            feed = desk.app.screen
            assert isinstance(feed, FeedScreen)
            message = feed.listing.current
            await desk.press("escape")

            assert at is not None
            assert result is not None
            assert message is not None
            assert at - 10 < result.ended_at <= at
            assert at - 1 < message[1].at <= at
            assert desk.overview.frozen_at == at

    async def test_the_time_line_begins_at_the_moment_at_which_the_event_log_was_opened(self) -> None:
        async with open_desk() as desk:
            await desk.type(":at 110s")
            await desk.press("enter")
            at = desk.overview.frozen_at
            await desk.press("E", "V")
            screen = desk.app.screen
            assert isinstance(screen, TimelineScreen)
            spots = [spot for spot in screen.line.view.rows(screen.line.size.height - 1) if spot]
            shown = screen.line.view.current

            assert at is not None
            assert shown is not None
            assert shown == spots[-1]
            assert at - 1 < shown.at <= at
            assert len(spots) == screen.line.size.height - 1

    async def test_the_time_line_follows_where_the_event_log_has_gone_back_to_what_is_new(self) -> None:
        async with open_desk() as desk:
            await desk.press(*["comma"] * 6, "E", "g", "V")
            screen = desk.app.screen
            assert isinstance(screen, TimelineScreen)

            assert screen.line.view.follows


class NowTest(IsolatedAsyncioTestCase):
    """The key to the end is the way to now from every screen that can show the past."""

    async def test_on_an_endpoint_from_any_pane_and_however_one_came(self) -> None:
        async with open_desk() as desk:
            ways: dict[str, tuple[str, ...]] = {
                "a step": ("enter", "comma"),
                "the history": ("enter", "1", "j", "j"),
                "a pane without rows": ("enter", "comma", "3"),
                "the overview of then": ("comma", "enter"),
            }
            for name, way in ways.items():
                with self.subTest(name):
                    await desk.press(*way)
                    before = desk.rows()[0]
                    await desk.press("G")
                    after = desk.rows()[0]
                    await desk.press("escape", "escape", "escape")

                    assert "‖ AT" in before
                    assert "LIVE" in after

    async def test_a_frozen_endpoint_goes_on(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "space")
            frozen = desk.rows()[0]
            await desk.press("G")

            assert "FROZEN" in frozen
            assert "LIVE" in desk.rows()[0]

    async def test_once_it_is_now_it_is_the_last_row_again(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "1", "G")

            assert "‖ AT" in desk.rows()[0]

    async def test_the_event_log_goes_from_the_moment_it_was_opened_at_to_the_newest(self) -> None:
        async with open_desk() as desk:
            await desk.press("comma", "comma", "E")
            screen = desk.app.screen
            assert isinstance(screen, EventsScreen)
            past = screen.past()
            await desk.press("G")

            assert past is not None
            assert screen.past() is None
            assert screen._list.event == desk.board.events.newest
