"""The second half of a test, from text: what must hold for the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.model.condition import ConditionError
from tui.model.conditions.literals import Asked, did_you_mean, read_literal, read_text
from tui.model.conditions.pattern import Pattern, PatternError
from tui.model.conditions.subjects import Kind
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

if TYPE_CHECKING:
    from tui.model.conditions.cursor import Cursor

__all__ = ["read_predicate"]

_BARE: Final[dict[str, Predicate]] = {"exists": Exists(), "empty": Empty(), "changed": Changed()}
_TEXT_TESTS: Final[dict[str, type[Contains | Starts | Ends]]] = {
    "contains": Contains,
    "starts": Starts,
    "ends": Ends,
}
_WORDS: Final = (*_TEXT_TESTS, "matches", "in", *_BARE)
_TEXTUAL: Final = frozenset({"contains", "starts", "ends", "matches", "empty"})
_OPERATORS: Final = {str(operator): operator for operator in Operator}
_INSTEAD: Final = {
    "=": "==",
    "===": "==",
    "is": "==",
    "equals": "==",
    "!": "not",
    "=~": "matches /re/",
    "~=": "matches /re/",
    "~": "matches /re/",
    "!~": "not matches /re/",
    "has": "contains",
    "includes": "contains",
}


def read_predicate(cursor: Cursor, asked: Asked) -> Predicate:
    """Take a predicate that fits what is asked about.

    Raises:
        ConditionError: There is none, or it does not fit.
    """
    column = cursor.here
    operator = _OPERATORS.get(cursor.symbol())
    if operator is not None:
        cursor.take_symbol(operator)
        return _comparison(cursor, asked, operator, column)
    word = cursor.next_word()
    if word not in _WORDS:
        raise ConditionError(_unknown(cursor, asked), column)
    if word in _TEXTUAL and asked.kind not in {Kind.TEXT, Kind.JSON}:
        msg = f"{asked.name} is {asked.kind.value}, '{word}' is for text: write e.g. == {asked.example}"
        raise ConditionError(msg, column)
    cursor.take_word(word)
    if word in _BARE:
        return _BARE[word]
    if word == "in":
        return _membership(cursor, asked)
    if word == "matches":
        return Matches(_pattern(cursor))
    if word == "contains" and asked.kind is Kind.JSON:
        return Contains(read_literal(cursor, asked))
    return _TEXT_TESTS[word](read_text(cursor, word))


def _comparison(cursor: Cursor, asked: Asked, operator: Operator, column: int) -> Compare:
    literal = read_literal(cursor, asked)
    is_equality = operator in {Operator.EQUAL, Operator.UNEQUAL}
    if not is_equality and isinstance(literal, StatusClass):
        msg = f"{literal.digit}xx has no order: write {asked.name} {operator} {literal.digit}00"
        raise ConditionError(msg, column)
    if not is_equality and (literal is None or isinstance(literal, bool)):
        msg = "true, false and null have no order: write == or !="
        raise ConditionError(msg, column)
    return Compare(operator, literal)


def _membership(cursor: Cursor, asked: Asked) -> Among | Between:
    column = cursor.here
    if not cursor.take_symbol("["):
        low = read_literal(cursor, asked)
        if not cursor.take_symbol(".."):
            msg = f"in needs a list or a range: in [{asked.example}] or in 200..299"
            raise ConditionError(msg, column)
        return _range(low, read_literal(cursor, asked), column)
    literals: list[Literal] = []
    while not cursor.take_symbol("]"):
        literals.append(read_literal(cursor, asked))
        if not cursor.take_symbol(",") and cursor.symbol() != "]":
            rest = cursor.rest_of_word()
            msg = f"expected , or ] and not '{rest}'" if rest else "the list is not finished: ] is missing"
            raise ConditionError(msg, cursor.here)
    if not literals:
        msg = f"an empty list holds nothing: write e.g. in [{asked.example}]"
        raise ConditionError(msg, column)
    return Among(tuple(literals))


def _range(low: Literal, high: Literal, column: int) -> Between:
    if isinstance(low, int | float) and isinstance(high, int | float) and not isinstance(low, bool):
        if isinstance(high, bool) or low > high:
            msg = "the range is empty: write the smaller number first"
            raise ConditionError(msg, column)
        return Between(low, high)
    msg = "a range goes from a number to a number: in 200..299"
    raise ConditionError(msg, column)


def _pattern(cursor: Cursor) -> Pattern:
    column = cursor.here
    found = cursor.regex()
    if found is None:
        msg = "matches needs a pattern between slashes: matches /time ?out/i"
        raise ConditionError(msg, column)
    pattern, flags = found
    if flags not in {"", "i"}:
        msg = f"unknown flag '{flags}': only i is known, which ignores the case of letters"
        raise ConditionError(msg, column)
    try:
        return Pattern(pattern, ignores_case=flags == "i")
    except PatternError as error:
        msg = f"not a pattern: {error}"
        raise ConditionError(msg, column) from None


def _unknown(cursor: Cursor, asked: Asked) -> str:
    found = cursor.rest_of_word()
    word = cursor.next_word()
    instead = _INSTEAD.get(word or cursor.symbol())
    if word == "over":
        return f"over stands at the end, after the value: write {asked.name} {_example(asked)} over 10m"
    if not found or found == ")" or word in {"and", "or"}:
        return f"{asked.name} is compared with nothing: write {asked.name} {_example(asked)}"
    if instead:
        return f"unknown predicate '{word or cursor.symbol()}': write {instead}"
    known = did_you_mean(word, _WORDS) if word else ""
    return f"unknown predicate '{found}'" + (known or f": write e.g. {asked.name} {_example(asked)}")


def _example(asked: Asked) -> str:
    match asked.kind:
        case Kind.TIME | Kind.SIZE:
            return f"< {asked.example}"
        case Kind.JSON:
            return '== "ok"'
        case _:
            return f"== {asked.example}"
