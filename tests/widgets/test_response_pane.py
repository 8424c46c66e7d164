from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from msgspec.structs import replace

from tests.factories import NOW, make_attempt, make_exchange, make_result, make_tls_facts
from tests.pane_app import lines_of, shown
from tui.model.failure import Failure, FailureKind
from tui.model.mask import Mask
from tui.model.phases import Phases
from tui.widgets.response_pane import ResponsePane, change_runs

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def result_of(body: bytes) -> CheckResult:
    exchange = make_exchange(body=body, tls=make_tls_facts())
    return make_result(attempts=(make_attempt(exchange=exchange),))


class ResponsePaneTest(IsolatedAsyncioTestCase):
    async def test_phases_changes_and_connection_share_the_pane(self) -> None:
        pane = ResponsePane(
            lambda: result_of(b'{"total": 44.3}'),
            lambda: result_of(b'{"total": 44.2}'),
            mask=Mask(),
            now=lambda: NOW,
            number=3,
        )
        async with shown(pane, width=44, height=11):
            rows = lines_of(pane)

        assert "200 · 42ms" in rows[0]
        assert rows[1].split()[1] == "dns"
        assert "~ total 44.2 → 44.3" in rows[8]
        assert "TLS 30 d · HTTP/1.1" in rows[9]
        assert "15 B json" in rows[10]

    async def test_without_a_response_the_reason_comes_first(self) -> None:
        pane = ResponsePane(lambda: make_result(None), mask=Mask(), now=lambda: NOW)
        async with shown(pane, width=44, height=11):
            assert "connect: 127.0.0.1:1 refused" in lines_of(pane)[1]

    async def test_where_room_is_short_a_failure_leaves_room_for_the_phases_that_happened(self) -> None:
        result = result_of(b"{}")
        failed = replace(result, failure=Failure(FailureKind.STATUS, "503 Service Unavailable, expected 2xx"))
        reused = Phases(wait=0.03, receive=0.01)
        attempts = tuple(replace(each, phases=reused) for each in failed.attempts)
        pane = ResponsePane(lambda: replace(failed, attempts=attempts), mask=Mask(), now=lambda: NOW)
        async with shown(pane, width=44, height=9):
            names = [row.strip("│ ").split(" ")[0] for row in lines_of(pane)]

        assert "wait" in names
        assert "recv" in names
        assert "dns" not in names

    async def test_where_one_row_is_left_the_phases_share_it(self) -> None:
        pane = ResponsePane(lambda: result_of(b"{}"), mask=Mask(), now=lambda: NOW)
        async with shown(pane, width=64, height=4):
            rows = lines_of(pane)

        assert "wait" in rows[1]
        assert "connect" in rows[1]

    async def test_beside_a_failure_no_phase_is_cut_off(self) -> None:
        result = result_of(b'{"status": "error", "error": "db timeout", "retry_in": 30}')
        failed = replace(result, failure=Failure(FailureKind.STATUS, "503 Service Unavailable, expected 2xx"))
        before = result_of(b'{"status": "ok"}')
        for height in (6, 7, 9, 13):
            pane = ResponsePane(lambda: failed, lambda: before, mask=Mask(), now=lambda: NOW)
            async with shown(pane, width=42, height=height):
                text = "\n".join(lines_of(pane))

            assert all(name in text for name in ("dns", "connect", "tls", "send", "wait", "recv")), text
            assert "…" not in text

    async def test_before_the_first_check_it_says_so(self) -> None:
        pane = ResponsePane(lambda: None, mask=Mask(), now=lambda: NOW)
        async with shown(pane, width=44, height=11):
            assert "no check yet" in lines_of(pane)[1]


def test_what_came_and_what_went_have_signs_of_their_own() -> None:
    runs = change_runs([("$.a", None, "1"), ("$.b", "2", None), ("$[0]", "3", "4")])

    assert "".join(text for text, _ in runs) == "+ a 1  - b  ~ [0] 3 → 4"
