from __future__ import annotations

import re
from unittest import IsolatedAsyncioTestCase
from unittest.mock import patch

from tests.dashboards import make_desk_config, open_desk
from tests.factories import NOW
from tests.pane_app import lines_of
from tui.keys import keys_of
from tui.screens.overview import OverviewScreen
from tui.text.units import clock
from tui.widgets.footer_bar import FooterBar
from tui.widgets.header_bar import HeaderBar
from tui.widgets.painted import Painted
from tui.widgets.pane import Pane

ZOOMABLE = {(120, 40): (1, 2, 3, 4), (200, 60): (1, 2, 4, 5, 6, 7, 8)}
"""The digits of the panes that there are at a size."""


class ZoomTest(IsolatedAsyncioTestCase):
    async def test_every_pane_takes_the_whole_screen_and_gives_it_back(self) -> None:
        for size, numbers in ZOOMABLE.items():
            async with open_desk(size=size) as desk:
                before = desk.rows()
                for number in numbers:
                    await desk.press(str(number), "f")
                    await desk.pilot.pause()
                    pane = desk.overview.zoomed
                    assert pane is not None, (size, number)
                    assert pane.region == (0, 1, size[0], size[1] - 2), (size, number)
                    assert not isinstance(pane, Pane) or pane.number == number
                    await desk.press("f", "1")
                    await desk.pilot.pause()

                    assert desk.rows() == before, (size, number)

    async def test_escape_gives_the_screen_back_as_well(self) -> None:
        async with open_desk() as desk:
            before = desk.rows()
            await desk.press("4", "z", "escape", "1")
            await desk.pilot.pause()

            assert desk.rows() == before

    async def test_the_footer_names_the_key_that_restores_what_is_zoomed(self) -> None:
        async with open_desk() as desk:
            await desk.press("4", "f")
            zoomed = desk.rows()[-1]
            await desk.press("f")

            assert "f restore" in zoomed
            assert "f zoom" in desk.rows()[-1]

    async def test_cards_can_be_zoomed(self) -> None:
        async with open_desk(make_desk_config("cards")) as desk:
            before = desk.rows()
            await desk.press("f")
            await desk.pilot.pause()
            zoomed = desk.rows()
            await desk.press("f")
            await desk.pilot.pause()

            assert "events" not in "".join(zoomed[1:-1])
            assert desk.rows() == before

    async def test_a_zoomed_pane_stays_zoomed_on_another_size_and_gives_back_what_fits_there(self) -> None:
        async with open_desk() as desk:
            await desk.press("4", "f")
            await desk.pilot.resize_terminal(80, 24)
            await desk.pilot.pause()
            assert desk.overview.zoomed is not None
            assert desk.overview.zoomed.region == (0, 1, 80, 22)
            await desk.press("f")
            await desk.pilot.pause()
            after = desk.rows()
        async with open_desk(size=(80, 24)) as other:
            assert after == other.rows()

    async def test_another_view_of_the_board_ends_the_zoom(self) -> None:
        async with open_desk() as desk:
            await desk.press("V")
            desk.repaint()
            await desk.pilot.pause()
            cards = desk.rows()
            await desk.press("V", "f", "V")
            desk.repaint()
            await desk.pilot.pause()

            assert desk.overview.zoomed is None
            assert desk.rows() == cards

    async def test_the_selection_can_go_on_while_a_pane_is_zoomed(self) -> None:
        async with open_desk() as desk:
            await desk.press("2", "f", "J", "J")
            await desk.settle()

            assert desk.overview.zoomed is not None
            assert desk.overview.zoomed.display
            assert desk.selected == "presence"


class FocusTest(IsolatedAsyncioTestCase):
    async def test_digits_focus_the_panes_that_carry_them(self) -> None:
        async with open_desk() as desk:
            focused = []
            for digit in "2341":
                await desk.press(digit)
                focused.append(getattr(desk.app.focused, "number", "board"))

            assert focused == [2, 3, 4, "board"]

    async def test_a_digit_that_no_pane_carries_says_so(self) -> None:
        async with open_desk() as desk:
            await desk.press("9")

            assert "there is no pane 9 here" in desk.footer

    async def test_tab_goes_round_the_panes_and_shift_tab_back(self) -> None:
        async with open_desk() as desk:
            seen = []
            for key in ("tab", "tab", "tab", "tab", "shift+tab"):
                await desk.press(key)
                seen.append(getattr(desk.app.focused, "number", "board"))

            assert seen == [2, 3, 4, "board", 4]

    async def test_exactly_one_thing_has_the_focus_at_every_size(self) -> None:
        for size in ((40, 10), (80, 24), (120, 40), (200, 60)):
            async with open_desk(size=size) as desk:
                assert sum(each.has_focus for each in desk.painted()) == 1


