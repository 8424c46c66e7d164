"""Templates: texts to send with {{uuid}}, {{now}} and {{$.path}} in them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from tui.model.conditions.document import read_json
from tui.model.conditions.facts import FactError, Missing
from tui.model.conditions.json_path import JsonPath, JsonPathError
from tui.model.conditions.large_json import LARGE, Vast, value_in_large

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TemplateError", "fill"]

_BLANK = re.compile(r"\{\{\s*(\$[^{}]*|\w+)\s*\}\}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)


class TemplateError(ValueError):
    """A template cannot be filled in; the message says why, in a sentence for the user."""


def fill(text: str, *, message: bytes | None, now: float, unique: Callable[[], str]) -> str:
    """Return a text with its blanks filled in.

    In what looks like JSON, a value keeps its kind: `{"id": {{$.id}}}` stays
    JSON whether the id is a number or a text, and so does `{"id": "{{$.id}}"}`.

    Args:
        text: The template.
        message: The payload that paths look into; `None`: there is none.
        now: The time, in seconds since the epoch.
        unique: Makes a new UUID.

    Raises:
        TemplateError: A blank has no name that is known, or no value.
    """
    is_json = text.lstrip()[:1] in {"{", "["}

    def value(found: re.Match[str]) -> str:
        filled = _value(found[1].strip(), message, now, unique)
        if is_json and _is_quoted(text, found.start()):
            return _encoded(filled if isinstance(filled, str) else _encoded(filled))[1:-1]
        return filled if isinstance(filled, str) and not is_json else _encoded(filled)

    return _BLANK.sub(value, text)


def _value(name: str, message: bytes | None, now: float, unique: Callable[[], str]) -> object:
    match name:
        case "uuid":
            return unique()
        case "now":
            return datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case _ if name.startswith("$"):
            return _at(name, message)
        case _:
            msg = f"nothing is called {{{{{name}}}}}: write {{{{uuid}}}}, {{{{now}}}} or {{{{$.path}}}}"
            raise TemplateError(msg)


def _at(path: str, message: bytes | None) -> object:
    if message is None:
        msg = f"no message is selected that {path} could be taken from"
        raise TemplateError(msg)
    try:
        if len(message) > LARGE:
            return _within_large(message, JsonPath(path))
        found = JsonPath(path).find(read_json(message))
    except JsonPathError as error:
        msg = f"{path}: {error.message}"
        raise TemplateError(msg) from error
    except FactError as error:
        msg = f"{path}: the message is {error}"
        raise TemplateError(msg) from error
    if not found:
        msg = f"the message has no value at {path}"
        raise TemplateError(msg)
    return found[0]


def _within_large(message: bytes, path: JsonPath) -> object:
    try:
        value = value_in_large(message, path)
    except Missing:
        msg = f"the message has no value at {path}"
        raise TemplateError(msg) from None
    return msgspec.Raw(value.content) if isinstance(value, Vast) else value


def _is_quoted(text: str, at: int) -> bool:
    """Does that place lie within a string of JSON?"""
    return any(string.start() < at < string.end() for string in _STRING.finditer(text, 0, at + 1))


def _encoded(value: object) -> str:
    return msgspec.json.encode(value).decode()
