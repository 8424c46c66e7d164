"""Condition: a limit on what is measured, parsed once; ConditionResult: what came of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from tui.model.record import Record

if TYPE_CHECKING:
    from tui.model.conditions.tree import Node

__all__ = ["Condition", "ConditionError", "ConditionOutcome", "ConditionResult", "ConditionScope"]


class ConditionScope(StrEnum):
    """Where a condition stands, which decides what it can ask about."""

    ENDPOINT = "endpoint"
    FEED = "feed"
    NOTIFY = "notify"
    FILTER = "filter"


class ConditionError(ValueError):
    """A text is not a condition; the message says what to write instead."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        """The offset into the text, from 0, at which the fault is."""


class ConditionOutcome(StrEnum):
    """What came of a condition."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    ERROR = "error"
    """It could not be decided, which counts as failed."""
    SKIPPED = "skipped"
    """There was no response to look at."""


class Condition(Record, frozen=True):
    """A condition as it was written, and as it was understood."""

    ASIDE: ClassVar[frozenset[str]] = frozenset({"tree", "needs_body"})
    HIDDEN: ClassVar[frozenset[str]] = frozenset({"tree", "needs_body"})

    text: str
    tree: Node | None = None
    """Its tests; `None`: it was never parsed and cannot be decided."""
    needs_body: bool = False
    """Does it look into the body, so that a large one should be read off the loop?"""


class ConditionResult(Struct, frozen=True, gc=False):
    """What came of one condition, with the value that it looked at."""

    text: str
    outcome: ConditionOutcome
    got: str = ""
    """The value that was found, or why there is none."""
    leaves: tuple[ConditionResult, ...] = ()
    """What came of each test of a condition with and, or, not; (): it is a single test."""

    @property
    def passed(self) -> bool:
        """Was it met, or was there nothing to look at?"""
        return self.outcome in {ConditionOutcome.PASS, ConditionOutcome.SKIPPED}

    def __str__(self) -> str:
        if self.outcome is ConditionOutcome.ERROR:
            return f"{self.text} — {self.got}"
        return f"{self.text} — got {self.got}" if self.got else self.text
