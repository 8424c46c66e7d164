from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.pane_app import lines_of, shown
from tui.text.cells import cell_len
from tui.widgets.header_bar import HeaderBar

if TYPE_CHECKING:
    from tui.widgets.line import Runs

COUNTS = "● 3  ▲ 1  ✗ 1"
CLOCK = "22:13:20"


def header(left: str = "asyncdash  prod.toml", middle: str = COUNTS, right: str = CLOCK) -> HeaderBar:
    parts: tuple[Runs, Runs, Runs] = (
        [(left, "strong")],
        [(middle, "ok")] if middle else [],
        [(right, "muted")] if right else [],
    )
    return HeaderBar(lambda _: parts)


async def row_of(bar: HeaderBar, width: int) -> str:
    async with shown(bar, width, 1):
        return lines_of(bar)[0]


def painted(bar: HeaderBar, width: int) -> str:
    """Return what the bar would show if it were so wide."""
    [line] = bar.paint(width, 1)
    return line.strip().text


class HeaderBarTest(IsolatedAsyncioTestCase):
    async def test_three_parts_stand_left_in_the_middle_and_right(self) -> None:
        row = await row_of(header(), 80)

        assert row.startswith(" asyncdash  prod.toml ")
        assert abs(row.index("●") - (80 - len(COUNTS)) // 2) <= 1
        assert row.endswith(f"  {CLOCK} ")

    async def test_the_counts_stay_in_the_middle_beside_a_long_left_part(self) -> None:
        row = await row_of(header("x" * 30), 80)

        assert abs(row.index("●") - (80 - len(COUNTS)) // 2) <= 1

    async def test_parts_never_touch_at_any_width(self) -> None:
        bar = header()
        async with shown(bar, 80, 1):
            rows = {width: painted(bar, width) for width in range(1, 200)}

        for width, row in rows.items():
            assert cell_len(row) == width
            for part in (COUNTS, CLOCK):
                if part in row and not row.startswith(part):
                    assert f"  {part}" in row

    async def test_how_things_are_is_the_last_to_go(self) -> None:
        row = await row_of(header(), 32)

        assert COUNTS in row
        assert CLOCK not in row

    async def test_a_quiet_fact_goes_whole_before_a_loud_one_is_cut(self) -> None:
        left: Runs = [("asyncdash", "strong"), ("  Shop demo", "muted"), ("  problems only", "warn-strong")]
        bar = HeaderBar(lambda _: (left, [(COUNTS, "ok")], [(CLOCK, "muted")]))

        assert (await row_of(bar, 60)).startswith(" asyncdash  problems only  ")

    async def test_a_long_name_gives_way_to_counts_and_clock(self) -> None:
        row = await row_of(header("x" * 300), 60)

        assert "…" in row
        assert COUNTS in row
        assert row.endswith(f"{CLOCK} ")

    async def test_without_a_middle_the_clock_stays_as_long_as_the_name_can_be_read(self) -> None:
        assert (await row_of(header("prod › trades", "", CLOCK), 26)).endswith(f"{CLOCK} ")
        assert CLOCK not in await row_of(header("prod › trades", "", CLOCK), 16)
