from __future__ import annotations

import pytest

from tui.model.board import Board
from tui.screens.context import WINDOWS, Context, ViewState
from tui.screens.layout import Layout, layout_of


@pytest.mark.parametrize(
    ("width", "height", "layout"),
    [
        (59, 80, Layout.TINY),
        (300, 14, Layout.TINY),
        (60, 15, Layout.NARROW),
        (80, 24, Layout.NARROW),
        (200, 29, Layout.NARROW),
        (100, 30, Layout.MEDIUM),
        (159, 80, Layout.MEDIUM),
        (160, 49, Layout.MEDIUM),
        (160, 50, Layout.WIDE),
    ],
)
def test_both_width_and_height_decide_on_the_layout(width: int, height: int, layout: Layout) -> None:
    assert layout_of(width, height) is layout


def test_the_window_goes_up_and_down_and_stops_at_both_ends() -> None:
    view = ViewState()
    seen = []
    for step in (1, 1, 1, 1, -1, -1, -1, -1, -1):
        view.change_window(step)
        seen.append(view.window)

    assert seen == [900, 3600, 21_600, 21_600, 3600, 900, 300, 60, 60]
    assert set(seen) == set(WINDOWS)


def test_the_title_is_what_the_configuration_calls_itself_else_where_it_came_from() -> None:
    def titled(title: str) -> str:
        return Context(
            board=Board(title=title),
            now=lambda: 0.0,
            view=ViewState(),
            remember=lambda _name, _choice: None,
            source="prod.toml",
        ).title

    assert (titled("Production"), titled("asyncdash")) == ("Production", "prod.toml")
