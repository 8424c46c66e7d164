from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tests.factories import NOW, make_close, make_exchange, make_feed, make_message, make_notice
from tui.model.failure import Failure, FailureKind
from tui.model.feed import BufferLimits
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.widgets.listing import Listing
from tui.widgets.message_view import MessageView

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ViewApp(App[None]):
    def __init__(self, *payloads: str, capacity: int = 100) -> None:
        super().__init__()
        self.now = 0.0
        self.listing = Listing(FeedState(make_feed(buffer=BufferLimits(messages=capacity))))
        self.message_view = MessageView(self.listing, mask=Mask(), clock=lambda: self.now)
        self.arrive(*payloads)

    def compose(self) -> ComposeResult:
        yield self.message_view

    def arrive(self, *payloads: str) -> None:
        rows = self.listing.state.rows
        for payload in payloads:
            rows.append(make_message(payload, at=NOW + rows.end / 1000))
        self.listing.view.settle(5)

    def rows(self) -> list[str]:
        view = self.message_view
        view.sync()
        return [strip.text.rstrip() for strip in view.render_lines(view.size.region)]


class MessageViewTest(IsolatedAsyncioTestCase):
    async def test_it_shows_the_newest_message_with_its_size_and_distance(self) -> None:
        app = ViewApp('{"n": 1}', '{"n": 2}')
        async with app.run_test(size=(60, 6)):
            assert "message #2" in app.rows()[0]
            assert "text 8 B · Δ 1ms" in app.rows()[0]
            assert '"n": 2' in app.rows()[1] + app.rows()[2]

    async def test_while_the_list_follows_a_message_stays_long_enough_to_be_seen(self) -> None:
        app = ViewApp("one")
        async with app.run_test(size=(60, 6)):
            app.rows()
            app.arrive("two")
            early = app.rows()
            app.now = 0.3
            late = app.rows()

            assert "one" in early[1]
            assert "two" in late[1]

    async def test_a_selected_message_is_shown_at_once(self) -> None:
        app = ViewApp("one", "two", "three")
        async with app.run_test(size=(60, 6)):
            app.rows()
            app.listing.view.select(0)

            assert "one" in app.rows()[1]

    async def test_its_views_go_round(self) -> None:
        app = ViewApp("hi")
        async with app.run_test(size=(90, 6)):
            app.message_view.change_view(-1)

            assert "68 69" in app.rows()[1]

    async def test_a_diff_is_against_the_message_of_its_type_before(self) -> None:
        app = ViewApp('{"type": "a", "n": 1}', '{"type": "b"}', '{"type": "a", "n": 2}')
        async with app.run_test(size=(90, 9)):
            app.message_view.compare()

            assert "against #1, 2ms before · a" in app.rows()[1]
            assert "$.n  1 → 2" in app.rows()[3]

    async def test_who_reads_a_message_sees_below_it_what_is_new(self) -> None:
        app = ViewApp('{"type": "a", "n": 1}', '{"type": "b"}', '{"type": "a", "n": 2}')
        async with app.run_test(size=(90, 12)):
            following = app.rows()
            app.listing.view.select(2)
            app.message_view.sync()
            reading = app.rows()
            app.message_view.change_view(2)
            raw = app.rows()

            assert not any("since" in row for row in (*following, *raw))
            assert "─ since #1, 2ms before ───" in reading[6]
            assert "$.n  1 → 2" in reading[7]

    async def test_what_is_new_gives_way_to_a_message_that_takes_the_room(self) -> None:
        app = ViewApp('{"type": "a", "n": 1}', '{"type": "a", "n": 2}')
        async with app.run_test(size=(90, 8)):
            app.listing.view.select(1)
            app.message_view.sync()

            assert not any("since" in row for row in app.rows())

    async def test_long_messages_are_compared_only_when_somebody_asks(self) -> None:
        app = ViewApp('{"type": "a", "n": 1}', json.dumps({"type": "a", "n": "x" * 30_000}))
        async with app.run_test(size=(90, 12)):
            app.listing.view.select(1)
            app.message_view.sync()

            assert not any("since" in row for row in app.rows())

    async def test_without_such_a_message_it_says_so(self) -> None:
        app = ViewApp('{"type": "a"}')
        async with app.run_test(size=(90, 6)):
            app.message_view.compare()

            assert "no a before this one to compare with" in app.rows()[1]

    async def test_long_lines_wrap_when_asked_to(self) -> None:
        app = ViewApp("x" * 100)
        async with app.run_test(size=(60, 6)):
            app.message_view.wrap(wraps=True)

            assert app.rows()[2].strip("│ ") == "x" * 44

    async def test_it_scrolls_as_far_as_there_is_something(self) -> None:
        app = ViewApp("\n".join(map(str, range(30))))
        async with app.run_test(size=(60, 6)) as pilot:
            app.message_view.focus()
            await pilot.press("j", "j")
            after_two = app.rows()[1]
            await pilot.press("G")

            assert "2" in after_two
            assert "29" in app.rows()[-2]

    async def test_it_says_how_many_rows_are_out_of_sight_below(self) -> None:
        app = ViewApp("\n".join(map(str, range(30))))
        async with app.run_test(size=(60, 6)) as pilot:
            framed = app.rows()[0]
            app.message_view.boxed = False
            plain = app.rows()[0]
            await pilot.resize_terminal(40, 6)
            await pilot.pause()
            narrow = app.rows()[0]
            app.message_view.focus()
            await pilot.press("G")

            assert "text 79 B · 26 below" in framed
            assert plain.endswith(" 25 below  pretty tree raw hex ──")
            assert narrow.endswith("─ 25 below ──")
            assert "below" not in app.rows()[0]

    async def test_a_message_that_the_buffer_let_go_is_still_shown(self) -> None:
        app = ViewApp("one", "two", capacity=2)
        async with app.run_test(size=(60, 6)):
            app.listing.view.select(0)
            app.rows()
            app.arrive("three", "four")

            assert "gone from the buffer" in app.rows()[0]
            assert "one" in app.rows()[1]

    async def test_a_notice_is_shown_too(self) -> None:
        app = ViewApp()
        app.listing.state.rows.append(make_notice("1006 abnormal closure", kind="closed"))
        async with app.run_test(size=(60, 6)):
            assert "1006 abnormal closure" in app.rows()[1]

    async def test_only_what_has_a_body_has_views(self) -> None:
        app = ViewApp()
        state = app.listing.state
        async with app.run_test(size=(90, 12)):
            for answer in (None, make_exchange(503), make_exchange(503, body=b"")):
                app.now += 1
                state.rejected(Failure(FailureKind.REJECTED, "503 instead of 101", answer=answer), NOW)

                has_body = answer is not None and bool(answer.body)
                assert ("pretty tree raw hex" in app.rows()[-1]) == has_body

    async def test_what_has_no_number_leaves_no_room_for_one(self) -> None:
        app = ViewApp()
        app.listing.state.closed(make_close(1012), NOW)
        async with app.run_test(size=(60, 6)):
            app.message_view.boxed = False

            assert app.rows()[0].startswith("─ closed ─")

    async def test_without_messages_it_says_so(self) -> None:
        app = ViewApp()
        async with app.run_test(size=(60, 6)):
            assert "no message yet" in app.rows()[1]

    async def test_as_a_tree_its_values_are_gone_through_and_folded(self) -> None:
        app = ViewApp('{"id": 7, "items": [{"sku": "A"}, {"sku": "B"}]}')
        async with app.run_test(size=(60, 12)) as pilot:
            app.rows()
            app.message_view.change_view(1)
            await pilot.press("j", "j")
            open_rows = app.rows()
            app.message_view.toggle_fold()
            folded = app.rows()
            await pilot.press("l", "l")
            tree = app.message_view.json_tree

            assert open_rows[3].strip("│ ") == '▾ "items": [] 2 items'
            assert open_rows[-1].startswith("╰─ $.items ─")
            assert folded[3].startswith('│   ▸ "items": [] 2 items  [{"sku": "A"}')
            assert tree is not None
            assert tree.path == "$.items[0]"

    async def test_the_row_under_the_cursor_of_a_long_tree_is_in_view(self) -> None:
        app = ViewApp('{"numbers": [' + ", ".join(map(str, range(50))) + "]}")
        async with app.run_test(size=(60, 8)) as pilot:
            app.rows()
            app.message_view.change_view(1)
            await pilot.press("G")
            last = app.rows()
            await pilot.press("g")

            assert "49: 49" in last[-2]
            assert "1 member" in app.rows()[1]

    async def test_what_is_no_document_is_shown_as_it_is_in_the_tree_view_too(self) -> None:
        app = ViewApp("plain words")
        async with app.run_test(size=(60, 6)) as pilot:
            app.rows()
            app.message_view.change_view(1)
            await pilot.press("j", "enter")

            assert "plain words" in app.rows()[1]
            assert app.message_view.json_tree is None
