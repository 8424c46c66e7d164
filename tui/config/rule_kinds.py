"""Kinds for what is expected and what is done about it: conditions, status codes, triggers, keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.config.errors import BadValueError, did_you_mean
from tui.config.key_names import key_name
from tui.config.kinds import Schema, described, or_variable, written_text
from tui.config.place import BadTextError
from tui.model.condition import Condition, ConditionError, ConditionScope
from tui.model.endpoint import Expect
from tui.model.failure import FailureKind

if TYPE_CHECKING:
    from tui.config.place import Place

__all__ = ["Action", "ConditionText", "ExpectedStatus", "JsonPathText", "KeyNames", "RetryReason"]

_CODES = range(100, 600)
_CLASS = re.compile("([1-5])xx")
_ACTIONS = ("mark", "bell", "freeze", "dump", "notify")
_SEND = "send "
_EXPECTED = 'write 200, "2xx" or [200, 204]'


class ConditionText(Struct, frozen=True):
    """A condition, which must make sense where it stands."""

    scope: ConditionScope
    example: str

    def read(self, value: object, place: Place) -> Condition:
        from tui.model.conditions.parser import parse_condition  # noqa: PLC0415 - many modules; a board may have none

        text = written_text(value, place, example=self.example)
        try:
            return parse_condition(text, self.scope)
        except ConditionError as error:
            raise BadTextError(error.message, excerpt=text, caret=error.column) from error

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}


class JsonPathText(Struct, frozen=True):
    """A JSONPath of RFC 9535."""

    example: str

    def read(self, value: object, place: Place) -> str:
        from tui.model.conditions.json_path import JsonPath, JsonPathError  # noqa: PLC0415 - the same

        text = written_text(value, place, example=self.example)
        if not text.startswith("$"):
            raise BadValueError(f'"{text}" is no JSONPath: write e.g. "{self.example}"')
        try:
            return JsonPath(text).text
        except JsonPathError as error:
            raise BadTextError(error.message, excerpt=text, caret=error.column) from error

    def schema(self) -> Schema:
        return {"type": "string", "pattern": r"^\$"}


class ExpectedStatus(Struct, frozen=True):
    """The status codes that count as good: 200, "2xx" or [200, 204]."""

    def read(self, value: object, place: Place) -> Expect:
        match value:
            case bool() | float() | dict():
                raise BadValueError(f"{described(value)} is no status: {_EXPECTED}")
            case int():
                return Expect((_codes(value),), str(value))
            case list() if value:
                return Expect(tuple(map(_codes, value)), ", ".join(map(str, value)))
            case list():
                raise BadValueError(f"must not be empty: {_EXPECTED}")
            case _:
                return self._read_text(value, place)

    def _read_text(self, value: object, place: Place) -> Expect:
        """Return the codes of a class such as "2xx"."""
        text = written_text(value, place, example="2xx")
        if found := _CLASS.fullmatch(text):
            first = int(found[1]) * 100
            return Expect((range(first, first + 100),), text)
        if text.isdecimal():
            raise BadValueError(f"write {text} without quotes")
        raise BadValueError(
            f'"{text}" is no status{did_you_mean(text, [f"{n}xx" for n in range(1, 6)]) or f": {_EXPECTED}"}'
        )

    def schema(self) -> Schema:
        code = _code_schema()
        return {"anyOf": [code, or_variable(_CLASS.pattern), {"type": "array", "items": code, "minItems": 1}]}


class RetryReason(Struct, frozen=True):
    """A failure or a status code after which it is worth to try again."""

    def read(self, value: object, place: Place) -> str | int:
        if isinstance(value, int):
            return _codes(value).start
        word = written_text(value, place, example="timeout")
        known = [str(kind) for kind in FailureKind]
        if word in known:
            return word
        words = f": write {', '.join(known)} or a status code"
        raise BadValueError(f'unknown failure "{word}"' + (did_you_mean(word, known) or words))

    def schema(self) -> Schema:
        return {"anyOf": [_code_schema(), or_variable("|".join(FailureKind))]}


class Action(Struct, frozen=True):
    """What a trigger does: a word, or `send ` and a text."""

    def read(self, value: object, place: Place) -> str:
        text = written_text(value, place, example="mark")
        if text in _ACTIONS or (text.startswith(_SEND) and text.removeprefix(_SEND).strip()):
            return text
        if text.split(maxsplit=1)[:1] == ["send"]:
            raise BadValueError("""needs a text to send: write 'send {"op":"ack"}'""")
        words = f": write {', '.join(_ACTIONS)} or send TEXT"
        raise BadValueError(f'unknown action "{text}"' + (did_you_mean(text, _ACTIONS) or words))

    def schema(self) -> Schema:
        return or_variable("|".join(_ACTIONS) + r"|send (.|\n)*\S(.|\n)*")


class KeyNames(Struct, frozen=True):
    """The names of keys, with commas between them; an empty text takes a binding's keys away."""

    def read(self, value: object, place: Place) -> tuple[str, ...]:
        if isinstance(value, dict):
            written = f"{place.keys[-1]}.{next(iter(value), 'now')}"
            raise BadValueError(f'quote the whole id: write "{written}" = "r"')
        text = written_text(value, place, example="r,ctrl+r")
        names = tuple(name.strip() for name in text.split(",")) if text.strip() else ()
        if not all(names):
            raise BadValueError(f'"{text}" has nothing between two commas: write comma for the key itself')
        return tuple(map(key_name, names))

    def schema(self) -> Schema:
        return {"type": "string"}


def _codes(value: object) -> range:
    """Return the range that holds one status code."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValueError(f"{described(value)} is no status code: write e.g. [200, 204]")
    if value not in _CODES:
        raise BadValueError(f"{value} is no status code: write {_CODES.start} to {_CODES.stop - 1}")
    return range(value, value + 1)


def _code_schema() -> Schema:
    """Return the schema of a status code."""
    return {"type": "integer", "minimum": _CODES.start, "maximum": _CODES.stop - 1}
