from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_attempt, make_exchange, make_result
from tests.pane_app import lines_of, shown
from tui.model.mask import Mask
from tui.widgets.body_pane import BodyPane

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def result_of(body: bytes, status: int = 200, **changes: object) -> CheckResult:
    exchange = make_exchange(status, body=body, **changes)
    return make_result(attempts=(make_attempt(exchange=exchange),))


def make_pane(body: bytes, before: bytes | None = None, **changes: object) -> BodyPane:
    return BodyPane(
        lambda: result_of(body, **changes),  # type: ignore[arg-type]
        lambda: result_of(before) if before is not None else None,
        mask=Mask(["hunter22"]),
        caption="response",
        number=4,
    )


CART = {"cart": "c_8f1e", "total": 44.3, "stale": True}


class BodyPaneTest(IsolatedAsyncioTestCase):
    async def test_json_is_laid_out_with_line_numbers(self) -> None:
        pane = make_pane(json.dumps(CART).encode())
        async with shown(pane):
            assert '   2   "cart": "c_8f1e",' in lines_of(pane)[2]
            assert "200 · json · 48 B" in lines_of(pane)[0]

    async def test_lines_that_changed_are_marked_and_counted(self) -> None:
        pane = make_pane(json.dumps(CART).encode(), json.dumps(CART | {"total": 44.2}).encode())
        async with shown(pane):
            assert [line[2] for line in lines_of(pane)[1:6]] == [" ", " ", "~", " ", " "]
            assert "~ 1 changed  d diff" in lines_of(pane)[-1]

    async def test_the_path_of_the_row_under_the_cursor_is_known(self) -> None:
        pane = make_pane(json.dumps(CART).encode())
        async with shown(pane) as pilot:
            pane.focus()
            await pilot.press("j", "j")

            assert pane.path == "$.total"
            assert "$.total" in lines_of(pane)[-1]

    async def test_a_long_path_keeps_its_end_and_leaves_room_for_what_changed(self) -> None:
        deep: object = "x" * 70
        for name in ("inner" * 4, "middle" * 4, "outer" * 4):
            deep = {name: deep}
        pane = make_pane(json.dumps(deep).encode(), b"{}")
        async with shown(pane, width=60) as pilot:
            pane.focus()
            await pilot.press("j", "j", "j")
            edge = lines_of(pane)[-1]

        assert "innerinner  ~ " in edge
        assert "d diff" in edge

    async def test_a_search_finds_and_brings_into_view(self) -> None:
        pane = make_pane(json.dumps({f"key{index}": "x" * 9 for index in range(90)}).encode())
        async with shown(pane):
            pane.needle = "key77"
            hits = len(pane.hits())
            pane.show_hit(0)

            assert hits == 1
            assert any("key77" in line for line in lines_of(pane))

    async def test_long_lines_scroll_sideways_and_wrap(self) -> None:
        wraps = [False]
        body = ("abcdefghij" * 20).encode()
        pane = BodyPane(lambda: result_of(body, headers=()), mask=Mask(), wraps=lambda: wraps[0])
        async with shown(pane, width=40) as pilot:
            pane.focus()
            await pilot.press("l")
            assert lines_of(pane)[1][7:11] == "efgh"

            wraps[0] = True
            pane.sync()
            assert "".join(line[7:-2] for line in lines_of(pane)[1:-1]).strip() == body.decode()

    async def test_escape_codes_and_markup_are_only_text(self) -> None:
        pane = make_pane(b"\x1b]0;owned\x07[/nope] [red]\x9b2J\xe2\x80\xae", headers=())
        async with shown(pane):
            text = "\n".join(lines_of(pane))

        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)

    async def test_secrets_in_a_body_are_masked(self) -> None:
        pane = make_pane(b'{"password": "hunter22"}')
        async with shown(pane):
            assert "hunter22" not in "\n".join(lines_of(pane))

    async def test_five_megabytes_are_cut_and_said_to_be(self) -> None:
        body = json.dumps([{"id": number, "name": "x" * 20} for number in range(110_000)]).encode()
        pane = make_pane(body)
        async with shown(pane) as pilot:
            pane.focus()
            await pilot.press("G")

            assert len(pane.rows()) < 10_000
            assert "first 100,000 characters" in str(pane.rows()[0].runs)

    async def test_each_kind_of_emptiness_has_its_words(self) -> None:
        for changes, words in (
            ({"status": 204}, "no body: 204 has none"),
            ({"method": "HEAD"}, "no body: the answer to HEAD has none"),
            ({}, "the body is empty"),
        ):
            pane = make_pane(b"", **changes)
            async with shown(pane):
                assert words in lines_of(pane)[1]

    async def test_a_body_that_was_cut_names_the_setting(self) -> None:
        pane = make_pane(b"abc", headers=(), is_truncated=True)
        async with shown(pane):
            assert "a larger max_body would read more" in lines_of(pane)[1]

    async def test_binary_is_shown_in_hexadecimal(self) -> None:
        pane = make_pane(bytes(range(256)), headers=(("Content-Type", "image/png"),))
        async with shown(pane):
            assert "00 01 02 03" in lines_of(pane)[1]
            assert "hex" in lines_of(pane)[0]

    async def test_a_failure_is_a_sentence_with_what_to_do(self) -> None:
        pane = BodyPane(lambda: make_result(None), mask=Mask())
        async with shown(pane):
            text = "\n".join(lines_of(pane))

        assert "refused the connection" in text
        assert "Is the server running" in text
