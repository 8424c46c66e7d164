"""The parsed form of a condition: tests, joined by and, or and not."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

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


class StatusClass(Struct, frozen=True):
    """The statuses that begin with one digit: 2xx."""

    digit: int


Literal = str | int | float | bool | StatusClass | None
"""A value as a condition states it: times in seconds, sizes in bytes."""


class Compare(Struct, frozen=True):
    """`== value` and its like."""

    operator: Operator
    literal: Literal


class Contains(Struct, frozen=True):
    """`contains text`: part of a text, an item of a list, or a key of an object."""

    literal: Literal


class Starts(Struct, frozen=True):
    """`starts text`."""

    text: str


class Ends(Struct, frozen=True):
    """`ends text`."""

    text: str


class Matches(Struct, frozen=True):
    """`matches /re/`."""

    pattern: Pattern


class Among(Struct, frozen=True):
    """`in [a, b]`."""

    literals: tuple[Literal, ...]


class Between(Struct, frozen=True):
    """`in 200..299`, both ends included."""

    low: float
    high: float


class Exists(Struct, frozen=True):
    """`exists`: there is a value, if only null."""


class Empty(Struct, frozen=True):
    """`empty`: a text, list or object with nothing in it."""


class Changed(Struct, frozen=True):
    """`changed`: another value than the time before."""


Predicate = Compare | Contains | Starts | Ends | Matches | Among | Between | Exists | Empty | Changed


class Test(Struct, frozen=True, kw_only=True):
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


class Not(Struct, frozen=True):
    """`not`: the opposite."""

    operand: Node


class AllOf(Struct, frozen=True):
    """`and`: every one of them."""

    operands: tuple[Node, ...]


class AnyOf(Struct, frozen=True):
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
