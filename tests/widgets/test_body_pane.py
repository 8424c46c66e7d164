from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_attempt, make_exchange, make_result
from tests.pane_app import lines_of, shown
from tests.streaming import eventually
from tui.model.failure import Failure, FailureKind
from tui.model.mask import Mask
from tui.text.whole_bodies import FORMS
from tui.widgets.body_pane import BodyPane
from tui.widgets.response_cache import ResponseCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult


def result_of(body: bytes, status: int = 200, **changes: object) -> CheckResult:
    exchange = make_exchange(status, body=body, **changes)
    return make_result(attempts=(make_attempt(exchange=exchange),))


def pane_of(result: CheckResult) -> BodyPane:
    return BodyPane(lambda: result, mask=Mask())


def make_pane(body: bytes, before: bytes | None = None, **changes: object) -> BodyPane:
    result = result_of(body, **changes)  # type: ignore[arg-type]
    previous = result_of(before) if before is not None else None
    return BodyPane(
        lambda: result,
        lambda: previous,
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

    async def test_a_long_body_is_there_to_its_last_line(self) -> None:
        body = json.dumps([{"id": number, "name": "x" * 20} for number in range(20_000)]).encode()
        pane = make_pane(body)
        async with shown(pane) as pilot:
            pane.focus()
            await pilot.press("G", "k", "k")

            assert len(pane.rows()) == 80_002
            assert pane.path == "$[19999].name"
            assert "80000" in lines_of(pane)[-4]

    async def test_a_long_body_is_searched_to_its_last_line(self) -> None:
        body = json.dumps([{"id": number, "name": "x" * 20} for number in range(20_000)]).encode()
        pane = make_pane(body)
        async with shown(pane):
            pane.needle = "19998"
            pane.show_hit(len(pane.hits()) - 1)

            assert len(pane.hits()) == 1
            assert '"id": 19998' in "\n".join(lines_of(pane))

    async def test_what_takes_long_is_laid_out_aside_and_said_to_be(self) -> None:
        jobs: list[Callable[[], None]] = []
        result = result_of(json.dumps(["x" * 90] * 2_000).encode())
        cache = ResponseCache(Mask(), jobs.append)
        pane = BodyPane(lambda: result, mask=Mask(), cache=cache, caption="response")
        async with shown(pane):
            before = lines_of(pane)
            for job in jobs:
                job()
            pane.sync()

            assert "laying out 188 kB… this is its beginning" in before[1]
            assert '"xxx' in before[3]
            assert len(jobs) == 1
            assert '"xxx' in lines_of(pane)[2]

    async def test_long_bodies_are_said_to_be_as_before_once_they_have_been_compared(self) -> None:
        jobs: list[Callable[[], None]] = []
        before, after = (result_of(b"x\n" * 40_000) for _ in range(2))
        cache = ResponseCache(Mask(), jobs.append)
        pane = BodyPane(lambda: after, lambda: before, mask=Mask(), cache=cache)
        async with shown(pane):
            jobs.pop(0)()
            pane.sync()
            meanwhile = lines_of(pane)
            for job in jobs:
                job()
            pane.sync()

            assert "as before" not in meanwhile[-1]
            assert "as before" in lines_of(pane)[-1]

    async def test_while_a_long_body_is_laid_out_the_one_before_stays(self) -> None:
        jobs: list[Callable[[], None]] = []
        results = [result_of(json.dumps([letter * 90] * 2_000).encode()) for letter in "xy"]
        at = [0]
        pane = BodyPane(lambda: results[at[0]], mask=Mask(), cache=ResponseCache(Mask(), jobs.append))
        async with shown(pane):
            jobs.pop()()
            pane.sync()
            pane.top = at[0] = 1
            pane.sync()
            between = lines_of(pane)
            jobs.pop()()
            pane.sync()

            assert "xxx" in between[1]
            assert "188 kB · shown is the one before" in between[0]
            assert "yyy" in lines_of(pane)[1]

    async def test_a_long_body_that_comes_again_is_laid_out_once(self) -> None:
        jobs: list[Callable[[], None]] = []
        body = json.dumps(["x" * 90] * 2_000).encode()
        cache = ResponseCache(Mask(), jobs.append)
        for result in (result_of(body), result_of(bytes(bytearray(body)))):
            assert result.exchange is not None
            _ = cache.laid(result.exchange)
            for job in jobs:
                job()

        assert len(jobs) == 1

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

    async def test_no_setting_reads_more_of_a_body_that_broke_off(self) -> None:
        cut, broken = "cut after 3 B — a larger max_body would read more", "broke off after 3 B"
        for kind, words in (
            (FailureKind.STATUS, cut),
            (FailureKind.CONDITION, cut),
            (FailureKind.TRUNCATED, broken),
            (FailureKind.TIMEOUT, broken),
        ):
            attempt = make_attempt(exchange=make_exchange(body=b"abc", is_truncated=True))
            pane = pane_of(make_result(attempts=(attempt,), failure=Failure(kind, "it is so")))
            async with shown(pane):
                assert words in "\n".join(lines_of(pane))

    async def test_binary_is_shown_in_hexadecimal(self) -> None:
        pane = make_pane(bytes(range(256)), headers=(("Content-Type", "image/png"),))
        async with shown(pane):
            assert "00 01 02 03" in lines_of(pane)[1]
            assert "hex" in lines_of(pane)[0]

    async def test_bytes_stand_in_rows_that_the_pane_has_room_for(self) -> None:
        for width, per_row in ((100, 16), (60, 8), (30, 4)):
            body = b"abcdefghijklmnopqrstuvwxyz" * 8
            pane = make_pane(body)
            pane.form = FORMS[-1]
            async with shown(pane, width=width):
                rows = lines_of(pane)

            assert f"  {per_row:04x}  " in rows[2]
            assert rows[2].rstrip("│ ").endswith(f"  {body[per_row : 2 * per_row].decode()}")

    async def test_a_failure_is_a_sentence_with_what_to_do(self) -> None:
        pane = BodyPane(lambda: make_result(None), mask=Mask())
        async with shown(pane):
            text = "\n".join(lines_of(pane))

        assert "refused the connection" in text
        assert "Is the server running" in text


NESTED = json.dumps(
    {"items": [{"sku": "A", "note": "x" * 60}, {"sku": "B", "note": "y" * 60}], "n": 1}
).encode()


class FoldingTest(IsolatedAsyncioTestCase):
    async def test_keys_go_in_and_out_of_what_is_folded(self) -> None:
        pane = make_pane(NESTED)
        async with shown(pane, height=20) as pilot:
            pane.focus()
            await pilot.press("j", "h")
            folded = lines_of(pane)
            await pilot.press("l")

            assert '  2▸  "items": [ ... ],  2 items' in folded[2]
            assert '12   "n": 1' in folded[3]
            assert '  2▾  "items": [' in lines_of(pane)[2]

    async def test_from_a_value_one_goes_out_to_what_holds_it(self) -> None:
        pane = make_pane(NESTED)
        async with shown(pane, height=20) as pilot:
            pane.focus()
            await pilot.press("j", "j", "j", "j", "h")
            assert (pane.cursor, pane.path) == (2, "$.items[0]")

            await pilot.press("h", "h")
            assert (pane.cursor, pane.path) == (1, "$.items")
            assert "▸    {" in lines_of(pane)[3]

    async def test_a_click_before_a_line_folds_it_and_a_click_on_it_does_not(self) -> None:
        pane = make_pane(NESTED)
        async with shown(pane, height=20) as pilot:
            await pilot.click(pane, offset=(12, 2))
            assert "▾" in lines_of(pane)[2]

            await pilot.click(pane, offset=(6, 2))
            assert "▸" in lines_of(pane)[2]

    async def test_everything_is_folded_and_unfolded_at_once(self) -> None:
        pane = make_pane(NESTED)
        async with shown(pane, height=20):
            assert pane.toggle_folds() is True
            assert len(pane.rows()) == 4

            assert pane.toggle_folds() is False
            assert len(pane.rows()) == 13

    async def test_what_cannot_be_folded_is_not(self) -> None:
        pane = make_pane(b"plain", headers=())
        async with shown(pane):
            assert pane.toggle_folds() is None
            assert not pane.toggle_fold()

    async def test_what_is_folded_stays_so_in_the_next_response(self) -> None:
        results = [result_of(NESTED), result_of(b'{"new": "' + b"x" * 60 + b'", ' + NESTED[1:])]
        at = [0]
        pane = BodyPane(lambda: results[at[0]], mask=Mask(), caption="response")
        async with shown(pane, height=20):
            pane.cursor = 1
            pane.toggle_fold()
            at[0] = 1
            pane.sync()

            assert '▸  "items": [ ... ],  2 items' in lines_of(pane)[3]
            assert "▾" not in lines_of(pane)[4]

    async def test_a_search_opens_what_it_was_found_in(self) -> None:
        pane = make_pane(NESTED)
        async with shown(pane, height=20):
            pane.toggle_folds()
            pane.needle = "yyy"
            number = len(pane.hits())
            pane.show_hit(0)

            assert number == 20
            assert "yyy" in "\n".join(lines_of(pane))

    async def test_a_change_that_is_folded_away_marks_what_it_is_folded_into(self) -> None:
        pane = make_pane(NESTED, NESTED.replace(b'"B"', b'"C"'))
        async with shown(pane, height=20):
            pane.toggle_folds()

            assert lines_of(pane)[2][2] == "~"

    async def test_elements_of_xml_are_folded_as_well(self) -> None:
        body = b"<a>" + b"<b><c>x</c></b>" * 30 + b"</a>"
        pane = make_pane(body, headers=(("Content-Type", "application/xml"),))
        async with shown(pane, height=20) as pilot:
            pane.focus()
            await pilot.press("h")

            assert "▸<a> ... </a>  30 lines" in lines_of(pane)[1]


class FormTest(IsolatedAsyncioTestCase):
    async def test_a_body_is_seen_laid_out_as_it_came_and_byte_by_byte(self) -> None:
        pane = make_pane(b'{"a":1}')
        async with shown(pane):
            shown_as = [lines_of(pane)]
            for _ in range(3):
                pane.next_form()
                shown_as.append(lines_of(pane))

        assert '"a": 1' in shown_as[0][2]
        assert '{"a":1}' in shown_as[1][1]
        assert "json as text" in shown_as[1][0]
        assert "7b 22 61 22 3a 31 7d" in shown_as[2][1]
        assert shown_as[3] == shown_as[0]

    async def test_every_form_can_be_searched(self) -> None:
        pane = make_pane(b'{"name":"x", "other": "name"}')
        async with shown(pane):
            pane.needle = "name"
            found = []
            for _ in range(3):
                found.append(len(pane.hits()))
                pane.show_hit(found[-1] - 1)
                pane.next_form()

        assert found == [2, 2, 2]

    async def test_the_facts_of_an_image_can_be_searched(self) -> None:
        png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x80\0\0\1\xe0\x08\6\0\0\0"
        pane = make_pane(png, headers=(("Content-Type", "image/png"),))
        async with shown(pane):
            pane.needle = "640"

            await eventually(lambda: any("not drawn" in line for line in lines_of(pane)))

            assert "size     640 × 480" in lines_of(pane)[3]
            assert len(pane.hits()) == 1

    async def test_the_fields_of_a_form_can_be_searched(self) -> None:
        pane = make_pane(b"a=1&b=J%C3%B6rg", headers=(("Content-Type", "application/x-www-form-urlencoded"),))
        async with shown(pane):
            pane.needle = "jörg"

            assert len(pane.hits()) == 1
