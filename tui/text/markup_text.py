"""XML and HTML, coloured as they were received."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.safe import clean_lines

if TYPE_CHECKING:
    from tui.text.glyphs import Line

__all__ = ["markup_lines"]

_BETWEEN = re.compile(r">[ \t\r\n]*(?=<)")
_PART = re.compile(
    r"(<[!?][^>]*>?)|(</?)([\w:.-]+)|(/?>)|([\w:.-]+)(=)(\"[^\"<>]*\"?|'[^'<>]*'?)|([^<>/\w]+|[\w:.-]+|<+(?=<)|.)"
)
_TAGS = ("", "literal", "punct", "key", "punct", "key", "punct", "string", "text")
_LONG = 200
"""Characters of a line on average from which on a document is broken at its tags."""


def markup_lines(text: str, limit: int) -> list[Line]:
    """Return the lines of a document; one that has none is broken where its tags meet."""
    text = text[:limit]
    if len(text) > _LONG * (text.count("\n") + 1):
        text = _BETWEEN.sub(">\n", text)
    return [_coloured(line) for line in clean_lines(text, limit * 2)]


def _coloured(line: str) -> Line:
    pieces: Line = []
    for match in _PART.finditer(line):
        for number, text in enumerate(match.groups(), 1):
            if not text:
                continue
            if pieces and pieces[-1][1] == _TAGS[number]:
                text = pieces.pop()[0] + text  # noqa: PLW2901 - one piece of one colour
            pieces.append((text, _TAGS[number]))
    return pieces
