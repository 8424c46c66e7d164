"""The verdict: is a response what was expected, and are the conditions met?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.engine.failures import as_told
from tui.model.conditions.check_facts import CheckFacts
from tui.model.conditions.evaluation import evaluate_all, skipped
from tui.model.failure import Failure, FailureKind

if TYPE_CHECKING:
    from collections.abc import Reversible, Sequence

    from tui.model.check import CheckResult, Exchange, Sample
    from tui.model.condition import ConditionResult
    from tui.model.endpoint import Endpoint, Expect
    from tui.model.mask import Mask

__all__ = ["judge", "unjudged"]

_LARGE = 64_000
"""Bytes of body from which on it is parsed in a thread."""


async def judge(
    result: CheckResult,
    endpoint: Endpoint,
    *,
    history: Reversible[Sample],
    previous: CheckResult | None,
    mask: Mask,
    now: float,
) -> CheckResult:
    """Return the result with its conditions, and with a failure if the response is not good."""
    exchange = result.exchange
    if exchange is None or result.failure is not None:
        return unjudged(result, endpoint, mask)
    failure = _unexpected(exchange, endpoint.expect)
    if not endpoint.asserts and not endpoint.warns:
        return replace(result, failure=as_told(failure, mask)) if failure is not None else result
    result = replace(result, failure=failure)
    facts = CheckFacts(result, history=history, previous=CheckFacts(previous) if previous else None)

    def evaluate() -> tuple[tuple[ConditionResult, ...], tuple[ConditionResult, ...]]:
        return (
            evaluate_all(endpoint.asserts, facts, now=now, mask=mask),
            evaluate_all(endpoint.warns, facts, now=now, mask=mask),
        )

    is_long = len(exchange.body) > _LARGE and any(
        each.needs_body for each in (*endpoint.asserts, *endpoint.warns)
    )
    conditions, warnings = await asyncio.to_thread(evaluate) if is_long else evaluate()
    failure = failure or _unmet(conditions)
    return replace(
        result,
        failure=as_told(failure, mask) if failure is not None else None,
        conditions=conditions,
        warnings=warnings,
    )


def unjudged(result: CheckResult, endpoint: Endpoint, mask: Mask) -> CheckResult:
    """Return a result without a response: its conditions are not evaluated, it is bad for one reason."""
    return replace(
        result,
        conditions=skipped(endpoint.asserts, mask=mask),
        warnings=skipped(endpoint.warns, mask=mask),
    )


def _unexpected(exchange: Exchange, expect: Expect) -> Failure | None:
    if expect.accepts(exchange.status):
        return None
    answer = f"{exchange.status} {exchange.reason}".rstrip()
    return Failure(FailureKind.STATUS, f"{answer}, expected {expect.text}")


def _unmet(conditions: Sequence[ConditionResult]) -> Failure | None:
    first = next((condition for condition in conditions if not condition.passed), None)
    return None if first is None else Failure(FailureKind.CONDITION, str(first))
