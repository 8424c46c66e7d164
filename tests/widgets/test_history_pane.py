from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from textual.app import App
from textual.events import MouseScrollDown

from tests.factories import (
    NOW,
    make_attempt,
    make_condition_result,
    make_endpoint,
    make_exchange,
    make_result,
)
from tests.pane_app import lines_of
from tui.model.conditions.json_path import JsonPath
from tui.model.endpoint_state import Credit, EndpointState
from tui.model.mask import Mask
from tui.text.glyphs import BRAILLE
from tui.widgets.history_pane import HistoryPane
from tui.widgets.history_row import HistoryRow

if TYPE_CHECKING:
    from textual.app import ComposeResult


def make_state(outcomes: str) -> EndpointState:
    """Return an endpoint that was checked once for each letter: "u" is up, "w" degraded, "d" down."""
    state = EndpointState(make_endpoint())
    for index, letter in enumerate(outcomes):
        body = f'{{"total": {index}}}'.encode()
        attempt = make_attempt(exchange=make_exchange(body=body), duration=0.1 + index / 1000)
        at = NOW - 10 * (len(outcomes) - index)
        warnings = (make_condition_result(outcome="fail"),) if letter == "w" else ()
        good = make_result(at=at, attempts=(attempt,), warnings=warnings)
        state.record(make_result(503, at=at) if letter == "d" else good)
    return state


def _ink_of_bar(pane: HistoryPane, row: int) -> object:
    """Return the colour of the bar in a row."""
    return _ink_of(pane, row, "▄")


def _ink_of(pane: HistoryPane, row: int, wanted: str) -> object:
    segments = pane.render_lines(pane.size.region)[row]
    return next(style.color for text, style, _ in segments if wanted in text and style is not None)


class HistoryApp(App[None]):
    def __init__(self, state: EndpointState) -> None:
        super().__init__()
        self.state = state
        self.selected: int | None = None
        self.ages = False
        self.row = HistoryRow(
            now=lambda: NOW,
            ages=lambda: self.ages,
            glyphs=lambda: BRAILLE,
            mask=Mask(),
            marked=lambda: 2,
        )
        self.pane = HistoryPane(
            state, end=lambda: state.samples.end, selected=lambda: self.selected, row=self.row, number=1
        )

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.focus()

    def on_history_pane_selected(self, event: HistoryPane.Selected) -> None:
        self.selected = event.number
        self.pane.sync()


