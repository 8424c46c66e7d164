from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.geometry import Region

from tests.pane_app import lines_of, shown
from tui.text.spelling import in_ascii
from tui.widgets.pane import Pane
from tui.widgets.spelled import Spelled

if TYPE_CHECKING:
    from tui.widgets.line import Line, Runs


class Box(Pane):
    number = 3

    def __init__(self, title: str = "events", facts: str = "7 unseen", *, boxed: bool = True) -> None:
        super().__init__()
        self.boxed = boxed
        self._title, self._facts = title, facts

    def title(self) -> Runs:
        return [(self._title, "muted")]

    def facts(self) -> Runs:
        return [(self._facts, "muted")]

    def foot_facts(self) -> Runs:
        return [("p95 38 ms", "muted")]

    def content(self, width: int, height: int) -> list[Line]:
        return [self.line(width).put(f"{width} by {height}")]


class PaneTest(IsolatedAsyncioTestCase):
    async def test_without_small_digits_a_blank_parts_the_key_from_the_name(self) -> None:
        box = Box()
        async with shown(box, 30, 4) as pilot:
            pilot.app._filters.append(Spelled(in_ascii))
            box.notify_style_update()
            box.sync()

            assert lines_of(box)[0].startswith("+- 3 events --")

    async def test_the_frame_carries_the_key_the_name_and_the_facts(self) -> None:
        box = Box()
        async with shown(box, 30, 4):
            assert lines_of(box) == [
                "╭─ ³events ─────── 7 unseen ─╮",
                "│ 26 by 2                    │",
                "│                            │",
                "╰──────────────── p95 38 ms ─╯",
            ]

    async def test_without_a_frame_a_hairline_stands_on_top(self) -> None:
        box = Box(boxed=False)
        async with shown(box, 30, 3):
            rows = lines_of(box)

            assert rows[0].startswith("─ ³events ──")
            assert rows[1] == "30 by 2".ljust(30)

    async def test_facts_that_have_no_room_are_left_out_whole(self) -> None:
        box = Box("a rather long name of a pane")
        async with shown(box, 36, 3):
            assert "unseen" not in lines_of(box)[0]

    async def test_a_name_that_has_no_room_is_cut_before_the_corner(self) -> None:
        box = Box("message #760,830 · gone from the buffer")
        async with shown(box, 44, 3):
            assert lines_of(box)[0] == "╭─ ³message #760,830 · gone from the buf… ─╮"

    async def test_every_row_has_its_corners_at_any_width(self) -> None:
        box = Box("a rather long name of a pane")
        async with shown(box, 80, 5) as pilot:
            for width in range(2, 40):
                await pilot.resize_terminal(width, 5)
                while box.size.width != width:
                    await pilot.pause()

                top, *_, bottom = lines_of(box)
                assert (top[0], top[-1], bottom[0], bottom[-1]) == ("╭", "╮", "╰", "╯")

    async def test_every_row_has_the_width_at_any_width(self) -> None:
        box = Box()
        async with shown(box, 80, 5) as pilot:
            for width in range(1, 60):
                await pilot.resize_terminal(width, 5)
                while box.size.width != width:
                    await pilot.pause()

                assert {len(row) for row in lines_of(box)} == {width}

    async def test_the_focus_shows_in_the_frame_and_in_the_title(self) -> None:
        box = Box()
        async with shown(box, 30, 3) as pilot:
            box.blur()
            await pilot.pause()
            (quiet,) = box.render_lines(Region(0, 0, 30, 1))
            box.focus()
            await pilot.pause()
            (loud,) = box.render_lines(Region(0, 0, 30, 1))

            assert quiet.text == loud.text
            assert [each.style for each in quiet] != [each.style for each in loud]
            assert any(each.style is not None and each.style.bold for each in loud if "events" in each.text)
