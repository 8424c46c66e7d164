from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_condition_result, make_message
from tests.feeds import FeedApp
from tui.model.feed_asserts import asserted
from tui.model.message import FeedMessage

MEDIUM = (120, 40)


def call(app: FeedApp, number: int, *, answered_after: float | None = None) -> None:
    """Call a method, and perhaps have it answered."""
    request = make_message(f'{{"id":{number},"method":"add"}}', at=NOW - 9, direction="out")
    app.state.record(request)
    if answered_after is not None:
        app.state.record(make_message(f'{{"id":{number},"result":3}}', at=NOW - 9 + answered_after))
    rows, noticed = app.state.rows, app.state.noticed
    for row in range(noticed.looked, rows.end):
        message = rows[row]
        if isinstance(message, FeedMessage):
            noticed.pairs.look(row, message)
    noticed.looked = rows.end


class FeedPairsTest(IsolatedAsyncioTestCase):
    async def test_an_answer_says_how_long_it_took(self) -> None:
        app = FeedApp(0)
        call(app, 1, answered_after=0.084)
        async with app.run_test(size=MEDIUM):
            answer = next(line for line in app.shown().splitlines() if '"result":3' in line)

            assert " 84ms " in answer
            assert "answers p50 84ms p95 84ms" in app.shown()

    async def test_where_nothing_is_answered_there_is_no_column_for_it(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM):
            app.shown()

            assert not app.feed_screen.messages.look.paired

    async def test_a_request_without_an_answer_is_counted_and_can_be_gone_to(self) -> None:
        app = FeedApp(30)
        call(app, 77)
        app.arrive(60)
        async with app.run_test(size=MEDIUM) as pilot:
            shown = app.shown()
            await pilot.press("u", "1")
            await pilot.pause()
            current = app.feed_screen.listing.current

            assert "1 unanswered" in shown
            assert current is not None
            assert current[0] == 31

    async def test_a_request_that_has_gone_from_memory_has_no_number_among_those_without_an_answer(
        self,
    ) -> None:
        app = FeedApp(0)
        call(app, 77)
        app.arrive(app.state.feed.buffer.messages)
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("u")

            assert "id 77  gone from the buffer" in app.shown()

    async def test_when_all_is_answered_it_is_said(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            await pilot.press("u")

            assert "has its answer" in app.shown()

    async def test_an_assert_that_fails_is_the_first_thing_to_read(self) -> None:
        app = FeedApp()
        asserted(app.state, [make_condition_result("rate > 1", "fail", "0.2")], NOW)
        async with app.run_test(size=MEDIUM):
            assert "assert: rate > 1 — got 0.2" in app.shown()

    async def test_a_trigger_freezes_the_list_at_its_message(self) -> None:
        app = FeedApp()
        async with app.run_test(size=MEDIUM) as pilot:
            app.feed_screen.freeze_at(5)
            await pilot.pause()
            current = app.feed_screen.listing.current
            app.feed_screen.freeze_at(9)

            assert "FROZEN" in app.shown()
            assert current is not None
            assert current[0] == 5
            assert app.feed_screen.listing.view.is_frozen
