from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.factories import NOW, make_feed, make_message
from tests.pane_app import lines_of, shown
from tui.model.conditions.json_path import JsonPath
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.text.glyphs import BRAILLE
from tui.widgets.listing import Listing
from tui.widgets.watch_table import WatchTable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any

    from rich.style import Style

BID, SIZE, SYM = JsonPath("$.bid"), JsonPath("$.size"), JsonPath("$.sym")


def a_table(*paths: JsonPath, quotes: int = 6, now: float = NOW + 60) -> tuple[WatchTable, FeedState]:
    state = FeedState(make_feed("quotes"))
    listing = Listing(state)
    for number in range(quotes):
        say(state, "AB"[number % 2], number + 0.5, at=number)
    listing.watched.watch(paths or (BID,), SYM)
    listing.advance(60)
    return WatchTable(listing, mask=Mask(["hunter22"]), now=lambda: now, glyphs=lambda: BRAILLE), state


def say(state: FeedState, symbol: str, bid: float, *, at: float) -> None:
    state.record(make_message(f'{{"sym":"{symbol}","bid":{bid},"size":{bid * 10:.0f}}}', at=NOW + at))


@asynccontextmanager
async def unfocused(table: WatchTable, width: int = 40) -> AsyncIterator[None]:
    async with shown(table, width) as pilot:
        table.screen.set_focus(None)
        await pilot.pause()
        table.sync()
        yield


def style_of(table: WatchTable, text: str) -> Style | None:
    segments = [segment for strip in table.render_lines(table.size.region) for segment in strip]
    return next(segment.style for segment in segments if segment.text.strip() == text)


class WatchTableTest(IsolatedAsyncioTestCase):
    async def test_a_row_has_the_newest_value_its_change_a_curve_and_its_age(self) -> None:
        table, _ = a_table()
        async with unfocused(table, 70):
            rows = lines_of(table)

            assert "watched · by $.sym" in rows[0]
            assert rows[1].split()[1:3] == ["A", "4.5"]
            assert "▁▄▇" in rows[1]
            assert "+2" in rows[1]
            assert "56s" in rows[1]

    async def test_several_paths_stand_side_by_side_under_their_names(self) -> None:
        table, _ = a_table(BID, SIZE)
        async with unfocused(table):
            rows = lines_of(table)

            assert rows[1].split()[1:3] == ["bid", "size"]
            assert rows[2].split()[1:4] == ["A", "4.5", "45"]

    async def test_a_cell_that_has_just_changed_stands_out(self) -> None:
        table, _ = a_table(now=NOW + 5.1)
        async with unfocused(table):
            fresh, calm = style_of(table, "5.5"), style_of(table, "4.5")

            assert fresh is not None
            assert calm is not None
            assert fresh.bgcolor != calm.bgcolor
            assert fresh.bold
            assert not calm.bold

    async def test_with_sixteen_colours_it_is_only_bold(self) -> None:
        table, _ = a_table(now=NOW + 5.1)
        async with shown(table, 40) as pilot:
            pilot.app.theme = "ansi-dark"
            await pilot.pause()
            fresh = style_of(table, "5.5")

            assert fresh is not None
            assert fresh.bold
            assert not fresh.reverse

    async def test_rows_stay_where_they_are(self) -> None:
        table, state = a_table()
        async with unfocused(table):
            say(state, "B", 9, at=50)
            say(state, "C", 9, at=51)
            table.watched.advance(60)
            table.sync()

            assert [row[2] for row in lines_of(table)[1:4]] == ["A", "B", "C"]

    async def test_enter_chooses_one(self) -> None:
        table, _ = a_table()
        chosen: list[Any] = []
        async with shown(table, 40) as pilot:
            with patch.object(table, "post_message", side_effect=chosen.append):
                table.focus()
                table.move_by(1)
                table.choose()
            await pilot.pause()

            assert (chosen[-1].thing, chosen[-1].key) == ("B", SYM)

    async def test_what_is_hostile_or_secret_is_shown_as_neither(self) -> None:
        table, state = a_table()
        state.record(make_message('{"sym":"\\u001b[2J","bid":"hunter22 [red]"}', at=NOW + 9))
        table.watched.advance(60)
        async with shown(table, 60):
            text = "\n".join(lines_of(table))

            assert "\x1b" not in text
            assert "hunter22" not in text
            assert "�[2J" in text

    async def test_until_there_is_a_value_it_says_so(self) -> None:
        table, _ = a_table(JsonPath("$.nothing"))
        async with shown(table, 60):
            assert "no message has a value there yet" in lines_of(table)[1]
