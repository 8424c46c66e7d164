from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App
from textual.events import Paste

from tui.widgets.ink import ink_of
from tui.widgets.query_bar import QueryBar

if TYPE_CHECKING:
    from rich.color import Color
    from textual.app import ComposeResult


class BarApp(App[None]):
    def __init__(self, *, can_highlight: bool = False) -> None:
        super().__init__()
        self.bar = QueryBar(can_highlight=can_highlight)
        self.heard: list[tuple[str, bool]] = []
        self.left = 0

    def compose(self) -> ComposeResult:
        yield self.bar

    def on_query_bar_changed(self, event: QueryBar.Changed) -> None:
        self.heard.append((event.text, event.highlights))

    def on_query_bar_left(self) -> None:
        self.left += 1


class QueryBarTest(IsolatedAsyncioTestCase):
    async def test_every_key_is_heard_while_typing(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit()
            await pilot.press("a", "b")

            assert app.heard == [("a", False), ("ab", False)]

    async def test_of_a_long_paste_the_beginning_is_kept(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit()
            await pilot.press("a")
            app.screen.post_message(Paste("b c " * 25_000))
            await pilot.pause()
            await pilot.press("x")

            assert app.bar.text == ("a" + "b c " * 25_000)[:1_000]

    async def test_typing_replaces_the_query_that_it_was_opened_with(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit("type:order.*")
            await pilot.press("x")

            assert app.bar.text == "x"

    async def test_it_says_what_escape_does_next(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit("a")
            app.bar.show_facts([("1 of 7", "muted")])
            await pilot.pause()
            typing = "".join(strip.text for strip in app.screen._compositor.render_strips())
            app.set_focus(None)
            await pilot.pause()
            left = "".join(strip.text for strip in app.screen._compositor.render_strips())

            assert "1 of 7   esc leaves" in typing
            assert "1 of 7   esc clears" in left

    async def test_its_layers_are_left_one_after_the_other(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit("a")
            await pilot.pause()
            was_typing = app.bar.leave_layer()
            app.set_focus(None)
            kept, had_text = app.bar.text, app.bar.leave_layer()

            assert (was_typing, kept, had_text) == (True, "a", True)
            assert not app.bar.text
            assert not app.bar.leave_layer()

    async def test_enter_leaves_it_and_keeps_the_text(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit("abc")
            await pilot.press("enter")

            assert (app.left, app.bar.text, app.bar.display) == (1, "abc", True)

    async def test_an_empty_bar_goes_out_of_view_when_it_is_left(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit()
            await pilot.press("escape")

            assert not app.bar.display

    async def test_tab_marks_instead_of_hiding(self) -> None:
        app = BarApp(can_highlight=True)
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit("abc")
            await pilot.press("tab")

            assert app.heard[-1] == ("abc", True)

    async def test_tab_keeps_the_filter_and_leaves_where_nothing_can_be_marked(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit("abc")
            await pilot.press("tab")

            assert (app.left, app.bar.text) == (1, "abc")

    async def test_the_facts_give_way_to_the_text(self) -> None:
        app = BarApp()
        async with app.run_test(size=(30, 3)) as pilot:
            app.bar.edit("abc")
            await pilot.pause()
            app.bar.show_facts([("12 of 600", "muted"), (" and a very long sentence", "muted")])
            await pilot.pause()
            facts = app.bar.children[-1]

            assert [strip.text for strip in facts.render_lines(facts.size.region)] == ["  12 of 600 "]

    async def test_a_text_can_be_put_there_from_elsewhere(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.put("type:trade")
            await pilot.pause()

            assert app.heard == [("type:trade", False)]
            assert app.bar.display

    async def test_it_can_be_tucked_away_with_its_text(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.put("abc")
            await pilot.pause()
            app.bar.tuck_away()

            assert (app.bar.display, app.bar.text) == (False, "abc")

    async def test_its_mark_stands_out_once_the_text_is_kept(self) -> None:
        app = BarApp()
        async with app.run_test(size=(60, 3)) as pilot:
            app.bar.edit("abc")
            await pilot.pause()
            typed = mark_of(app)
            await pilot.press("enter")
            app.set_focus(None)
            await pilot.pause()

            assert [typed, mark_of(app)] == [ground_of(app, "chrome"), ground_of(app, "flash")]


def mark_of(app: BarApp) -> Color | None:
    """Return what lies behind the mark."""
    mark = app.bar.children[0]
    [strip] = mark.render_lines(mark.size.region)
    return next(segment.style.bgcolor for segment in strip if segment.style is not None)


def ground_of(app: BarApp, on: str) -> Color | None:
    return ink_of(app).style("text", on).bgcolor
