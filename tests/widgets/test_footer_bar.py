from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.pane_app import PaneApp, lines_of, shown
from tui.keys import key_label, keys_of
from tui.text.cells import cell_len
from tui.widgets.footer_bar import FooterBar

if TYPE_CHECKING:
    from textual.app import App

ITEMS = [
    (key_label(key.keys), key.footer, key.action)
    for key in keys_of("overview", "app")
    if key.footer and key.id != "help"
]
HELP = ("?", "help", "app.help")


class FooterBarTest(IsolatedAsyncioTestCase):
    async def test_at_every_width_only_whole_items_stand_there_and_help_is_the_last(self) -> None:
        bar = FooterBar()
        items = {f"{label} {word}" for label, word, _ in ITEMS}
        async with shown(bar, 20, 1) as pilot:
            bar.show(ITEMS, HELP)
            for width in range(20, 201, 3):
                await pilot.resize_terminal(width, 1)
                await pilot.pause()
                (row,) = lines_of(bar)

                assert cell_len(row) == width
                assert row.endswith(" ? help ")
                assert set(row.removesuffix("? help ").strip().split("  ")) - {""} <= items

    async def test_the_order_is_the_priority(self) -> None:
        bar = FooterBar()
        async with shown(bar, 40, 1):
            bar.show(ITEMS, HELP)

            assert lines_of(bar)[0].startswith(" ⏎ open  r run  p pause")

    async def test_a_hint_stands_in_place_of_the_keys_until_they_are_shown_again(self) -> None:
        bar = FooterBar()
        async with shown(bar, 60, 1):
            bar.show(ITEMS, HELP)
            bar.hint("b is not bound")
            hinted = lines_of(bar)[0]
            bar.show(ITEMS, HELP)

            assert hinted.startswith(" b is not bound  ")
            assert lines_of(bar)[0].startswith(" ⏎ open")

    async def test_a_long_hint_leaves_room_for_help(self) -> None:
        bar = FooterBar()
        async with shown(bar, 40, 1):
            bar.show(ITEMS, HELP)
            bar.hint("x" * 300)

            assert lines_of(bar)[0].endswith("…  ? help ")

    async def test_a_hint_cannot_speak_to_the_terminal(self) -> None:
        bar = FooterBar()
        async with shown(bar, 60, 1):
            bar.hint("\x1b]0;hello\x07 [bold]x[/nope]")

            assert "\x1b" not in lines_of(bar)[0]
            assert "[bold]x[/nope]" in lines_of(bar)[0]

    async def test_a_click_does_what_the_key_does(self) -> None:
        done: list[str] = []

        class Clicked(PaneApp):
            def action_note(self) -> None:
                done.append("noted")

        bar = FooterBar()
        app: App[None] = Clicked(bar)
        async with app.run_test(size=(60, 1)) as pilot:
            bar.show([("n", "note", "app.note"), ("m", "more", "app.more")], HELP)
            await pilot.click(bar, offset=(3, 0))

            assert done == ["noted"]

    async def test_a_click_on_a_hint_brings_the_keys_back(self) -> None:
        bar = FooterBar()
        async with shown(bar, 60, 1) as pilot:
            bar.show(ITEMS, HELP)
            bar.hint("sorted by name")
            await pilot.click(bar, offset=(3, 0))

            assert lines_of(bar)[0].startswith(" ⏎ open")

    async def test_a_click_between_the_items_does_nothing(self) -> None:
        bar = FooterBar()
        async with shown(bar, 60, 1) as pilot:
            bar.show([("n", "note", "app.quit")], HELP)
            await pilot.click(bar, offset=(30, 0))

            assert pilot.app.is_running
