from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_message
from tests.feeds import FeedApp
from tui.text.safe import UNSAFE

MEDIUM, NARROW = (120, 40), (80, 24)


class FeedReadingTest(IsolatedAsyncioTestCase):
    async def test_enter_opens_the_message_under_the_list_and_escape_closes_it(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            opened = app.shown()
            await pilot.press("escape")
            await pilot.pause()

            assert "#20  text " in opened
            assert app.feed_screen.messages.size.height == 20
            assert app.escaped == 0

    async def test_the_message_under_the_list_has_eight_rows(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("enter")
            await pilot.pause()

            assert app.feed_screen.message.size.height == 8

    async def test_the_selected_message_is_still_in_sight_when_the_list_becomes_lower(self) -> None:
        app = FeedApp(60)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("k", "enter")
            await pilot.pause()

            assert app.feed_screen.listing.view.cursor in app.numbers()

    async def test_space_freezes_the_list_and_nothing_else(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("space")
            await pilot.pause()
            before = app.numbers()
            app.arrive(150)
            shown = app.shown()

            assert app.numbers() == before
            assert "FROZEN 0s  150 new messages buffered · 50 dropped" in shown
            assert "170 msgs" in shown

    async def test_space_again_goes_on(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("space", "space")
            await pilot.pause()
            app.arrive(5)
            shown = app.shown()

            assert "FROZEN" not in shown
            assert app.numbers()[-1] == 25

    async def test_steps_go_through_the_messages_from_anywhere(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("2", "comma", "comma")
            back = app.feed_screen.listing.view.cursor
            await pilot.press("full_stop")

            assert (back, app.feed_screen.listing.view.cursor) == (18, 19)

    async def test_messages_of_the_same_moment_are_selected_one_by_one(self) -> None:
        app = FeedApp(0)
        for text in ("first", "second", "third"):
            app.state.record(make_message(text, at=NOW))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("k", "enter")
            middle = app.feed_screen.listing.current
            await pilot.press("k")

            assert middle == (2, app.state.rows[2])
            assert app.feed_screen.listing.current == (1, app.state.rows[1])

    async def test_a_huge_message_full_of_escape_codes_is_shown_in_part_and_safely(self) -> None:
        app = FeedApp(0)
        rows = ", ".join(f'{{"\x1b[2J{number}": "\x1b]0;x\x07"}}' for number in range(120_000))
        app.state.record(make_message(f'{{"type": "big", "rows": [{rows}]}}', at=NOW))
        async with app.run_test(size=MEDIUM) as pilot:
            pretty = app.shown()
            await pilot.press("L")
            tree = app.shown()

            assert UNSAFE.search((pretty + tree).replace("\n", "")) is None
            assert "first 400 kB of" in pretty

    async def test_a_message_is_unwrapped_as_somebody_says(self) -> None:
        app = FeedApp()
        app.state.record(make_message("7b226e223a317d", at=NOW))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("U", "2")
            await pilot.pause()

            assert "text ▸ hexadecimal" in app.shown()
            assert '"n": 1' in app.shown()

    async def test_times_are_counted_from_a_marked_message(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("k", "k", "k", "m", "G")
            marked = app.shown()
            await pilot.press("k", "k", "k", "m")

            assert "  +3ms error" in marked
            assert "  -1ms trade" in marked
            assert "+3ms" not in app.shown()

    async def test_the_message_is_shown_in_another_view(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("L", "L", "L")

            assert "0000  7b 22" in app.shown()

    async def test_the_message_is_compared_with_the_one_of_its_type_before(self) -> None:
        app = FeedApp(19)
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("d")

            assert "against #17, " in app.shown()
            assert "16 → 18" in app.shown()

    async def test_marked_and_broken_messages_are_the_problems_to_go_to(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("K")
            error = app.feed_screen.listing.view.cursor
            await pilot.press("k", "k", "m", "J", "K")

            assert error == 10
            assert app.feed_screen.listing.view.cursor == 8
            assert "◆" in app.shown()

    async def test_when_there_is_no_further_problem_it_says_so(self) -> None:
        app = FeedApp(3)
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("K")

            assert "no marked or error message before this one" in app.shown()

    async def test_rows_can_be_wide_and_times_ages(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("V", "t")

            assert "20   49s ago" in app.shown()
            assert "+1ms" in app.shown()

    async def test_long_lines_wrap(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("w")

            assert app.feed_screen.message.shape.wraps

    async def test_the_types_are_sorted(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("s")
            said = app.shown()
            await pilot.press("S")

            assert "types sorted by name" in said
            assert app.feed_screen.types.is_reversed

    async def test_the_time_window_changes_what_is_counted(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("plus")

            assert "by type · 15m" in app.shown()

    async def test_following_goes_on_after_looking(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("k", "k", "G")
            app.arrive(3)
            app.shown()

            assert app.numbers()[-1] == 23

    async def test_a_selected_message_that_the_buffer_let_go_at_once_is_still_read(self) -> None:
        app = FeedApp(100)
        async with app.run_test(size=MEDIUM) as pilot:
            screen = app.feed_screen
            screen.messages.move_to(end=False)
            app.arrive(150)  # before anything is painted
            await pilot.pause()
            await pilot.press("enter")
            shown = app.shown()

            assert screen.listing.current is not None
            assert screen.listing.current[0] == 1
            assert "message #1 · gone from the buffer" in shown
            assert "▌  ⋯ 151 older rows have gone" in shown
            assert "no message yet" not in shown
            assert "m" in screen.copy_choices(app.state)

    async def test_from_a_message_that_has_gone_one_goes_to_the_oldest_that_is_kept(self) -> None:
        for key in "jk":
            app = FeedApp(100)
            async with app.run_test(size=MEDIUM) as pilot:
                await pilot.press("g")
                app.arrive(150)
                app.shown()
                await pilot.press(key)

                assert app.feed_screen.listing.view.cursor == app.state.rows.start == 151
                assert "message #151 " in app.shown()

    async def test_where_a_message_went_before_the_feed_was_opened_at_it_the_oldest_is_selected(self) -> None:
        app = FeedApp(150, number=3)
        async with app.run_test(size=MEDIUM):
            assert app.feed_screen.listing.current is not None
            assert app.feed_screen.listing.current[0] == app.state.rows.start == 51
