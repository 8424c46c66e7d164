from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App
from textual.events import Key
from textual.screen import Screen

from tests.dashboards import make_desk_config, open_desk
from tui.screens.jump import JumpOverlay, JumpSpot
from tui.screens.menu import Menu
from tui.screens.palette import Palette
from tui.screens.prompt import Prompt
from tui.screens.theme_menu import ThemeMenu
from tui.widgets.footer_bar import FooterBar

if TYPE_CHECKING:
    from rich.style import Style

    from tui.screens.overlay import Overlay
    from tui.widgets.overview_list import OverviewList


class OverlayApp(App[None]):
    """A screen, another above it, and an overlay over both."""

    def __init__(self, overlay: Overlay[str | None] | JumpOverlay) -> None:
        super().__init__()
        self.overlay = overlay
        self.answers: list[object] = []

    async def on_mount(self) -> None:
        await self.push_screen(Screen())
        await self.push_screen(self.overlay, self.answers.append)

    def type_ahead(self, *keys: str) -> None:
        """Press keys faster than any of them is worked off."""
        for key in keys:
            self.post_message(Key(key, key if len(key) == 1 else None))


def _overlays() -> list[Overlay[str | None] | JumpOverlay]:
    return [
        Menu("copy", [("u", "URL"), ("m", "message")]),
        Prompt("watch"),
        Palette([], ""),
        ThemeMenu(),
        JumpOverlay([JumpSpot(1, 1, "orders")]),
    ]


class OverlayTest(IsolatedAsyncioTestCase):
    async def test_keys_typed_ahead_close_it_and_nothing_below(self) -> None:
        for overlay in _overlays():
            app = OverlayApp(overlay)
            with self.subTest(type(overlay).__name__):
                async with app.run_test() as pilot:
                    app.type_ahead("escape", "escape", "escape")
                    await pilot.pause()

                    assert app.answers == [None]
                    assert len(app.screen_stack) == 2

    async def test_its_keys_stand_in_the_last_row_and_can_be_clicked(self) -> None:
        for overlay in _overlays():
            app = OverlayApp(overlay)
            with self.subTest(type(overlay).__name__):
                async with app.run_test() as pilot:
                    await pilot.pause()
                    *_, footer = app.screen._compositor.render_strips()
                    await pilot.click(offset=(footer.text.index("esc"), 23))

                    assert app.answers == [None]
                    assert len(app.screen_stack) == 2

    async def test_the_first_label_that_is_typed_is_the_one_that_is_jumped_to(self) -> None:
        app = OverlayApp(JumpOverlay([JumpSpot(1, 1, "orders"), JumpSpot(1, 2, "trades")]))
        async with app.run_test() as pilot:
            app.type_ahead("s", "a", "1")
            await pilot.pause()

            assert app.answers == ["trades"]

    async def test_a_key_that_does_nothing_here_is_told_so_until_another_does_something(self) -> None:
        app = OverlayApp(Menu("copy", [("u", "URL"), ("m", "message")]))
        async with app.run_test() as pilot:
            footer = app.screen.query_one(FooterBar)
            await pilot.press("space")
            named = footer.render_lines(footer.size.region)[0].text
            await pilot.press("k")
            told = footer.render_lines(footer.size.region)[0].text
            await pilot.press("down")
            after = footer.render_lines(footer.size.region)[0].text

            assert "space is not bound here" in named
            assert "k is not bound here" in told
            assert "k is not bound" not in after

    async def test_its_keys_can_be_listed_and_run_from_the_list(self) -> None:
        async with open_desk() as desk:
            await desk.press("y")
            offered = desk.rows()[-1]
            await desk.press("question_mark")
            listed = desk.text
            await desk.press(*"close", "enter")

            assert offered.rstrip().endswith("? help")
            assert "choose" in listed
            assert "close" in listed
            assert desk.app.screen is desk.overview

    async def test_where_a_question_mark_is_typed_another_key_lists_them(self) -> None:
        async with open_desk(size=(60, 15)) as desk:
            await desk.press("J", "enter", "i")
            offered = desk.rows()[-1]
            await desk.press("f1")

            assert offered.rstrip().endswith("F1 help")
            assert "ctrl+g  as configured" in desk.text

    async def test_the_footer_names_the_key_of_the_user_that_lists_them_also_where_one_types(self) -> None:
        async with open_desk(make_desk_config(keys={"help": ("f9",)})) as desk:
            await desk.press("i")
            offered = desk.rows()[-1]
            await desk.press("f9")

            assert offered.rstrip().endswith("F9 help")
            assert "cancel" in desk.text
            assert isinstance(desk.app.screen, Palette)

    async def test_without_a_key_for_help_none_is_named(self) -> None:
        async with open_desk(make_desk_config(keys={"help": ()})) as desk:
            await desk.press("y")

            assert "help" not in desk.rows()[-1]

    async def test_a_key_that_finds_no_other_pane_is_answered_where_it_can_be_read(self) -> None:
        async with open_desk() as desk:
            below = desk.footer
            await desk.press("T", "tab")

            assert "there is no other pane here" in desk.rows()[-1]
            assert desk.footer == below


class BelowTest(IsolatedAsyncioTestCase):
    async def test_what_lies_below_an_overlay_does_not_look_as_if_it_had_the_keys(self) -> None:
        async with open_desk(size=(120, 40)) as desk:
            table = desk.overview._list
            grounds = []
            for key in ("y", "escape"):
                grounds.append(table.ink.style("strong", "bar") in _styles(table))
                await desk.press(key)
            grounds.append(table.ink.style("strong", "bar") in _styles(table))

            assert grounds == [True, False, True]


def _styles(table: OverviewList) -> set[Style | None]:
    return {segment.style for strip in table.render_lines(table.size.region) for segment in strip}
