"""Does a value meet a predicate? Typed, without any coercion."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Final

from tui.model.conditions.facts import FactError, Nodes, Several
from tui.model.conditions.large_json import Vast
from tui.model.conditions.show import describe, show
from tui.model.conditions.tree import (
    Among,
    Between,
    Changed,
    Compare,
    Contains,
    Empty,
    Ends,
    Exists,
    Literal,
    Matches,
    Operator,
    Predicate,
    Starts,
    StatusClass,
)
from tui.model.quantity import write_size

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["is_same", "meets"]

_ORDER: Final[dict[Operator, Callable[[Any, Any], bool]]] = {
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


def meets(predicate: Predicate, value: object) -> bool:  # noqa: PLR0911 - one for each predicate
    """Return whether a value that is there meets the predicate.

    Raises:
        FactError: The two do not go together, which is neither yes nor no.
    """
    if isinstance(value, Several):
        return _one_meets(predicate, value)
    if isinstance(value, Nodes):
        return _nodes_meet(predicate, value)
    if isinstance(value, Vast):
        return _vast_meets(predicate, value)
    match predicate:
        case Compare(how, literal):
            return _compare(how, value, literal)
        case Among(literals):
            return _is_among(value, literals)
        case Between(low, high):
            return low <= _number(value, f"{low:g}..{high:g}") <= high
        case Contains(literal):
            return _contains(value, literal)
        case Empty():
            return _is_empty(value)
        case Exists():
            return True
        case _:
            return _text_meets(predicate, value)


def is_same(value: object, other: object) -> bool:
    """Are two values of the same type and equal? `true` is not 1, but 1 is 1.0."""
    return _type(value) is _type(other) and value == other


def _one_meets(predicate: Predicate, values: Several) -> bool:
    """Several values meet a predicate if one of them does; `!=` says that none is equal."""
    match predicate:
        case Compare(Operator.UNEQUAL, literal):
            return not any(_compare(Operator.EQUAL, value, literal) for value in values)
        case Empty():
            return not any(values)
        case _:
            return any(meets(predicate, value) for value in values)


def _nodes_meet(predicate: Predicate, nodes: Nodes) -> bool:
    match predicate:
        case Contains(literal):
            return any(is_same(node, literal) for node in nodes)
        case Empty():
            return not nodes
        case Exists():
            return bool(nodes)
        case _ if len(nodes) == 1:
            return meets(predicate, nodes[0])
        case _:
            msg = f"{len(nodes)} values where one is needed: use count, contains or empty"
            raise FactError(msg)


def _vast_meets(predicate: Predicate, value: Vast) -> bool:
    if isinstance(predicate, Exists | Empty):
        return isinstance(predicate, Exists)
    msg = f"a value of {write_size(len(value.content))} is not compared: use exists, empty, changed or count"
    raise FactError(msg)


def _compare(how: Operator, value: object, literal: Literal) -> bool:
    is_equality = how in {Operator.EQUAL, Operator.UNEQUAL}
    if isinstance(literal, StatusClass):
        return (_number(value, f"{literal.digit}xx") // 100 == literal.digit) is (how is Operator.EQUAL)
    if is_equality and (value is None or literal is None):
        return (value is literal) is (how is Operator.EQUAL)
    if _type(value) is not _type(literal) or isinstance(value, list | dict):
        raise FactError(_mismatch(value, show(literal)))
    if is_equality:
        return (value == literal) is (how is Operator.EQUAL)
    return _ORDER[how](value, literal)


def _is_among(value: object, literals: tuple[Literal, ...]) -> bool:
    fitting = [literal for literal in literals if value is None or _goes_with(value, literal)]
    if not fitting:
        listed = ", ".join(show(literal) for literal in literals)
        raise FactError(_mismatch(value, f"any of [{listed}]"))
    return any(_compare(Operator.EQUAL, value, literal) for literal in fitting)


def _goes_with(value: object, literal: Literal) -> bool:
    return literal is None or _type(value) is _type(0 if isinstance(literal, StatusClass) else literal)


def _contains(value: object, literal: Literal) -> bool:
    match value:
        case str() if isinstance(literal, str):
            return literal in value
        case dict() if isinstance(literal, str):
            return literal in value
        case list():
            return any(is_same(item, literal) for item in value)
        case _:
            msg = f"cannot look for {show(literal)} in {describe(value)}"
            raise FactError(msg)


def _is_empty(value: object) -> bool:
    if isinstance(value, str | list | dict):
        return not value
    msg = f"only a text, a list or an object can be empty, not {describe(value)}"
    raise FactError(msg)


def _text_meets(predicate: Starts | Ends | Matches | Changed, value: object) -> bool:
    if not isinstance(value, str):
        msg = f"only a text can be looked through, not {describe(value)}"
        raise FactError(msg)
    match predicate:
        case Starts(text):
            return value.startswith(text)
        case Ends(text):
            return value.endswith(text)
        case Matches(pattern):
            return pattern.found_in(value)
        case Changed():
            return False


def _number(value: object, against: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise FactError(_mismatch(value, against))


def _mismatch(value: object, against: str) -> str:
    return f"cannot compare {describe(value)} with {against}"


def _type(value: object) -> type:
    """Return the JSON type of a value, by one class of Python for each."""
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)
