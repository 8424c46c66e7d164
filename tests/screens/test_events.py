from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.dashboards import open_desk
from tests.factories import NOW
from tui.model.event import Event, EventKind
from tui.screens.events import EventsScreen
from tui.text.units import clock
from tui.widgets.event_list import EventList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.dashboards import Desk
    from tui.model.board import Board


@asynccontextmanager
async def open_events(size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Desk, EventsScreen]]:
    async with open_desk(size=size) as desk:
        await desk.press("E")
        screen = desk.app.screen
        assert isinstance(screen, EventsScreen)
        yield desk, screen


def selected(desk: Desk) -> str:
    return next(row for row in desk.rows() if row.startswith("▌"))


def tell(
    desk: Desk, source: str = "orders", kind: EventKind = EventKind.DOWN, what: str = "200 → 503"
) -> None:
    desk.board.tell(Event(at=NOW, source=source, kind=kind, what=what, detail="no answer"))
    desk.repaint()


class EventsScreenTest(IsolatedAsyncioTestCase):
    async def test_a_narrow_terminal_tells_the_whole_of_the_selected_event_below(self) -> None:
        long = "503 Service Unavailable, expected 2xx, and a word"
        for size in ((80, 24), (60, 15)):
            async with open_events(size=size) as (desk, _):
                event = Event(at=NOW, source="cart-api", kind=EventKind.DOWN, what="200 → 503", detail=long)
                desk.board.tell(event)
                desk.repaint()

                assert desk.rows()[-2].startswith(f" 200 → 503  {long[:40]}")
                assert ("DETAIL" in desk.rows()[1]) == (size == (80, 24))
                assert "LASTED" in desk.text or size == (80, 24)

    async def test_beside_what_it_is_about_there_is_room_for_why_an_event_happened(self) -> None:
        why = "127.0.0.1:8765 answered 503 Service Unavailable"
        async with open_events(size=(200, 60)) as (desk, _):
            event = Event(at=NOW, source="presence", kind=EventKind.REJECTED, what="rejected", detail=why)
            desk.board.tell(event)
            desk.repaint()

            assert f" {why} " in selected(desk)

    async def test_the_header_tells_how_many_there_are_and_how_many_nobody_saw(self) -> None:
        async with open_events() as (desk, _):
            assert "prod.toml › events" in desk.rows()[0]
            assert "7 since 22:09:20 · 7 unseen" in desk.rows()[0]

    async def test_what_happened_on_another_day_has_its_date_in_the_column_of_the_times(self) -> None:
        def happen(board: Board) -> None:
            for at, what in ((NOW - 86_400, "200 → 502"), (NOW, "200 → 503")):
                board.tell(Event(at=at, source="orders", kind=EventKind.DOWN, what=what, detail=""))

        for size in ((60, 15), (120, 40)):
            async with open_desk(size=size, prepare=happen) as desk:
                await desk.press("E")
                older = next(row for row in desk.rows() if "502" in row)
                newer = next(row for row in desk.rows() if "503" in row)
                head = next(row for row in desk.rows() if "SOURCE" in row)

                assert older[1:16] == f"Nov 13 {clock(NOW)}"
                assert newer.index(clock(NOW)) == older.index(clock(NOW))
                assert head.index("SOURCE") == older.index("orders") == newer.index("orders")
                assert head.index("WHAT") == older.index("200") == newer.index("200")

    async def test_leaving_it_means_that_everything_was_seen(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("escape")

            assert desk.board.seen_events == desk.board.events.end
            assert "unseen" not in desk.text

    async def test_the_cursor_stays_on_its_event_while_new_ones_come(self) -> None:
        async with open_events((80, 24)) as (desk, _):
            for number in range(40):
                tell(desk, f"orders-{number}")
            await desk.press("j", "j")
            before = desk.rows()[1:]
            for _ in range(30):
                tell(desk)
            await desk.pilot.pause()

            assert "orders-37" in selected(desk)
            assert desk.rows()[1:] == before

    async def test_enter_goes_to_what_the_event_is_about(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("j", "enter")

            assert desk.app.screen.scope == "feed"  # type: ignore[attr-defined]
            assert "presence" in desk.rows()[0]

    async def test_enter_on_an_endpoint_goes_to_that_moment_and_escape_comes_back(self) -> None:
        async with open_events() as (desk, screen):
            await desk.press("J", "J")
            while "payments-capture" not in selected(desk):
                await desk.press("j")
            await desk.press("enter")
            head = desk.rows()[0]
            while desk.app.screen is not screen and len(desk.app.screen_stack) > 1:
                await desk.press("escape")

            assert "payments-capture" in head
            assert "22:12:40" in head
            assert desk.app.screen is screen

    async def test_enter_on_an_event_of_our_own_says_that_it_leads_nowhere(self) -> None:
        async with open_events() as (desk, screen):
            await desk.press("enter")

            assert desk.app.screen is screen
            assert "about no endpoint and no feed" in desk.footer

    async def test_the_filter_narrows_while_one_types_and_counts(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("slash")
            await desk.type("presence")

            assert "2 of 7" in desk.text
            assert "started" not in desk.text

    async def test_escape_leaves_input_filter_and_screen_in_that_order(self) -> None:
        async with open_events() as (desk, screen):
            await desk.press("slash")
            await desk.type("presence")
            await desk.press("escape")
            assert isinstance(desk.app.focused, EventList)
            await desk.press("escape")
            assert "started" in desk.text
            assert desk.app.screen is screen
            await desk.press("escape")

            assert len(desk.app.screen_stack) == 1

    async def test_slash_shows_the_last_query_again(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("slash")
            await desk.type("presence")
            await desk.press("enter", "escape", "escape", "E", "slash")

            assert "2 of 7" in desk.text

    async def test_exclamation_mark_shows_problems_only_and_escape_all(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("!")
            problems = desk.text
            await desk.press("escape")

            assert "closed 1006" in problems
            assert "started" not in problems
            assert "started" in desk.text

    async def test_shift_j_and_k_go_from_problem_to_problem(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("J", "J")
            second = selected(desk)
            await desk.press("K")

            assert "closed 1006" in selected(desk)
            assert "closed 1006" not in second

    async def test_n_goes_to_the_next_event(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("n", "n", "N")

            assert "closed 1006" in selected(desk)

    async def test_a_means_that_everything_was_seen(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("a")

            assert "unseen" not in desk.text
            assert desk.board.seen_events == desk.board.events.end

    async def test_shift_a_acknowledges_every_problem(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("A")

            assert desk.app.context.view.acknowledged == {"payments-capture", "cart-api", "presence"}

    async def test_t_shows_ages(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("t")

            assert "3s ago" in desk.text

    async def test_c_copies_the_selected_event(self) -> None:
        async with open_events() as (desk, _):
            with patch("tui.app.handing.copy_with_tool", return_value="pbcopy") as copy:
                await desk.press("j", "c")
                await desk.pilot.pause()

            assert copy.call_args.args[0].startswith("2023-11-14 22:13:17 UTC presence closed 1006")
            assert "copied the event with pbcopy" in desk.footer

    async def test_y_offers_all_that_are_shown(self) -> None:
        async with open_events() as (desk, _):
            with patch("tui.app.handing.copy_with_tool", return_value="pbcopy") as copy:
                await desk.press("y", "a")
                await desk.pilot.pause()

            assert len(copy.call_args.args[0].splitlines()) == 7

    async def test_x_writes_the_events_to_a_file(self) -> None:
        async with open_events() as (desk, _):
            with patch("tui.app.handing.write_new", return_value=Path("/here/events.csv")) as write:
                await desk.press("x", "c")
                await desk.until(lambda: "wrote /here/events.csv" in desk.footer)

            assert write.call_args.args[0] == "events.csv"
            assert "payments-capture" in write.call_args.args[1]

    async def test_a_key_that_does_nothing_here_is_named_even_if_it_is_blank(self) -> None:
        async with open_desk() as desk:
            await desk.press("E", "space")

            assert "space is not bound" in desk.footer

    async def test_e_again_opens_no_second_log(self) -> None:
        async with open_events() as (desk, _):
            await desk.press("E")

            assert len(desk.app.screen_stack) == 2
            assert "E is not bound" in desk.footer

    async def test_a_hostile_event_can_do_nothing(self) -> None:
        async with open_events() as (desk, _):
            tell(desk, source="\x1b]0;x\x07[/nope]", what="[@click]\x9b2J")
            await desk.pilot.pause()

            assert desk.text.replace("\n", "").isprintable()
            assert "[@click]" in desk.text
