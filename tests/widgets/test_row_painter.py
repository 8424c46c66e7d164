from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tests.factories import NOW, make_feed, make_message
from tui.model.conditions.message_filter import message_predicate
from tui.model.conditions.query import parse_query
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.widgets.listing import Listing
from tui.widgets.message_row import RowLook
from tui.widgets.painted import Painted
from tui.widgets.row_painter import RowPainter
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.widgets.line import Line


class Canvas(Painted):
    def paint(self, width: int, height: int) -> list[Line]:
        return []


class CanvasApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.now = NOW
        self.canvas = Canvas()
        state = FeedState(make_feed())
        for number in range(5):
            state.record(make_message(f"message {number}", at=NOW))
        self.painter = RowPainter(Listing(state), mask=Mask(), now=lambda: self.now)

    def compose(self) -> ComposeResult:
        yield self.canvas

    def line(self, number: int, *, width: int = 60, is_current: bool = False) -> Line:
        self.painter.begin(self.canvas, width)
        return self.painter.line(self.canvas, number, width, is_current=is_current)


class RowPainterTest(IsolatedAsyncioTestCase):
    async def test_a_row_is_painted_once(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            assert app.line(1) is app.line(1)

    async def test_the_current_and_the_marked_row_are_painted_once_as_well(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            app.painter.listing.marks.add(2)

            assert app.line(1, is_current=True) is app.line(1, is_current=True)
            assert app.line(1, is_current=True) is not app.line(1)
            assert app.line(2) is app.line(2)

    async def test_a_mark_paints_a_row_anew(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            before = app.line(1)
            app.painter.listing.marks.add(1)

            assert app.line(1) is not before

    async def test_another_width_paints_it_anew(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            assert app.line(1) is not app.line(1, width=61)

    async def test_another_look_paints_it_anew(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            before = app.line(1)
            app.painter.look = RowLook(wide=True)

            assert app.line(1) is not before

    async def test_another_theme_paints_it_anew(self) -> None:
        app = CanvasApp()
        async with app.run_test() as pilot:
            before = app.line(1)
            app.theme = THEMES[1].name
            await pilot.pause()

            assert app.line(1) is not before

    async def test_ages_grow(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            app.painter.look = RowLook(ages=True)
            now = app.line(1).strip().text
            app.now = NOW + 5

            assert "now" in now
            assert "5s ago" in app.line(1).strip().text

    async def test_times_of_day_do_not(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            before = app.line(1)
            app.now = NOW + 5

            assert app.line(1) is before

    async def test_the_current_row_has_a_bar(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            plain, current = app.line(1).strip(), app.line(1, is_current=True).strip()

            assert plain.text[2:] == current.text[2:]
            assert [segment.style for segment in plain] != [segment.style for segment in current]

    async def test_hits_and_marks_are_set_off(self) -> None:
        app = CanvasApp()
        async with app.run_test():
            plain = app.line(2).strip()
            app.painter.listing.highlight(message_predicate(parse_query("/e 2/"), now=NOW))
            app.painter.listing.advance(60)
            hit = app.line(2).strip()
            app.painter.listing.marks.add(3)

            assert [segment.style for segment in hit] != [segment.style for segment in plain]
            assert "◆" in app.line(3).strip().text
