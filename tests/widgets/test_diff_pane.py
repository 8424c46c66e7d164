from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import NOW, make_attempt, make_exchange, make_result
from tests.pane_app import lines_of, shown
from tui.model.mask import Mask
from tui.widgets.diff_pane import DiffPane
from tui.widgets.response_cache import ResponseCache

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.check import CheckResult, Headers


def result_of(body: bytes, headers: Headers = (("Content-Type", "application/json"),)) -> CheckResult:
    exchange = make_exchange(body=body, headers=headers)
    return make_result(at=NOW, attempts=(make_attempt(exchange=exchange),))


async def text_of(before: CheckResult | None, after: CheckResult | None) -> str:
    pane = DiffPane(lambda: before, lambda: after, mask=Mask(["hunter22"]))
    async with shown(pane, height=24):
        return "\n".join(line[2:-2].rstrip() for line in lines_of(pane))


class DiffPaneTest(IsolatedAsyncioTestCase):
    async def test_json_is_compared_value_by_value(self) -> None:
        text = await text_of(result_of(b'{"a": 1, "b": 2}'), result_of(b'{"a": 3, "c": 4}'))

        assert "~ $.a  1 → 3" in text
        assert "- $.b  2" in text
        assert "+ $.c  4" in text

    async def test_text_is_compared_line_by_line(self) -> None:
        text = await text_of(result_of(b"one\ntwo", ()), result_of(b"one\nthree", ()))

        assert "- two" in text
        assert "+ three" in text

    async def test_headers_are_compared_but_for_dates_and_secrets(self) -> None:
        before = result_of(b"", (("Date", "a"), ("ETag", "1"), ("X-Old", "x"), ("Set-Cookie", "s=1")))
        after = result_of(b"", (("Date", "b"), ("ETag", "2"), ("X-New", "hunter22"), ("Set-Cookie", "s=2")))

        text = await text_of(before, after)

        assert "~ etag  1 → 2" in text
        assert "- x-old  x" in text
        assert "+ x-new  •••" in text
        assert "~ set-cookie  ••• → •••" in text
        assert "date" not in text.lower()

    async def test_only_what_is_not_as_before_is_worth_a_place_beneath_another_pane(self) -> None:
        pairs: dict[str, tuple[CheckResult | None, CheckResult]] = {
            "same": (result_of(b"{}", (("Date", "a"),)), result_of(b"{}", (("Date", "b"),))),
            "body": (result_of(b"1"), result_of(b"2")),
            "headers": (result_of(b"", (("ETag", "1"),)), result_of(b"", (("ETag", "2"),))),
            "first": (None, result_of(b"1")),
            "failed": (result_of(b"1"), make_result(None)),
        }

        def is_telling(name: str) -> bool:
            before, after = pairs[name]
            return DiffPane(lambda: before, lambda: after, mask=Mask()).is_telling

        assert list(filter(is_telling, pairs)) == ["body", "headers"]

    async def test_what_is_the_same_is_said_to_be(self) -> None:
        text = await text_of(result_of(b"{}"), result_of(b"{}"))

        assert "the same, but for dates" in text
        assert "the same" in map(str.strip, text.splitlines())

    async def test_what_takes_long_to_compare_is_said_to_be_the_same_only_then(self) -> None:
        jobs: list[Callable[[], None]] = []
        before, after = result_of(b"[" + b"1," * 40_000 + b"1]"), result_of(b"[" + b"1," * 40_000 + b"2]")
        pane = DiffPane(lambda: before, lambda: after, mask=Mask(), cache=ResponseCache(Mask(), jobs.append))
        async with shown(pane, height=24):
            meanwhile = "\n".join(lines_of(pane))
            for job in jobs:
                job()
            pane.sync()

            assert "comparing…" in meanwhile
            assert "~ $[40000]  1 → 2" in "\n".join(lines_of(pane))

    async def test_a_missing_response_is_compared_by_its_failure(self) -> None:
        text = await text_of(result_of(b"{}"), make_result(None))

        assert "no response (connect)" in text
        assert "connect: 127.0.0.1:1 refused the connection" in text

    async def test_without_anything_to_compare_with_it_names_the_key(self) -> None:
        assert "m marks one" in await text_of(None, result_of(b"{}"))
