from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_message
from tests.feeds import FeedApp
from tests.pane_app import lines_of
from tests.streaming import eventually
from tui.model.conditions.json_path import JsonPath
from tui.model.message import Opcode
from tui.screens.context import ViewState
from tui.widgets.message_list import MessageList
from tui.widgets.type_table import TypeTable
from tui.widgets.watch_table import WatchTable

MEDIUM, NARROW = (120, 40), (80, 24)


class FeedFilterTest(IsolatedAsyncioTestCase):
    async def test_rows_are_filtered_as_one_types(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("slash", *"type:trad")
            nothing = app.shown()
            await pilot.press("e")

            assert "nothing matches yet" in nothing
            assert "40% · 8 of 20" in app.shown()

    async def test_pings_and_pongs_are_hidden_and_shown_again_by_one_key(self) -> None:
        app = FeedApp()
        app.state.record(make_message("beat-1", opcode=Opcode.PING))
        app.state.record(make_message("beat-2", opcode=Opcode.PONG))
        async with app.run_test(size=MEDIUM) as pilot:
            before = "\n".join(lines_of(app.feed_screen.messages))
            await pilot.press("O")
            hidden = "\n".join(lines_of(app.feed_screen.messages))
            await pilot.press("O")
            again = "\n".join(lines_of(app.feed_screen.messages))

            assert [text in before for text in ("beat-1", "beat-2")] == [True, True]
            assert [text in hidden for text in ("beat-1", "beat-2")] == [False, False]
            assert [text in again for text in ("beat-1", "beat-2")] == [True, True]
            assert "!opcode:ping" in hidden
            assert "!opcode:ping" not in again

    async def test_nothing_in_a_filter_moves_the_rows_that_name_it(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen.filter_by("tick\t\x1b[31m")
            await pilot.pause()
            [caption] = [row for row in lines_of(app.feed_screen.messages) if "/ tick" in row]

            assert "\x1b" not in caption
            assert "\t" not in caption

    async def test_hiding_pings_adds_to_what_is_filtered_by(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"type:tick", "enter", "O")
            both = app.feed_screen.query_bar.text
            await pilot.press("O")

            assert both == "type:tick !opcode:ping !opcode:pong"
            assert app.feed_screen.query_bar.text == "type:tick"

    async def test_the_filter_stays_when_its_row_is_left(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("slash", *"type:tick", "enter")
            await pilot.pause()

            assert app.focused is app.feed_screen.messages
            assert not app.feed_screen.query_bar.display
            assert "╰─  / type:tick  ─" in app.shown()

    async def test_escape_leaves_the_row_then_clears_the_filter_then_leaves_the_screen(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("slash", *"tick", "escape")
            after_one = (app.feed_screen.query_bar.text, app.escaped)
            await pilot.press("escape")
            after_two = (app.feed_screen.query_bar.text, app.escaped)
            await pilot.press("escape")

            assert (after_one, after_two, app.escaped) == (("tick", 0), ("", 0), 1)

    async def test_the_last_query_is_there_when_the_row_opens_again(self) -> None:
        view = ViewState()
        first = FeedApp(view=view)
        async with first.run_test(size=NARROW) as pilot:
            await pilot.press("slash", *"tick")
        second = FeedApp(view=view)
        async with second.run_test(size=NARROW) as pilot:
            await pilot.press("slash")

            assert second.feed_screen.query_bar.text == "tick"

    async def test_tab_sets_hits_off_instead_of_hiding_the_rest(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("slash", *"trade", "tab", "enter", "N")

            assert app.numbers() == list(range(2, 21))
            assert "hit 8 of 8" in app.shown()

    async def test_n_goes_through_the_rows_that_the_filter_has_left(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("slash", *"type:trade", "enter", "N")

            assert app.feed_screen.listing.view.cursor == 16

    async def test_without_a_query_n_says_what_to_do(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("n")

            assert "nothing is searched for" in app.shown()

    async def test_problems_only_are_shown_and_said_to_be(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("exclamation_mark")
            problems = [number for number in app.numbers() if number is not None]
            shown = app.shown()
            await pilot.press("escape")

            assert problems == [10, 20]
            assert "problems only" in shown
            assert len([number for number in app.numbers() if number is not None]) == 20

    async def test_problems_and_a_filter_go_together(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press("exclamation_mark", "slash", *"4.75", "enter")

            assert [number for number in app.numbers() if number is not None] == [20]

    async def test_a_type_that_is_chosen_becomes_the_filter(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("3", "j", "enter")
            await pilot.pause()

            assert app.feed_screen.query_bar.text == "type:trade"
            assert app.focused is app.feed_screen.messages

    async def test_no_filter_shows_a_secret_that_is_chosen(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen.types.post_message(TypeTable.Chosen("order.hunter22"))
            await pilot.pause()
            await pilot.pause()

            assert not app.feed_screen.query_bar.text
            assert "there is a secret in it" in app.shown()

    async def test_whatever_a_type_is_called_it_can_be_chosen(self) -> None:
        kinds = ('EVENT say "hi"', "PUBLISH a/+ b", "a\\b c", "a\nb", "[x", "EVENT *", "a\b\f\x9b\u202e")
        app = FeedApp(0)
        for kind in kinds:
            app.state.record(make_message("x", event=kind, at=NOW))
        found = []
        async with app.run_test(size=MEDIUM) as pilot:
            for kind in kinds:
                app.feed_screen.types.post_message(TypeTable.Chosen(kind))
                await pilot.pause()
                await pilot.pause()
                found += [number for number in app.numbers() if number is not None]

        assert found == [1, 2, 3, 4, 5, 6, 7]

    async def test_a_type_that_is_chosen_cannot_speak_to_the_terminal(self) -> None:
        app = FeedApp(0)
        kind = "a\x1b[31m\x9b31m\x7f\u202e"
        app.state.record(make_message("x", event=kind, at=NOW))
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen.types.post_message(TypeTable.Chosen(kind))
            await pilot.pause()
            await pilot.pause()

            assert r'type == "a\u001b[31m\u009b31m\u007f\u202e"' in app.shown()

    async def test_whatever_a_thing_is_called_it_can_be_chosen(self) -> None:
        app = FeedApp(0)
        things = ('"tea"', "7", '"7"', "-1.5e3", "true", "null", '"a\\u009b"')
        for thing in things:
            app.state.record(make_message(f'{{"of": {thing}, "n": 1}}', at=NOW))
        found = []
        async with app.run_test(size=MEDIUM) as pilot:
            for thing in ("tea", "7", "-1.5e3", "true", "null", "a\x9b"):
                app.feed_screen.post_message(WatchTable.Chosen(thing, JsonPath("$.of")))
                await pilot.pause()
                await eventually(lambda: not app.screen.query_one(MessageList).is_to_sync)
                found.append([number for number in app.numbers() if number is not None])

        assert found == [[1], [2, 3], [4], [5], [6], [7]]

    async def test_what_is_selected_stays_on_its_line_while_one_filters(self) -> None:
        app = FeedApp(60)
        async with app.run_test(size=NARROW) as pilot:
            await pilot.press(*"kkkkk")
            cursor = app.feed_screen.listing.view.cursor
            line = app.numbers().index(cursor)
            await pilot.press("slash", *"type:tick", "enter")
            await pilot.pause()

            assert app.numbers()[line] == cursor
