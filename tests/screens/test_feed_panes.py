from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.feeds import FeedApp
from tui.screens.context import ViewState
from tui.text.units import clock

WIDE, MEDIUM, NARROW, TINY = (200, 60), (120, 40), (80, 24), (50, 12)


class FeedPanesTest(IsolatedAsyncioTestCase):
    async def test_where_there_is_room_everything_is_shown(self) -> None:
        app = FeedApp()
        async with app.run_test(size=WIDE):
            shown = app.shown()

            assert [
                name
                for name in ("¹messages", "²message", "³rate", "⁴by type", "⁵connection", "⁶send")
                if name not in shown
            ] == []

    async def test_with_less_room_the_list_the_message_the_types_and_the_composer_stay(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM):
            shown = app.shown()

            assert [
                name for name in ("¹messages", "²message", "³by type", "⁴send") if name not in shown
            ] == []
            assert "connection" not in shown

    async def test_with_little_room_it_is_the_list_without_a_frame(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW):
            assert app.feed_screen.messages.size == (80, 20)
            assert "╭" not in app.shown()

    async def test_with_hardly_any_room_a_message_takes_the_place_of_the_list(self) -> None:
        app = FeedApp()
        async with app.run_test(size=TINY) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            with_message = (app.feed_screen.messages.display, app.feed_screen.message.display)
            await pilot.press("escape")
            await pilot.pause()

            assert with_message == (False, True)
            assert app.feed_screen.messages.display

    async def test_a_terminal_that_changes_its_size_changes_the_layout(self) -> None:
        app = FeedApp()
        async with app.run_test(size=WIDE) as pilot:
            await pilot.resize_terminal(*NARROW)
            await pilot.pause()
            narrow = app.feed_screen.types.display
            await pilot.resize_terminal(*MEDIUM)
            await pilot.pause()

            assert (narrow, app.feed_screen.types.display) == (False, True)

    async def test_a_digit_focuses_its_pane(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("3")

            assert app.focused is app.feed_screen.types

    async def test_the_digit_of_the_composer_begins_a_message(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("4")

            assert app.feed_screen.composer.is_editing

    async def test_a_zoomed_pane_has_the_whole_screen_until_escape(self) -> None:
        app = FeedApp()
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("4", "f")
            await pilot.pause()
            zoomed = app.feed_screen.types.size
            await pilot.press("escape")
            await pilot.pause()

            assert zoomed == (200, 56)
            assert app.feed_screen.messages.display
            assert app.feed_screen.types.size.height == 9

    async def test_whatever_needs_another_pane_ends_the_zoom(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            for keys in (("1", "f", "enter"), ("2", "f", "slash", "enter"), ("3", "f", "i", "escape")):
                await pilot.press(*keys)
                await pilot.pause()

                with self.subTest(keys=keys):
                    assert app.feed_screen.zoomed is None
                    assert app.feed_screen.messages.size.width == 76
                    assert app.feed_screen.message.size.width == 44

    async def test_a_screen_that_has_been_left_is_not_laid_out_again(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            screen = app.feed_screen
            await app.pop_screen()
            await pilot.pause()
            screen.make_room()

            assert not screen.query("#side")

    async def test_a_zoomed_list_stays_so_while_it_is_filtered(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("1", "f", "slash", "o", "enter")
            await pilot.pause()

            assert app.feed_screen.zoomed is app.feed_screen.messages
            assert app.feed_screen.messages.size.width == 120
            assert not app.feed_screen.message.display

    async def test_the_footer_has_the_keys_of_what_has_the_focus(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            list_keys = app.shown().splitlines()[-1]
            await pilot.press("slash")
            await pilot.pause()
            query_keys = app.shown().splitlines()[-1]
            await pilot.press("escape", "i")
            await pilot.pause()

            assert "space freeze" in list_keys
            assert "tab filter or highlight" in query_keys
            assert "ctrl+j newline" in app.shown().splitlines()[-1]

    async def test_it_opens_at_a_message(self) -> None:
        app = FeedApp(number=7)
        async with app.run_test(size=NARROW):
            assert app.feed_screen.listing.view.cursor == 7
            assert 7 in app.numbers()

    async def test_a_message_may_go_from_memory_while_one_reads_it(self) -> None:
        for size in (WIDE, MEDIUM, NARROW, TINY):
            with self.subTest(size):
                app = FeedApp(60)
                async with app.run_test(size=size) as pilot:
                    await pilot.press("k", "k", "d")
                    read = app.feed_screen.listing.current
                    assert read is not None
                    app.arrive(500)
                    app.feed_screen.repaint()
                    await pilot.press("d", "V", "d")

                    assert app.feed_screen.marked_at() == read[1].at

    async def test_messages_that_a_filter_has_left_may_go_as_well(self) -> None:
        app = FeedApp(60)
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen.filter_by("type:trade")
            await pilot.press("1", "k", "k")
            app.arrive(500)
            await pilot.press("K")
            app.feed_screen.repaint()
            await pilot.press("J", "n", "N", "g", "G")

            assert all(number is None or number >= 460 for number in app.numbers())

    async def test_the_message_that_is_read_is_marked_in_the_charts_until_one_follows_again(self) -> None:
        app = FeedApp()
        async with app.run_test(size=WIDE) as pilot:
            following = app.feed_screen.marked_at()
            await pilot.press("k", "k")
            view = app.feed_screen.listing.view
            assert view.current is not None
            read = view.rows[view.current].at
            shown = app.shown()
            await pilot.press("G")

            assert following is None
            assert f"─ {clock(read)} " in shown
            assert f"─ {clock(read)} " not in app.shown()

    async def test_every_row_in_sight_can_be_jumped_to(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM):
            spots = {spot.target: (spot.x, spot.y) for spot in app.feed_screen.jump_spots()}
            app.feed_screen.jump(3)

            assert spots[0] == (1, 3)
            assert app.feed_screen.messages in spots
            assert app.feed_screen.listing.view.cursor == 3

    async def test_a_muted_feed_is_marked_in_the_header(self) -> None:
        app = FeedApp(view=ViewState(muted={"trades"}))
        async with app.run_test(size=NARROW):
            assert "prod › streams › trades  muted" in app.shown()
