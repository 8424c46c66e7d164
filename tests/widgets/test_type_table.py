from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App

from tests.factories import NOW, make_feed, make_message
from tests.pane_app import make_outlook
from tui.model.feed_state import FeedState
from tui.model.mask import Mask
from tui.widgets.type_table import TypeTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui.widgets.crosshair import Hovered


class TableApp(App[None]):
    AUTO_FOCUS = None

    def __init__(self, kinds: str) -> None:
        super().__init__()
        self.state = FeedState(make_feed())
        self.arrive(kinds)
        self.chosen: list[str] = []
        self.hovered: float | None = None
        outlook = make_outlook(marked_at=lambda: self.hovered)
        self.table = TypeTable(lambda: self.state, outlook, mask=Mask())

    def compose(self) -> ComposeResult:
        yield self.table

    def on_type_table_chosen(self, event: TypeTable.Chosen) -> None:
        self.chosen.append(event.kind)

    def on_hovered(self, event: Hovered) -> None:
        self.hovered = event.at

    def arrive(self, kinds: str) -> None:
        for kind in kinds:
            self.state.record(make_message(f'{{"type": "{kind}"}}', at=NOW))

    def rows(self) -> list[str]:
        self.table.sync()
        return [strip.text for strip in self.table.render_lines(self.table.size.region)]

    def names(self) -> str:
        return "".join(row[2:3] for row in self.rows()[1:-1]).strip()


def marked_cells(table: TypeTable, row: int) -> set[int]:
    """Return the cells of a row that have the colour of the mark."""
    mark = table.ink.style("paused", "cross")
    cells, x = set(), 0
    for piece in table.render_lines(table.size.region)[row]:
        cells |= set(range(x, x + piece.cell_length)) if piece.style == mark else set()
        x += piece.cell_length
    return cells


class TypeTableTest(IsolatedAsyncioTestCase):
    async def test_each_type_has_a_bar_and_its_share(self) -> None:
        app = TableApp("aaab")
        async with app.run_test(size=(40, 6)):
            assert "by type · 5m" in app.rows()[0]
            assert app.rows()[1].startswith("│ a ██")
            assert app.rows()[1].endswith(" 75% │")

    async def test_with_little_room_its_course_still_goes_as_far_back_as_the_title_says(self) -> None:
        app = TableApp("")
        for age in (290, 0):
            app.state.record(make_message('{"type": "a"}', at=NOW - age))
        async with app.run_test(size=(64, 6)):
            course = app.rows()[1].split()[2]

            assert (course[0], course.strip("▇").strip("▁"), course[-1]) == ("▇", "", "▇")

    async def test_the_most_frequent_comes_first(self) -> None:
        app = TableApp("abbccc")
        async with app.run_test(size=(40, 6)):
            assert app.names() == "cba"

    async def test_it_sorts_by_name_and_the_other_way_round(self) -> None:
        app = TableApp("abbccc")
        async with app.run_test(size=(40, 6)):
            app.table.sort(reverse=False)
            by_name = app.names()
            app.table.sort(reverse=True)

            assert (by_name, app.names()) == ("abc", "cba")
            assert "by name ↑" in app.rows()[0]

    async def test_the_type_under_the_cursor_is_chosen(self) -> None:
        app = TableApp("abbccc")
        async with app.run_test(size=(40, 6)) as pilot:
            app.table.focus()
            await pilot.press("j")
            app.table.choose()
            await pilot.pause()

            assert app.chosen == ["b"]

    async def test_a_second_click_chooses_too(self) -> None:
        app = TableApp("abbccc")
        async with app.run_test(size=(40, 6)) as pilot:
            await pilot.click(app.table, offset=(5, 3), times=2)

            assert app.chosen == ["a"]

    async def test_under_a_cursor_the_rows_stay_where_they_are(self) -> None:
        app = TableApp("abbccc")
        async with app.run_test(size=(40, 7)) as pilot:
            app.table.focus()
            await pilot.pause()
            app.arrive("aaaaaad")

            assert app.names() == "cbad"

    async def test_more_types_than_lines_scroll(self) -> None:
        app = TableApp("aaaabbbccd")
        async with app.run_test(size=(40, 4)) as pilot:
            app.table.focus()
            await pilot.press("G")

            assert app.names() == "cd"

    async def test_without_messages_it_says_so(self) -> None:
        app = TableApp("")
        async with app.run_test(size=(40, 4)):
            assert "no message in 5m" in app.rows()[1]

    async def test_with_much_room_it_tells_rate_bytes_share_and_age(self) -> None:
        app = TableApp("aaab")
        async with app.run_test(size=(90, 6)):
            row = app.rows()[1]

            assert row.startswith("│ a ")
            assert row.split()[-7:-1] == ["3", "<0.1/s", "39", "B", "75%", "0s"]

    async def test_the_moment_under_the_mouse_is_told_and_marked_in_that_cell(self) -> None:
        for boxed in (True, False):
            app = TableApp("aaab")
            app.table.boxed = boxed
            async with app.run_test(size=(90, 6)) as pilot:
                start = app.rows()[1].index("▁")
                for x in (start, start + 20):
                    await pilot.hover(app.table, offset=(x, 1))
                    app.table.sync()

                    assert app.hovered is not None
                    assert marked_cells(app.table, 1) == {x}

                await pilot.hover(app.table, offset=(2, 1))

                assert app.hovered is None

    async def test_beside_the_rows_there_is_no_moment(self) -> None:
        app = TableApp("aaab")
        async with app.run_test(size=(90, 6)):
            app.rows()

            assert [y for y in range(6) if app.table.moment_under(30, y) is not None] == [1, 2]

    async def test_with_bars_only_there_is_no_moment(self) -> None:
        app = TableApp("aaab")
        async with app.run_test(size=(40, 6)):
            app.rows()

            assert app.table.moment_under(10, 1) is None
