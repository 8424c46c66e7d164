"""XML and HTML, coloured as they were received."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.safe import clean_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.glyphs import Line

__all__ = ["broken", "coloured", "markup_lines"]

_BETWEEN = re.compile(r">[ \t\r\n]*(?=<)")
_PART = re.compile(
    r"(<[!?][^>]*>?)|(</?)([\w:.-]+)|(/?>)|([\w:.-]+)(=)(\"[^\"<>]*\"?|'[^'<>]*'?)|([^<>/\w]+|[\w:.-]+|<+(?=<)|.)"
)
_TAGS = ("", "literal", "punct", "key", "punct", "key", "punct", "string", "text")
_ELEMENT = re.compile(r"<(/?)([\w:.-]++)([^<>]*+)>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 - a list of words
"""Elements of HTML that hold nothing, and are not closed."""
_DEEPEST = 40
_LONG = 200
"""Characters of a line on average from which on a document is broken at its tags."""


def markup_lines(text: str, limit: int) -> list[Line]:
    """Return the lines of a document; one that has none is broken where its tags meet, and indented."""
    return [coloured(line) for line in clean_lines(broken(text[:limit]), limit * 20)]


def broken(text: str) -> str:
    """Return a document in lines: as it came, or broken where its tags meet if it came in none."""
    if len(text) <= _LONG * (text.count("\n") + 1):
        return text
    return "\n".join(_indented(text))


def _indented(text: str) -> Iterator[str]:
    """Give the parts of a document between tags that meet, each indented by how deep it is."""
    depth = at = 0
    for match in _BETWEEN.finditer(text):
        line = text[at : match.start() + 1].strip()
        at = match.end()
        depth, indent = _depths(line, depth)
        yield "  " * min(indent, _DEEPEST) + line
    yield "  " * min(_depths(text[at:], depth)[1], _DEEPEST) + text[at:].strip()


def _depths(line: str, depth: int) -> tuple[int, int]:
    """Return how deep it is after a line, and how far the line itself is indented."""
    indent = max(0, depth - 1) if line.startswith("</") else depth
    for slash, name, rest in _ELEMENT.findall(line):
        if slash:
            depth = max(0, depth - 1)
        elif not rest.endswith("/") and name.lower() not in _VOID:
            depth += 1
    return depth, indent


def coloured(line: str) -> Line:
    """Colour a line, which must be safe to print."""
    pieces: Line = []
    for match in _PART.finditer(line):
        for number, text in enumerate(match.groups(), 1):
            if not text:
                continue
            if pieces and pieces[-1][1] == _TAGS[number]:
                text = pieces.pop()[0] + text  # noqa: PLW2901 - one piece of one colour
            pieces.append((text, _TAGS[number]))
    return pieces
