"""JSON paths of the rows that a document is laid out in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.glyphs import Line
    from tui.text.outline import Outline

__all__ = ["key_step", "path_of"]


def path_of(lines: Sequence[Line], outline: Outline, number: int) -> str:
    """Return the JSONPath (RFC 9535) of the first value in a line, or of what it closes."""
    way = [number]
    while (holder := outline.holder(way[-1])) is not None:
        way.append(holder)
    walk = _Walk()
    for line, next_line in zip(way[:0:-1], way[-2::-1], strict=True):
        walk.line(lines[line])
        walk.skip(outline.number(next_line))
    return walk.line(lines[number])


def key_step(key: str) -> str:
    """Return the step of a JSONPath that leads to the member of that name."""
    plain = key.isascii() and key.isidentifier()
    return f".{key}" if plain else f"[{json.dumps(key, ensure_ascii=False)}]"


class _Walk:
    """Goes through the pieces of laid out JSON and knows where it is."""

    def __init__(self) -> None:
        self._steps: list[str | int] = []
        """A key, or an index, for each container that is open."""

    def skip(self, number: int) -> None:
        """Go past the first items of the list that it is in."""
        if self._steps and isinstance(self._steps[-1], int):
            self._steps[-1] = number

    def line(self, line: Line) -> str:
        """Go through a line and return the path of what stands first in it."""
        first: str | None = None
        for text, tag in line:
            if tag == "key":
                self._steps[-1:] = [_key(text)] if self._steps else []
                first = first or self._path()
            elif tag == "punct":
                first = self._punctuation(text.strip(), first)
            else:
                first = first or self._path()
        return first or self._path()

    def _punctuation(self, text: str, first: str | None) -> str | None:
        for character in text:
            if character in "{[":
                first = first or self._path()
                self._steps.append("" if character == "{" else 0)
            elif character in "}]":
                del self._steps[-1:]
                first = first or self._path()
            elif character == "," and self._steps and isinstance(self._steps[-1], int):
                self._steps[-1] += 1
        return first

    def _path(self) -> str:
        return "$" + "".join(f"[{step}]" if isinstance(step, int) else step for step in self._steps)


def _key(text: str) -> str:
    """Return the step that a key in quotes makes."""
    try:
        key = json.loads(text)
    except ValueError:
        return f"[{text}]"
    return key_step(str(key))
