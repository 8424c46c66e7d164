from __future__ import annotations

from unittest import IsolatedAsyncioTestCase

from tests.factories import (
    NOW,
    make_attempt,
    make_condition_result,
    make_endpoint,
    make_exchange,
    make_result,
)
from tests.pane_app import lines_of, shown
from tui.model.endpoint_state import EndpointState
from tui.model.mask import Mask
from tui.text.glyphs import BRAILLE
from tui.widgets.beneath import Beneath
from tui.widgets.body_pane import BodyPane
from tui.widgets.conditions_pane import ConditionsPane
from tui.widgets.headers_pane import HeadersPane
from tui.widgets.history_row import HistoryRow
from tui.widgets.recent_checks import RecentChecks
from tui.widgets.settings_pane import SettingsPane


def make_pane(
    body: bytes = b'{"id": 7}', *, is_beside: bool = False, has_history: bool = False, needle: str = ""
) -> BodyPane:
    """Return a body with the checks and the headers beneath, or with the headers on the screen already."""
    state = EndpointState(make_endpoint())
    for age, status in ((10, 503), (0, 200)):
        state.record(make_result(status, at=NOW - age))
    row = HistoryRow(
        now=lambda: NOW, ages=lambda: False, glyphs=lambda: BRAILLE, mask=Mask(), marked=lambda: None
    )
    history = RecentChecks(lambda: state, row=row) if has_history else None
    headers = (("Content-Type", "application/json"), ("X-Id", "7"))
    attempt = make_attempt(exchange=make_exchange(body=body, headers=headers))
    result = make_result(attempts=(attempt,), conditions=(make_condition_result("json $.id == 7"),))
    checks = ConditionsPane(lambda: result, make_endpoint, mask=Mask())
    fields = HeadersPane(lambda: result, mask=Mask(), now=lambda: NOW)
    checks.display, fields.display = False, is_beside
    checks.needle = fields.needle = needle
    pane = BodyPane(lambda: result, mask=Mask())
    pane.beneath = Beneath({"checks": checks, "headers": fields}, history=history)
    return pane


async def text_of(pane: BodyPane, height: int) -> str:
    async with shown(pane, height=height):
        return "\n".join(lines_of(pane))


class BeneathTest(IsolatedAsyncioTestCase):
    async def test_a_short_body_leaves_room_for_the_checks_and_then_the_headers(self) -> None:
        text = await text_of(make_pane(), 16)

        assert text.index('"id": 7') < text.index("─ checks ─") < text.index("status 2xx")
        assert text.index("json $.id == 7") < text.index("─ headers ─") < text.index("X-Id")

    async def test_what_is_searched_for_stands_out_there_too(self) -> None:
        pane = make_pane(needle="json")
        async with shown(pane, height=16):
            flash = pane.ink.style("text", "hit").bgcolor
            marked = [
                segment.text
                for strip in pane.render_lines(pane.size.region)
                for segment in strip
                if segment.style is not None and segment.style.bgcolor == flash
            ]

            assert marked == ["json", "json"]

    async def test_what_has_no_room_is_not_begun(self) -> None:
        text = await text_of(make_pane(), 9)

        assert "─ checks ─" in text
        assert "─ headers ─" not in text

    async def test_a_list_is_not_begun_for_one_row_of_it(self) -> None:
        assert "─ checks ─" not in await text_of(make_pane(), 8)

    async def test_rows_that_have_no_room_are_counted(self) -> None:
        short, tall = [
            next(row for row in (await text_of(make_pane(), height)).splitlines() if "─ headers ─" in row)
            for height in (16, 22)
        ]

        assert short.endswith("─ 2 · 6 rows below ── │")
        assert tall.endswith("─ 2 ── │")

    async def test_without_a_frame_everything_is_in_line_one_cell_from_the_edge(self) -> None:
        pane = make_pane()
        pane.boxed = False

        rows = (await text_of(pane, 16)).splitlines()

        assert next(row for row in rows if '"id": 7' in row).startswith("    2   ")
        assert next(row for row in rows if "status 2xx" in row).startswith(" ● status")
        assert next(row for row in rows if "X-Id" in row).startswith("   X-Id")

    async def test_what_has_nothing_to_tell_has_no_place(self) -> None:
        result = make_result(None)
        checks = ConditionsPane(lambda: result, make_endpoint, mask=Mask())
        fields = HeadersPane(lambda: result, mask=Mask(), now=lambda: NOW)
        config = SettingsPane(make_endpoint, mask=Mask())
        pane = BodyPane(lambda: result, mask=Mask())
        pane.beneath = Beneath({"checks": checks, "headers": fields, "config": config})
        checks.display = fields.display = config.display = False

        text = await text_of(pane, 20)

        assert "refused" in text
        assert "─ checks ─" not in text
        assert "─ headers ─" not in text
        assert "─ config ─" in text

    async def test_a_click_beneath_the_body_folds_nothing_of_it(self) -> None:
        pane = make_pane()
        async with shown(pane, height=16) as pilot:
            before = lines_of(pane)
            y = next(y for y, row in enumerate(before) if "status 2xx" in row)
            await pilot.click(pane, offset=(3, y))

            assert lines_of(pane) == before

    async def test_a_name_without_facts_has_a_line_to_the_edge(self) -> None:
        result = make_result()
        config = SettingsPane(make_endpoint, mask=Mask())
        pane = BodyPane(lambda: result, mask=Mask())
        pane.beneath, config.display = Beneath({"config": config}), False

        text = await text_of(pane, 20)

        assert f"─ config {'─' * 67} │" in text

    async def test_a_long_body_has_all_the_room(self) -> None:
        assert "checks" not in await text_of(make_pane(b"a\n" * 40), 16)

    async def test_the_rows_that_are_left_tell_the_newest_checks(self) -> None:
        text = await text_of(make_pane(has_history=True), 30)
        newest, before = text.index("22:13:20 200"), text.index("22:13:10 503")

        assert text.index("X-Id") < text.index("─ history ─") < newest < before

    async def test_what_is_on_the_screen_already_is_not_shown_twice(self) -> None:
        assert "─ headers ─" not in await text_of(make_pane(is_beside=True), 16)
