from __future__ import annotations

import asyncio
import json
from unittest import IsolatedAsyncioTestCase

from textual.widgets import Input

from tests.factories import make_message
from tests.feeds import FeedApp
from tests.streaming import eventually
from tui.screens.context import ViewState
from tui.screens.requests import (
    CopyRequested,
    EditRequested,
    ExportRequested,
    IntervalRequested,
    PagerRequested,
    PauseRequested,
    ReconnectRequested,
    SendRequested,
)
from tui.widgets.watch_table import WatchTable

WIDE, MEDIUM, NARROW = (200, 60), (120, 40), (80, 24)


class FeedScreenTest(IsolatedAsyncioTestCase):
    async def test_what_is_written_is_sent(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "h", "i", "enter")

            assert isinstance(app.asked[0], SendRequested)
            assert (app.asked[0].name, app.asked[0].payload) == ("trades", b"hi")

    async def test_a_draft_goes_when_it_was_sent_and_stays_when_it_was_not(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "h", "i", "enter")
            app.feed_screen.sent("the feed is waiting to reconnect")
            await pilot.pause()
            shown, kept = app.shown(), app.feed_screen.composer.text
            await pilot.press("enter")
            app.feed_screen.sent(None)
            await pilot.pause()

            assert "not sent: the feed is waiting to reconnect" in shown
            assert (kept, app.feed_screen.composer.text) == ("hi", "")

    async def test_a_draft_is_there_the_next_time_the_screen_opens(self) -> None:
        view = ViewState()
        first = FeedApp(view=view)
        async with first.run_test(size=MEDIUM) as pilot:
            await pilot.press("i", "h", "i", "escape")
        second = FeedApp(view=view)
        async with second.run_test(size=MEDIUM):
            assert second.feed_screen.composer.text == "hi"

    async def test_where_there_is_little_room_the_composer_comes_and_goes(self) -> None:
        app = FeedApp()
        async with app.run_test(size=NARROW) as pilot:
            before = app.feed_screen.composer.display
            await pilot.press("i")
            during = app.feed_screen.composer.display
            await pilot.press("escape")
            await pilot.pause()

            assert (before, during, app.feed_screen.composer.display) == (False, True, False)

    async def test_nothing_can_be_sent_where_events_go_one_way(self) -> None:
        app = FeedApp(url="https://example.com/events")
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("i")

            assert "nothing can be sent" in app.shown()
            assert not app.feed_screen.composer.display

    async def test_it_reconnects_pauses_and_edits_what_it_shows(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("r", "R", "p", "e")

            assert [type(each) for each in app.asked] == [
                ReconnectRequested,
                ReconnectRequested,
                PauseRequested,
                EditRequested,
            ]
            assert getattr(app.asked[1], "names", ()) == ("trades", "quotes")

    async def test_the_ping_interval_is_asked_for(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("I", "5", "s", "enter")

            assert isinstance(app.asked[0], IntervalRequested)
            assert app.asked[0].seconds == 5

    async def test_the_message_is_copied_without_its_secrets(self) -> None:
        app = FeedApp(0)
        app.state.record(make_message('{"token": "hunter22"}'))
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("c")

            assert isinstance(app.asked[0], CopyRequested)
            assert app.asked[0].text == '{"token": "•••"}'

    async def test_the_copy_menu_has_what_a_feed_has(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            for key in "umjws":
                await pilot.press("y", key)
            texts = {each.what: each.text for each in app.asked if isinstance(each, CopyRequested)}

            assert list(texts) == ["URL", "message", "JSON laid out", "websocat line", "screen"]
            assert texts["websocat line"].startswith("websocat")
            assert "messages" in texts["screen"]

    async def test_the_value_in_a_column_is_copied_with_its_path(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("C", "end", "i", "d", "enter", "y", "j")

            assert isinstance(app.asked[0], CopyRequested)
            assert app.asked[0].text == "$.id 19"

    async def test_the_value_and_the_path_under_the_cursor_of_the_tree_are_copied(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("L", "2", "j", "j", "y", "p", "y", "j")
            texts = [each.text for each in app.asked if isinstance(each, CopyRequested)]

            assert texts == ["$.id", "19"]

    async def test_a_watched_path_has_a_column_and_its_newest_value_in_the_title(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("C", "end", "p", "r", "i", "c", "e", "enter")

            assert "messages  $.price 4.75" in app.shown()
            assert "trade  4.25" in app.shown()

    async def test_a_watched_path_has_a_table_too_whose_rows_narrow_the_list(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("C", *"$.price", "space", *"by", "space", *"$.type", "enter")
            await eventually(lambda: "watched · by $.type" in app.shown())
            await eventually(lambda: len(app.screen.query_one(WatchTable).watched.things) > 1)
            await pilot.press("3", "j", "enter")

            await eventually(lambda: app.feed_screen.query_bar.text == 'json $.type == "trade"')
            await eventually(lambda: "8 of 20" in app.shown())

    async def test_what_is_watched_is_still_watched_when_one_comes_back(self) -> None:
        view = ViewState()
        first = FeedApp(view=view)
        async with first.run_test(size=MEDIUM) as pilot:
            await pilot.press("C", *"$.price", "enter")
        second = FeedApp(view=view)
        async with second.run_test(size=MEDIUM):
            assert "messages  $.price 4.75" in second.shown()
            assert "watched · by $.type" in second.shown()

    async def test_where_it_is_small_the_table_is_under_the_list(self) -> None:
        app = FeedApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("C", *"$.price", "enter")

            assert "watched · by $.type" in app.shown()
            assert app.feed_screen.messages.size.height == 12

    async def test_what_is_no_path_is_refused_in_plain_words_and_stays_to_be_mended(self) -> None:
        for typed in ("$:", "price", "$.price by x", "$["):
            app = FeedApp()
            async with app.run_test(size=MEDIUM) as pilot:
                await pilot.press(
                    "C", "end", "ctrl+u", *("space" if each == " " else each for each in typed), "enter"
                )
                await pilot.pause()

                assert "not a JSONPath: write e.g. $.price" in app.shown()
                assert app.screen.query_one(Input).value == typed

    async def test_asked_for_again_a_column_goes(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            for _ in range(2):
                await pilot.press("C", "end", "i", "d", "enter")

            assert app.feed_screen.messages.look.columns == ()

    async def test_a_path_that_is_none_is_refused(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("C", "x", "enter")

            assert "e.g. $.price" in app.shown()

    async def test_the_rows_in_the_list_are_exported(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen.filter_by("type:tick")
            await pilot.press("x", "s")
            async with asyncio.timeout(10):
                while not app.asked:
                    await pilot.pause(0.01)

            assert isinstance(app.asked[0], ExportRequested)
            assert app.asked[0].file_name == "trades.ndjson"
            assert [json.loads(line)["ev"] for line in str(app.asked[0].content).splitlines()] == ["msg"] * 10

    async def test_the_message_goes_to_the_pager_by_what_it_is(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("v")

            assert isinstance(app.asked[0], PagerRequested)
            assert app.asked[0].suffix == ".json"

    async def test_without_a_message_there_is_nothing_to_copy(self) -> None:
        app = FeedApp(0)
        app.state.rows.clear()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("c", "v")

            assert app.asked == []