class FooterTest(IsolatedAsyncioTestCase):
    async def test_only_keys_of_the_table_stand_in_the_footer(self) -> None:
        async with open_desk(size=(200, 60)) as desk:
            words = {key.footer for key in keys_of("overview", "app") if key.footer}
            shown = [part.strip().split(" ", 1)[1] for part in desk.footer.split("  ") if part.strip()]

            assert set(shown) <= words
            assert shown[-1] == "help"

    async def test_a_keymap_shows_in_the_footer(self) -> None:
        async with open_desk(make_desk_config(keys={"check.now": ("u",)})) as desk:
            assert " u run " in desk.footer
            await desk.press("u")
            desk.engine.check_now.assert_called_once_with(("payments-capture",))

    async def test_every_item_of_the_footer_does_on_a_click_what_its_key_does(self) -> None:
        async with open_desk(size=(200, 60)) as desk:
            bar = desk.overview.query_one(FooterBar)
            (row,) = lines_of(bar)
            await desk.pilot.click(bar, offset=(row.index("r run"), 0))
            desk.engine.check_now.assert_called_once()
            await desk.pilot.click(bar, offset=(row.index(": command"), 0))
            await desk.pilot.pause()
            opened = len(desk.app.screen_stack)
            await desk.press("escape")
            await desk.pilot.click(bar, offset=(row.index("? help") + 3, 0))
            await desk.pilot.pause()

            assert (opened, len(desk.app.screen_stack)) == (2, 2)

    async def test_keys_that_the_terminal_names_at_length_are_told_as_typed(self) -> None:
        async with open_desk() as desk:
            await desk.press("ü")

            assert "ü is not bound" in desk.footer


class RepaintTest(IsolatedAsyncioTestCase):
    async def test_a_second_without_news_sends_nothing(self) -> None:
        for view in ("list", "cards"):
            for size in ((80, 24), (120, 40), (200, 60)):
                async with open_desk(make_desk_config(view), size=size) as desk:
                    desk.repaint()
                    await desk.pilot.pause()
                    with patch.object(Painted, "refresh") as refresh:
                        desk.repaint()

                    refresh.assert_not_called()

    async def test_a_second_on_the_clock_sends_the_header_and_what_counts_seconds(self) -> None:
        now = [1_700_000_000.0]
        async with open_desk(size=(80, 24), now=lambda: now[0]) as desk:
            desk.repaint()
            now[0] += 1
            with patch.object(Painted, "refresh", autospec=True) as refresh:
                desk.repaint()
            changed = [(type(call.args[0]), len(call.args[1:])) for call in refresh.call_args_list]

            assert (HeaderBar, 1) in changed
            assert not any(widget is FooterBar for widget, _ in changed)

    async def test_the_overview_is_the_first_screen(self) -> None:
        async with open_desk() as desk:
            assert isinstance(desk.app.screen, OverviewScreen)


class CrosshairTest(IsolatedAsyncioTestCase):
    """All charts of a screen mark the moment under the mouse."""

    async def test_the_mouse_over_one_chart_marks_all_of_them_until_it_leaves(self) -> None:
        async with open_desk() as desk:
            before = desk.rows()
            line = next(y for y, row in enumerate(before) if "payments-capture" in row)
            await desk.pilot.hover(None, offset=(before[line].index("▁▁") + 1, line))
            await desk.pilot.pause()
            marked = desk.rows()
            await desk.pilot.hover(None, offset=(2, 0))
            await desk.pilot.pause()
            words = re.search(r"(\d\d:\d\d:\d\d) \d+ms 200 payments-capture", marked[1])

            assert words is not None
            assert any(f"─ {words[1]} " in row for row in marked[2:])
            assert desk.rows() == before

    async def test_a_key_takes_the_mark_of_the_mouse_away(self) -> None:
        async with open_desk() as desk:
            line = next(y for y, row in enumerate(desk.rows()) if "payments-capture" in row)
            await desk.pilot.hover(None, offset=(desk.rows()[line].index("▁▁") + 1, line))
            await desk.pilot.pause()
            marked = desk.rows()[1]
            await desk.press("j")

            assert "LATENCY / RATE" not in marked
            assert "LATENCY / RATE" in desk.rows()[1]

    async def test_the_chosen_sample_is_marked_on_the_screen_of_its_endpoint(self) -> None:
        async with open_desk() as desk:
            await desk.press("enter", "comma", "comma")

            assert re.search(rf"{clock(NOW - 30)} \d+ms 503", desk.text)
