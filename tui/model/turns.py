"""Turns: what became of what, in the words of the event log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.check import Outcome
from tui.model.failure import FailureKind

if TYPE_CHECKING:
    from tui.model.check import CheckResult, Sample

__all__ = ["joined", "rescued", "turn", "why"]


def turn(before: Sample | None, result: CheckResult) -> str:
    """Say what became of what: "200 → 503", or only the new when there was nothing before."""
    now = _word(result.status, result)
    if before is None or before.outcome is Outcome.DOWN or before.status is None:
        return now
    return f"{before.status} → {now}"


def _word(status: int | None, result: CheckResult) -> str:
    kind = result.failure.kind if result.failure else None
    if status is not None and kind in {None, FailureKind.STATUS}:
        return str(status)
    return str(kind) if kind else "no response"


def rescued(result: CheckResult) -> str:
    """Say what was wrong with the first attempt, and which one was good."""
    passed = f"attempt {len(result.attempts)} passed"
    failure = result.attempts[0].failure
    return f"{failure}; {passed}" if failure else passed


def why(result: CheckResult) -> str:
    """Say in the words of the failure why a check is bad."""
    return result.failure.message if result.failure else ""


def joined(*parts: str | None) -> str:
    """Put the parts that there are into one detail."""
    return " · ".join(part for part in parts if part)
