from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase

from tests.factories import make_condition_result, make_endpoint, make_result
from tests.pane_app import lines_of, shown
from tui.model.condition import ConditionOutcome, ConditionResult
from tui.model.mask import Mask
from tui.widgets.conditions_pane import ConditionsPane

if TYPE_CHECKING:
    from tui.model.check import CheckResult


def make_pane(result: CheckResult | None) -> ConditionsPane:
    return ConditionsPane(lambda: result, make_endpoint, mask=Mask(["hunter22"]), otherwise=lambda: "gone")


class ConditionsPaneTest(IsolatedAsyncioTestCase):
    async def test_the_expected_status_comes_first(self) -> None:
        pane = make_pane(make_result(503))
        async with shown(pane):
            assert lines_of(pane)[1].split()[1:5] == ["✗", "status", "2xx", "503"]

    async def test_a_failed_warning_has_another_sign_than_a_failed_assertion(self) -> None:
        failed = make_condition_result("latency < 1ms", "fail", "42ms")
        pane = make_pane(make_result(conditions=(failed,), warnings=(failed,)))
        async with shown(pane):
            assert [line[2] for line in lines_of(pane)[1:4]] == ["●", "✗", "▲"]

    async def test_the_score_counts_what_is_met(self) -> None:
        results = (make_condition_result(), make_condition_result(outcome="error"))
        pane = make_pane(make_result(conditions=results))
        async with shown(pane):
            assert pane.score == (2, 3)
            assert "2 of 3 pass" in lines_of(pane)[0]

    async def test_what_was_not_looked_at_says_why(self) -> None:
        pane = make_pane(make_result(None, conditions=(make_condition_result(outcome="skipped", got=""),)))
        async with shown(pane):
            assert "no response to look at" in lines_of(pane)[2]
            assert "skipped" in lines_of(pane)[0]

    async def test_what_a_response_that_broke_off_leaves_open_says_so(self) -> None:
        pane = make_pane(make_result(200, conditions=(make_condition_result(outcome="skipped", got=""),)))
        async with shown(pane):
            assert "the response broke off" in lines_of(pane)[2]
            assert "1 of 2 pass" in lines_of(pane)[0]

    async def test_the_parts_of_a_combined_condition_stand_below_it(self) -> None:
        leaves = (make_condition_result("a"), make_condition_result("b", "fail", "7"))
        both = ConditionResult("a and b", ConditionOutcome.FAIL, "", leaves)
        pane = make_pane(make_result(conditions=(both,)))
        async with shown(pane):
            assert [line.split()[1:3] for line in lines_of(pane)[3:5]] == [["●", "a"], ["✗", "b"]]

    async def test_a_secret_that_was_found_is_masked(self) -> None:
        pane = make_pane(make_result(conditions=(make_condition_result(got='"hunter22"'),)))
        async with shown(pane):
            assert "hunter22" not in "".join(lines_of(pane))

    async def test_without_a_result_it_says_why(self) -> None:
        pane = make_pane(None)
        async with shown(pane):
            assert "gone" in lines_of(pane)[1]
