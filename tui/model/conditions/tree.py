"""The parsed form of a condition: tests, joined by and, or and not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.model.conditions.facts import Subject
    from tui.model.conditions.pattern import Pattern

__all__ = [
    "AllOf",
    "Among",
    "AnyOf",
    "Between",
    "Changed",
    "Compare",
    "Contains",
    "Empty",
    "Ends",
    "Exists",
    "Literal",
    "Matches",
    "Node",
    "Not",
    "Operator",
    "Predicate",
    "Starts",
    "StatusClass",
    "Test",
    "leaves",
]


class Operator(StrEnum):
    """How two values are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class StatusClass:
    """The statuses that begin with one digit: 2xx."""

    digit: int


Literal = str | int | float | bool | StatusClass | None
"""A value as a condition states it: times in seconds, sizes in bytes."""


@dataclass(frozen=True, slots=True)
class Compare:
    """`== value` and its like."""

    operator: Operator
    literal: Literal


@dataclass(frozen=True, slots=True)
class Contains:
    """`contains text`: part of a text, an item of a list, or a key of an object."""

    literal: Literal


@dataclass(frozen=True, slots=True)
class Starts:
    """`starts text`."""

    text: str


@dataclass(frozen=True, slots=True)
class Ends:
    """`ends text`."""

    text: str


@dataclass(frozen=True, slots=True)
class Matches:
    """`matches /re/`."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Among:
    """`in [a, b]`."""

    literals: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """`in 200..299`, both ends included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Exists:
    """`exists`: there is a value, if only null."""


@dataclass(frozen=True, slots=True)
class Empty:
    """`empty`: a text, list or object with nothing in it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """`changed`: another value than the time before."""


Predicate = Compare | Contains | Starts | Ends | Matches | Among | Between | Exists | Empty | Changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One question about one subject: a leaf of the tree."""

    text: str
    """As it was written."""
    subject: Subject
    predicate: Predicate
    unit: str = ""
    """How the value is written back: "time", "size" or ""."""
    negated: bool = False
    """Is there a `not` before the predicate?"""
    aggregate: str | None = None
    filter: str | None = None
    window: float | None = None
    """Seconds of `over`."""
    needs_body: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """`not`: the opposite."""

    operand: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """`and`: every one of them."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`or`: at least one of them."""

    operands: tuple[Node, ...]


Node = Test | Not | AllOf | AnyOf


def leaves(node: Node) -> list[Test]:
    """Return the tests of a tree in the order they were written."""
    match node:
        case Test():
            return [node]
        case Not(operand):
            return leaves(operand)
        case AllOf(operands) | AnyOf(operands):
            return [leaf for operand in operands for leaf in leaves(operand)]
