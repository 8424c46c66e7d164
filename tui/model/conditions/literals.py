"""The values in a condition: read from text, and refused if they do not fit what is asked about."""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from tui.model.condition import ConditionError
from tui.model.conditions.subjects import Kind
from tui.model.conditions.tree import Literal, StatusClass
from tui.model.quantity import SIZE_UNITS, TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.model.conditions.cursor import Cursor

__all__ = ["Asked", "did_you_mean", "read_duration", "read_literal", "read_text"]

_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_LONGEST_NUMBER: Final = 300
_EXAMPLES: Final = {
    Kind.NUMBER: "200",
    Kind.TIME: "500ms",
    Kind.SIZE: "200KB",
    Kind.TEXT: '"ok"',
    Kind.JSON: '"ok", 3, true or null',
}


class Asked(Struct, frozen=True):
    """What a value is compared with."""

    name: str
    """As an error speaks of it: "latency", "header content-type"."""
    kind: Kind
    words: tuple[str, ...] = ()
    is_status: bool = False

    @property
    def example(self) -> str:
        """A value that fits."""
        return f'"{self.words[0]}"' if self.words else _EXAMPLES[self.kind]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ", did you mean 'status'?" for the nearest known word; "": none is near."""
    near = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f", did you mean '{near[0]}'?" if near else ""


def read_literal(cursor: Cursor, asked: Asked) -> Literal:
    """Take a value that fits.

    Raises:
        ConditionError: There is none, or it does not fit.
    """
    column = cursor.here
    if cursor.is_at_end:
        msg = f"{asked.name} is compared with nothing: write e.g. {asked.example}"
        raise ConditionError(msg, column)
    text = cursor.quoted()
    if text is not None:
        return _fitting_text(text, asked, column)
    digit = cursor.status_class()
    if digit is not None:
        if asked.is_status:
            return StatusClass(digit)
        msg = f"{digit}xx is for status only; {_is_a(asked)}: write {asked.example}"
        raise ConditionError(msg, column)
    found = cursor.number()
    if found is not None:
        return _fitting_number(*found, asked, column)
    return _fitting_word(cursor, asked, column)


def read_text(cursor: Cursor, predicate: str) -> str:
    """Take a text in quotes.

    Raises:
        ConditionError: There is none.
    """
    column = cursor.here
    text = cursor.quoted()
    if text is not None:
        return text
    bare = cursor.rest_of_word()
    msg = f'quote text: "{bare}"' if bare else f'{predicate} needs a text: write {predicate} "ok"'
    raise ConditionError(msg, column)


def read_duration(cursor: Cursor) -> float:
    """Take the time of `over`.

    Raises:
        ConditionError: There is none.
    """
    column = cursor.here
    number, unit = cursor.number() or ("", "")
    if unit not in TIME_UNITS or not 0 < (seconds := float(number) * TIME_UNITS[unit]) < math.inf:
        msg = "over needs a time: write over 10m"
        raise ConditionError(msg, column)
    return seconds


def _fitting_text(text: str, asked: Asked, column: int) -> str:
    if asked.words and text not in asked.words:
        near = did_you_mean(text, asked.words)
        msg = f"{asked.name} is never '{text}'{near or ': write one of ' + ', '.join(asked.words)}"
        raise ConditionError(msg, column)
    if asked.kind in {Kind.TEXT, Kind.JSON}:
        return text
    msg = f"{_is_a(asked)}: write {asked.example} without quotes"
    raise ConditionError(msg, column)


def _fitting_number(number: str, unit: str, asked: Asked, column: int) -> float:
    if len(number) > _LONGEST_NUMBER:
        msg = f"a number of {len(number)} digits: write a shorter one"
        raise ConditionError(msg, column)
    match asked.kind:
        case Kind.TIME if unit in TIME_UNITS:
            return _finite(float(number) * TIME_UNITS[unit], column)
        case Kind.SIZE if unit.lower() in SIZE_UNITS:
            return _finite(float(number) * SIZE_UNITS[unit.lower()], column)
        case Kind.NUMBER | Kind.JSON if not unit:
            return int(number) if number.lstrip("-").isdigit() else _finite(float(number), column)
    raise ConditionError(_misfit(number, unit, asked), column)


def _misfit(number: str, unit: str, asked: Asked) -> str:
    is_known = unit in TIME_UNITS or unit.lower() in SIZE_UNITS
    match asked.kind:
        case Kind.TIME if asked.name.startswith(("cert.", "age ")):
            return f"{_is_a(asked)}: write {number}d or {number}h"
        case Kind.TIME:
            return f"{_is_a(asked)}: write {number}ms or {number}s"
        case Kind.SIZE:
            return f"{_is_a(asked)}: write {number}B or {number}KB"
        case Kind.TEXT:
            quoted = asked.example if asked.words else f'"{number}{unit}"'
            return f"{_is_a(asked)}: write {quoted}"
        case _ if is_known:
            return f"{_is_a(asked)} without a unit: write {number}"
        case _:
            return f"unknown unit '{unit}': write {number}"


def _fitting_word(cursor: Cursor, asked: Asked, column: int) -> Literal:
    bare = cursor.rest_of_word()
    if bare in _CONSTANTS:
        if asked.kind is not Kind.JSON:
            msg = f"{_is_a(asked)}, never {bare}: write {asked.example}"
            raise ConditionError(msg, column)
        cursor.take_word(bare)
        return _CONSTANTS[bare]
    if asked.kind in {Kind.TEXT, Kind.JSON}:
        msg = f'quote text: "{bare}"'
    else:
        msg = f"{_is_a(asked)}: write {asked.example} instead of {bare}"
    raise ConditionError(msg, column)


def _is_a(asked: Asked) -> str:
    return f"{asked.name} is {asked.kind.value}"


def _finite(value: float, column: int) -> float:
    if math.isfinite(value):
        return value
    msg = "the number is too large: write a smaller one"
    raise ConditionError(msg, column)
