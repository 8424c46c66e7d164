from __future__ import annotations

import time
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App
from textual.events import MouseScrollUp

from tests.factories import NOW, make_feed, make_message, make_notice
from tests.streaming import eventually
from tui.model.conditions.json_path import JsonPath
from tui.model.conditions.message_filter import message_predicate
from tui.model.conditions.query import parse_query
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.model.message_type import TypeReader
from tui.text.units import clock
from tui.widgets.listing import Listing
from tui.widgets.message_list import MessageList
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.model.message import Row


class CountingReader(TypeReader):
    count = 0

    def __call__(self, row: Row) -> str:
        self.count += 1
        return super().__call__(row)


class ListApp(App[None]):
    def __init__(self, count: int = 30, *, capacity: int = 1_000, boxed: bool = True) -> None:
        super().__init__()
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name
        feed = make_feed(buffer=BufferLimits(messages=capacity))
        self.state = FeedState(feed)
        self.listing = Listing(self.state)
        self.list = MessageList(self.listing, mask=Mask(["hunter22"]), now=lambda: NOW + 60)
        self.list.boxed = boxed
        self.moved = self.opened = 0
        self.arrive(count)

    def compose(self) -> ComposeResult:
        yield self.list

    def on_message_list_moved(self) -> None:
        self.moved += 1

    def on_message_list_opened(self) -> None:
        self.opened += 1

    def arrive(self, count: int) -> None:
        for _ in range(count):
            number = self.state.rows.end
            kind = "even" if number % 2 == 0 else "odd"
            payload = f'{{"type": "{kind}", "id": {number}}}'
            self.state.record(make_message(payload, at=NOW + number / 1000))

    def rows(self) -> list[str]:
        return [strip.text for strip in self.list.render_lines(self.list.size.region)]


