"""TOML: values as they are written in a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["dotted", "toml_file", "toml_text", "toml_value"]

_BARE = re.compile("[A-Za-z0-9_-]+")
_LONG = 100
_FIRST_ASTRAL = 0x10000


def toml_text(text: str) -> str:
    """Return a text in quotes: the single ones, in which nothing is escaped, where it has double ones."""
    if '"' in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    escaped = json.dumps(text, ensure_ascii=False)  # a basic string of TOML 1.0 escapes as JSON does
    return escaped if escaped.isprintable() else "".join(map(_visible, escaped))


def _visible(character: str) -> str:
    """Return the character, or the number of one that nobody would see."""
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < _FIRST_ASTRAL else f"\\U{ord(character):08x}"


def dotted(*keys: str) -> str:
    """Return keys with dots between them, in quotes where they need them."""
    return ".".join(key if _BARE.fullmatch(key) else toml_text(key) for key in keys)


def toml_value(value: object, *, has_lines: bool = False) -> str:
    """Return any value of TOML; `has_lines`: a list that is long has a line for each item."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return toml_text(value)
        case Mapping():
            pairs = (f"{dotted(str(key))} = {toml_value(item)}" for key, item in value.items())
            return f"{{ {', '.join(pairs)} }}" if value else "{}"
        case list() | tuple():
            items = [toml_value(item) for item in value]
            if has_lines and sum(map(len, items)) > _LONG:
                return "[\n" + "".join(f"    {item},\n" for item in items) + "]"
            return f"[{', '.join(items)}]"
        case _:
            return str(value)


def toml_file(tables: Mapping[str, Any]) -> str:
    """Return the tables of a configuration as one file, each with a blank line before it."""
    return "".join(_blocks(tables))


def _blocks(tables: Mapping[str, Any]) -> Iterator[str]:
    if "title" in tables:
        yield f"\ntitle = {toml_value(tables['title'])}\n"
    for name in ("settings", "keys"):
        if table := tables.get(name):
            yield f"\n[{name}]\n{_pairs(table)}"
    for name in ("endpoint", "feed", "notify"):
        for table in tables.get(name, ()):
            yield f"\n[[{name}]]\n{_pairs(table, without='trigger')}"
            yield from (f"\n[[{name}.trigger]]\n{_pairs(each)}" for each in table.get("trigger", ()))


def _pairs(table: Mapping[str, Any], *, without: str = "") -> str:
    return "".join(
        f"{dotted(key)} = {toml_value(value, has_lines=True)}\n"
        for key, value in table.items()
        if key != without
    )
