from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.pane_app import lines_of, shown
from tui.widgets.tabs import Tab, TabStrip, tab_at, tab_runs

TABS = [Tab("body", "Body", is_shown=True), Tab("checks", "Checks 3/4", is_shown=False, tag="warn")]


def test_the_tab_that_is_shown_is_strong_and_a_loud_one_keeps_its_colour() -> None:
    assert tab_runs(TABS) == [("Body", "strong"), ("  ", "text"), ("Checks 3/4", "warn")]


def test_a_click_finds_the_tab_under_it() -> None:
    assert [tab_at(TABS, x) for x in (0, 3, 4, 6, 15, 16)] == ["body", "body", None, "checks", "checks", None]


class TabStripTest(IsolatedAsyncioTestCase):
    async def test_names_stand_apart_where_there_is_room_and_closer_where_not(self) -> None:
        strip = TabStrip(lambda: TABS)
        async with shown(strip, 30, 1) as pilot:
            wide = lines_of(strip)[0].rstrip()
            await pilot.resize_terminal(21, 1)
            while strip.size.width != 21:
                await pilot.pause()

            assert wide == " 1 Body   2 Checks 3/4"
            assert lines_of(strip)[0].rstrip() == " 1 Body 2 Checks 3/4"