class MessageListTest(IsolatedAsyncioTestCase):
    async def test_what_is_filtered_by_stands_out_on_the_frame(self) -> None:
        app = ListApp()
        app.listing.narrow(parse_query("order"), now=NOW, only_problems=False, highlights=False)
        async with app.run_test(size=(60, 12)):
            app.list.sync()
            edge = app.list.render_lines(app.list.size.region)[-1]
            tinted = [text for text, style, _ in edge if style == app.list.ink.style("strong", "flash")]

            assert tinted == [" / order "]

    async def test_a_row_has_direction_time_type_payload_and_size(self) -> None:
        app = ListApp(2, boxed=False)
        async with app.run_test(size=(70, 5)):
            assert app.rows()[0][1:] == (
                f'↓ {clock(NOW, millis=True)} even   {{"id":0}}                                  25 B '
            )

    async def test_the_column_of_types_is_as_wide_as_the_longest_that_was_shown(self) -> None:
        app = ListApp(2, boxed=False)
        async with app.run_test(size=(70, 3)):
            app.state.record(make_message('{"type":"order.created","id":2}', at=NOW))
            app.list.sync()
            grown = app.rows()
            app.arrive(9)
            app.list.sync()

            assert [row.index("{") for row in grown] == [grown[0].index("{")] * 3
            assert 'order.created {"id":2}' in grown[2]
            assert [row.index("{") for row in app.rows()] == [grown[0].index("{")] * 3

    async def test_the_newest_row_is_in_the_last_line(self) -> None:
        app = ListApp(30)
        async with app.run_test(size=(70, 7)):
            app.arrive(1)
            app.list.sync()

            assert '{"id":30}' in app.rows()[5]
            assert "following" in app.rows()[6]

    async def test_going_up_keeps_the_row_on_its_line_while_others_arrive_and_go(self) -> None:
        app = ListApp(30, capacity=30)
        async with app.run_test(size=(70, 9)) as pilot:
            app.list.focus()
            await pilot.press("k", "k")
            line = next(at for at, row in enumerate(app.rows()) if "▌" in row)
            app.arrive(25)
            app.list.sync()

            assert '{"id":27}' in app.rows()[line]
            assert "+25 new · G follows" in app.rows()[-1]

    async def test_blank_lines_say_where_their_rows_went(self) -> None:
        app = ListApp(30, capacity=30)
        async with app.run_test(size=(70, 9)) as pilot:
            app.list.focus()
            await pilot.press("k", "k")
            app.arrive(25)
            app.list.sync()

            assert "⋯ 25 older rows have gone; the buffer keeps 30" in "\n".join(app.rows())

    async def test_going_to_the_end_follows(self) -> None:
        app = ListApp(30)
        async with app.run_test(size=(70, 9)) as pilot:
            app.list.focus()
            await pilot.press("g", "G")

            assert app.listing.view.follows

    async def test_the_wheel_scrolls(self) -> None:
        app = ListApp(30)
        async with app.run_test(size=(70, 9)) as pilot:
            app.list.post_message(
                MouseScrollUp(app.list, 1, 1, 0, -1, 0, shift=False, meta=False, ctrl=False)
            )
            await pilot.pause()

            assert app.listing.view.below == 3

    async def test_a_click_selects_and_a_second_opens(self) -> None:
        app = ListApp(30)
        async with app.run_test(size=(70, 9)) as pilot:
            await pilot.click(app.list, offset=(10, 2), times=2)

            assert app.listing.view.cursor == 24
            assert app.opened == 1

    async def test_frozen_rows_do_not_change_whatever_arrives(self) -> None:
        app = ListApp(30, capacity=30)
        async with app.run_test(size=(70, 9)):
            app.listing.freeze()
            app.list.sync()
            before = app.rows()
            app.arrive(500)
            app.list.sync()

            assert app.rows() == before

    async def test_a_filter_hides_what_does_not_match_and_counts(self) -> None:
        app = ListApp(30)
        async with app.run_test(size=(70, 9)):
            app.listing.show_only(message_predicate(parse_query("type:even"), now=NOW), "/ type:even")
            while not app.listing.advance(1.0):
                app.list.sync()
            app.list.sync()

            assert "15 of 30" in app.rows()[0]
            assert all("odd" not in row for row in app.rows()[1:-1])

    async def test_a_long_search_says_how_far_it_is(self) -> None:
        app = ListApp(500)
        async with app.run_test(size=(70, 9)):
            app.listing.show_only(_slow)
            app.list.sync()

            assert "looking… " in app.rows()[0]
            await eventually(lambda: "500 of 500" in app.rows()[0])

    async def test_what_is_searched_for_is_counted_and_jumped_to(self) -> None:
        app = ListApp(30)
        async with app.run_test(size=(70, 9)):
            app.listing.highlight(message_predicate(parse_query('/"id": 1/'), now=NOW))
            while not app.listing.advance(1.0):
                app.list.sync()
            app.list.sync()
            app.listing.to_hit(-1)
            app.list.sync()

            assert app.listing.view.cursor == 19
            assert "hit 11 of 11" in app.rows()[0]

    async def test_a_search_goes_round_at_its_end(self) -> None:
        app = ListApp(30)
        async with app.run_test(size=(70, 9)):
            app.listing.highlight(message_predicate(parse_query('/"id": 1/'), now=NOW))
            while not app.listing.advance(1.0):
                app.list.sync()
            app.listing.to_hit(1)

            assert app.listing.view.cursor == 1

    async def test_problems_and_marks_are_jumped_to(self) -> None:
        app = ListApp(10)
        async with app.run_test(size=(70, 9)):
            app.listing.view.select(3)
            app.listing.mark()
            app.state.record(make_message('{"type": "error"}'))
            app.arrive(10)
            app.listing.view.follow()

            assert app.listing.to_problem(-1)
            assert app.listing.view.cursor == 10
            assert app.listing.to_problem(-1)
            assert app.listing.view.cursor == 3
            assert not app.listing.to_problem(-1)

    async def test_secrets_do_not_show(self) -> None:
        app = ListApp(0)
        app.state.record(make_message('{"token": "hunter22"}'))
        app.state.rows.append(make_notice("closed by hunter22", kind="closed"))
        async with app.run_test(size=(70, 9)):
            assert "hunter22" not in "\n".join(app.rows())
            assert "•••" in "\n".join(app.rows())

    async def test_what_became_of_the_connection_stands_across_the_row(self) -> None:
        app = ListApp(0, boxed=False)
        app.state.rows.append(make_notice('1006 abnormal closure · "bye"', kind="closed"))
        async with app.run_test(size=(70, 9)):
            assert app.rows()[0][1:].startswith(
                f'✗ {clock(NOW, millis=True)} closed  1006 abnormal closure · "bye"'
            )

    async def test_wide_rows_have_a_number_and_the_time_since_the_one_before(self) -> None:
        app = ListApp(1_234, capacity=2_000, boxed=False)
        async with app.run_test(size=(90, 3)):
            app.list.change_look(wide=True)

            assert f"1,234 {clock(NOW + 1.233, millis=True)}    +1ms txt odd" in app.rows()[-1]

    async def test_ages_stand_in_place_of_the_time(self) -> None:
        app = ListApp(1, boxed=False)
        async with app.run_test(size=(70, 3)):
            app.list.change_look(ages=True)

            assert "↓    1m ago even" in app.rows()[0]

    async def test_a_path_has_a_column_of_its_own(self) -> None:
        app = ListApp(1, boxed=False)
        async with app.run_test(size=(90, 3)):
            app.list.change_look(columns=(JsonPath("$.id"), JsonPath("$.none")))

            assert 'even      0    — {"id":0}' in app.rows()[0]

    async def test_the_payload_scrolls_sideways(self) -> None:
        app = ListApp(1, boxed=False)
        async with app.run_test(size=(70, 3)) as pilot:
            app.list.focus()
            await pilot.press("l")

            assert "even   :0}" not in app.rows()[0]
            assert 'even   ":0}' in app.rows()[0]

    async def test_text_that_is_no_utf8_says_so(self) -> None:
        app = ListApp(0, boxed=False)
        app.state.record(make_message(b"caf\xe9", opcode=make_message("x").opcode))
        async with app.run_test(size=(70, 3)):
            assert r"invalid UTF-8 caf\xe9" in app.rows()[0]

    async def test_an_empty_list_says_what_it_waits_for(self) -> None:
        app = ListApp(0)
        async with app.run_test(size=(70, 5)):
            assert "no message yet — closed" in app.rows()[1]

    async def test_ten_thousand_messages_between_two_repaints_paint_only_what_is_in_view(self) -> None:
        app = ListApp(0)
        async with app.run_test(size=(70, 12)):
            reader = CountingReader()
            app.listing.reader = reader
            app.arrive(10_000)
            app.list.sync()

            assert reader.count == 10


def _slow(row: object) -> bool:
    time.sleep(0.0001)
    return row is not None
