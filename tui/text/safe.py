"""Text from elsewhere, made safe for a terminal: it can be read, but it can do nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.model.conditions.document import decode_text as decode
from tui.text import cells

if TYPE_CHECKING:
    from tui.text.cells import Align, Elide

__all__ = ["NEWLINE", "REPLACEMENT", "UNSAFE", "clean", "clean_lines", "decode", "fit", "fit_url"]

REPLACEMENT = "�"
"""What stands for a character that must not reach the terminal; the fonts lack the control pictures."""
NEWLINE = "⏎"
"""What stands for the end of a line where there is only one line."""

UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: the ways to speak to a terminal
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # direction, joiners, separators
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # seen by no one
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb"  # variation selectors, marks, annotations
    "\ud800-\udfff"  # half of a character
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # formats, tags
    "]"
)
"""What never reaches the terminal: control, invisible and reordering characters."""

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_TOWER = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
_LINE_END = re.compile("\r\n|\r|\n")
_TAB = 4
_LINE = 2_000
_SHORTEST_PATH = 8


def clean(text: str, limit: int = _LINE) -> str:
    """Return the text as one line of at most `limit` characters that a terminal can only print."""
    if len(text) > limit:
        text = text[: max(0, limit - 1)] + cells.ELLIPSIS[: max(0, limit)]
    if text.isascii() and text.isprintable():
        return text
    if "\n" in text:
        text = text.replace("\r\n", NEWLINE).replace("\n", NEWLINE)
    return _plain(text)[: max(0, limit)]


def clean_lines(text: str, limit: int = 100_000) -> list[str]:
    """Return the lines of the first `limit` characters of a text, each safe to print."""
    return [
        line if line.isascii() and line.isprintable() else _plain(line)
        for line in _LINE_END.split(text[: max(0, limit)])
    ]


def fit(text: str, width: int, *, align: Align = "left", elide: Elide = "end") -> str:
    """Return the text, safe to print, in exactly `width` cells."""
    return cells.fit(clean(text), width, align=align, elide=elide)


def fit_url(url: str, width: int) -> str:
    """Return a URL in exactly `width` cells; what is cut is the middle of the path, then the scheme."""
    url = clean(url)
    if cells.cell_len(url) <= width:
        return cells.fit(url, width)
    scheme, mark, rest = url.partition("://")
    if not mark:
        return cells.fit(url, width, elide="middle")
    host, slash, path = rest.partition("/")
    for head in (f"{scheme}://{host}", host):
        room = width - cells.cell_len(head)
        if slash and room >= min(_SHORTEST_PATH, cells.cell_len(path) + 1):
            return head + cells.fit(slash + path, room, elide="start")
    return cells.fit(rest, width, elide="middle")


def _plain(text: str) -> str:
    """Replace what must not be printed and flatten towers of combining marks."""
    return _TOWER.sub(r"\1", UNSAFE.sub(REPLACEMENT, text.expandtabs(_TAB)))
