from __future__ import annotations

from tui.widgets.tabs import Tab, tab_at, tab_runs

TABS = [Tab("body", "Body", is_shown=True), Tab("checks", "Checks 3/4", is_shown=False, tag="warn")]


def test_the_tab_that_is_shown_is_strong_and_a_loud_one_keeps_its_colour() -> None:
    assert tab_runs(TABS) == [("Body", "strong"), ("  ", "text"), ("Checks 3/4", "warn")]


def test_a_click_finds_the_tab_under_it() -> None:
    assert [tab_at(TABS, x) for x in (0, 3, 4, 6, 15, 16)] == ["body", "body", None, "checks", "checks", None]