class HistoryPaneTest(IsolatedAsyncioTestCase):
    async def test_sizes_are_known_of_checks_whose_responses_have_gone(self) -> None:
        state = make_state("uud")
        state.results.clear()
        app = HistoryApp(state)
        async with app.run_test(size=(60, 8)):
            rows = lines_of(app.pane)

            assert [("12 B" in row) for row in rows[1:4]] == [False, True, True]

    async def test_a_time_without_a_network_is_neither_good_nor_bad(self) -> None:
        state = make_state("u")
        state.record(make_result(None, at=NOW), Credit.IGNORED)
        app = HistoryApp(state)
        async with app.run_test(size=(60, 8)):
            rows = lines_of(app.pane)

        assert "▌? " in rows[1]
        assert "connect" in rows[1]

    async def test_the_bar_of_a_failed_check_has_another_colour_than_that_of_a_good_one(self) -> None:
        app = HistoryApp(make_state("ud"))
        async with app.run_test(size=(60, 8)):
            failed, good = (_ink_of_bar(app.pane, row) for row in (1, 2))

        assert failed != good

    async def test_where_there_is_no_time_nothing_is_loud(self) -> None:
        state = make_state("u")
        state.record(make_result(None, at=NOW))
        app = HistoryApp(state)
        async with app.run_test(size=(60, 8)):
            cross, dash = (_ink_of(app.pane, 1, each) for each in "✗—")

        assert cross != dash

    async def test_a_second_attempt_is_no_fault_of_the_latency(self) -> None:
        state = make_state("u")
        state.record(make_result(at=NOW, attempts=(make_attempt(), make_attempt())))
        app = HistoryApp(state)
        async with app.run_test(size=(60, 8)):
            sign, flaky, good = (_ink_of(app.pane, *each) for each in ((1, "▲"), (1, "ms"), (2, "ms")))

        assert sign != flaky == good

    async def test_the_newest_check_is_the_first_row(self) -> None:
        app = HistoryApp(make_state("uud"))
        async with app.run_test(size=(34, 12)):
            rows = lines_of(app.pane)

        assert rows[1].split()[1][0] == "▌"
        assert "503" in rows[1]
        assert "102ms" not in rows[1]
        assert "101ms" in rows[2]

    async def test_moving_selects_and_the_first_row_is_live(self) -> None:
        app = HistoryApp(make_state("uuuu"))
        async with app.run_test(size=(34, 12)) as pilot:
            await pilot.press("j", "j")
            below = app.selected
            await pilot.press("g")

            assert (below, app.selected) == (1, None)

    async def test_new_checks_do_not_move_the_row_that_is_looked_at(self) -> None:
        app = HistoryApp(make_state("u" * 40))
        async with app.run_test(size=(34, 12)) as pilot:
            await pilot.press("j", "j")
            before = lines_of(app.pane)[1:-1]
            app.state.record(make_result(at=NOW))
            app.pane.sync()

            assert lines_of(app.pane)[1:-1] == before

    async def test_live_the_newest_check_takes_the_first_row(self) -> None:
        app = HistoryApp(make_state("uu"))
        async with app.run_test(size=(34, 12)):
            app.state.record(make_result(None, at=NOW))
            app.pane.sync()

            assert "connect" in lines_of(app.pane)[1]

    async def test_only_failed_checks_can_be_listed(self) -> None:
        app = HistoryApp(make_state("uduud"))
        async with app.run_test(size=(40, 12)) as pilot:
            app.pane.failed_only = True
            app.pane.sync()
            await pilot.press("j")

            assert "failed only" in lines_of(app.pane)[0]
            assert "2 of 5" in lines_of(app.pane)[0]
            assert app.selected == 1

    async def test_no_failed_check_is_said_in_words(self) -> None:
        app = HistoryApp(make_state("uu"))
        async with app.run_test(size=(40, 12)):
            app.pane.failed_only = True
            app.pane.sync()

            assert "no check has failed" in lines_of(app.pane)[1]

    async def test_an_incident_begins_where_good_turned_bad(self) -> None:
        app = HistoryApp(make_state("udduuddu"))
        async with app.run_test(size=(40, 12)):
            first = app.pane.incident(1)
            app.selected = first
            second = app.pane.incident(1)

            assert (first, second, app.pane.incident(-1)) == (5, 1, None)

    async def test_what_is_only_degraded_is_an_incident_and_to_fail_in_it_is_another(self) -> None:
        app = HistoryApp(make_state("uwwuwddwu"))
        found = []
        async with app.run_test(size=(40, 12)):
            while (number := app.pane.incident(1)) is not None:
                found.append(number)
                app.selected = number

        assert found == [5, 4, 1]

    async def test_a_wide_row_has_a_bar_and_a_size(self) -> None:
        app = HistoryApp(make_state("uuu"))
        async with app.run_test(size=(60, 12)):
            assert "▄" in lines_of(app.pane)[1]
            assert lines_of(app.pane)[1].endswith("12 B │")

    async def test_a_time_that_our_own_loop_delayed_is_marked(self) -> None:
        state = make_state("u")
        state.record(make_result(attempts=(make_attempt(duration=0.25, lag=0.2),)))
        app = HistoryApp(state)
        async with app.run_test(size=(34, 12)):
            assert "≈250ms" in lines_of(app.pane)[1]
            assert "≈" not in lines_of(app.pane)[2]

    async def test_a_watched_path_has_a_column(self) -> None:
        app = HistoryApp(make_state("ud"))
        async with app.run_test(size=(50, 12)):
            app.row.watch(JsonPath("$.total"))
            app.pane.sync()

            assert lines_of(app.pane)[2].split()[-2] == "0"
            assert "$.total" in lines_of(app.pane)[-1]

    async def test_ages_take_the_place_of_times(self) -> None:
        app = HistoryApp(make_state("u"))
        app.ages = True
        async with app.run_test(size=(34, 12)):
            assert " 10s " in lines_of(app.pane)[1]

    async def test_the_mark_is_seen(self) -> None:
        app = HistoryApp(make_state("uuuu"))
        async with app.run_test(size=(34, 12)):
            assert "◆" in lines_of(app.pane)[2]

    async def test_a_click_selects_a_row_and_the_wheel_only_scrolls(self) -> None:
        app = HistoryApp(make_state("u" * 40))
        async with app.run_test(size=(34, 12)) as pilot:
            await pilot.click(HistoryPane, offset=(5, 3))
            clicked = app.selected
            app.pane.post_message(MouseScrollDown(app.pane, 5, 3, 0, 1, 0, False, False, False))  # noqa: FBT003 - Textual's
            await pilot.pause()
            top = lines_of(app.pane)[1]

            assert clicked == 37
            assert app.selected == 37
            assert "136ms" in top

    async def test_the_slowest_come_first_then_the_fastest_and_the_newest_again(self) -> None:
        app = HistoryApp(make_state("uuu"))
        async with app.run_test(size=(40, 8)):
            shown = []
            for reverse in (False, True, False):
                app.pane.sort(reverse=reverse)
                shown.append((app.pane.order, list(app.pane._numbers())))

            assert shown == [("slowest", [2, 1, 0]), ("fastest", [0, 1, 2]), ("", [2, 1, 0])]

    async def test_the_cursor_goes_along_the_order_that_is_shown(self) -> None:
        app = HistoryApp(make_state("duud"))
        async with app.run_test(size=(40, 8)) as pilot:
            app.pane.sort()
            order = list(app.pane._numbers())
            app.selected = order[0]
            await pilot.press("j")
            await pilot.pause()

            assert app.selected == order[1]
            assert "slowest" in lines_of(app.pane)[0]

    async def test_failed_samples_are_sorted_as_well(self) -> None:
        app = HistoryApp(make_state("dudu"))
        async with app.run_test(size=(34, 8)):
            app.pane.failed_only = True
            app.pane.sort(reverse=True)

            assert list(app.pane._numbers()) == [0, 2]
            assert "history  failed  oldest" in lines_of(app.pane)[0]

    async def test_without_a_frame_its_name_is_left_to_its_tab(self) -> None:
        app = HistoryApp(make_state("dudu"))
        app.pane.boxed = False
        async with app.run_test(size=(34, 8)):
            app.pane.sort()

            assert lines_of(app.pane)[0].startswith("─ ¹slowest ─")
