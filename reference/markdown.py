"""Markdown: texts of the program as they stand in a page."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["as_toml", "code", "table"]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a bar in a cell would end it."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def code(text: str) -> str:
    """Return a text as it is typed: a bar in it would end the cell of a table, and a backtick the text."""
    if "|" not in text and "`" not in text:
        return f"`{text}`"
    return f"<code>{escape(text).replace('|', '&#124;').replace('`', '&#96;')}</code>"


def as_toml(value: object) -> str:
    """Write a value as a configuration has it."""
    match value:
        case str() if '"' in value and "'" not in value:
            return f"'{value}'"
        case list():
            return f"[{', '.join(map(as_toml, value))}]"
        case dict():
            return _inline_table(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _inline_table(value: Mapping[str, object]) -> str:
    pairs = ", ".join(f"{_key(name)} = {as_toml(item)}" for name, item in value.items())
    return f"{{ {pairs} }}" if pairs else "{}"


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() else json.dumps(name)
