"""Text from elsewhere, made safe for a terminal: it can be read, but it can do nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.model.conditions.document import decode_text as decode
from tui.text import cells

if TYPE_CHECKING:
    from tui.text.cells import Align, Elide

__all__ = [
    "NEWLINE",
    "REPLACEMENT",
    "UNSAFE",
    "clean",
    "clean_lines",
    "decode",
    "fit",
    "fit_url",
    "printable",
]

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

_EMOJI = "\u00a9\u00ae\u203c\u2049\u2122-\u2bff\u3030-\u303d\u3297\u3299\U0001f000-\U0001fbff"
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af"
_JOINERS = re.compile(
    f"(?<=[#*0-9{_EMOJI}])[\ufe0e\ufe0f]"
    f"|(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])"
    "|[\U0001f3fb-\U0001f3ff]"
    f"|(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])"
)
"""What belongs into an emoji or between letters that join, as in Persian: terminals disagree on its width,
and without it each part can be read. Anywhere else it is something that nobody sees, and is shown."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
"""A letter of a flag: two of them take two cells or four, as the terminal likes."""
_PART = re.compile("[\u200c\u200d\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""What either of them may be about; most texts have none of it."""

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_TOWER = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
_LINE_END = re.compile("\r\n|\r|\n")
_TAB = 4
_LINE = 2_000
_SHORTEST_PATH = 8


def printable(text: str) -> str:
    """Take emoji apart, flatten towers of marks, and replace what must not be printed."""
    if _PART.search(text):
        text = _FLAG.sub(lambda letter: chr(ord(letter[0]) - 0x1F1E6 + ord("A")), _JOINERS.sub("", text))
    return _TOWER.sub(r"\1", UNSAFE.sub(REPLACEMENT, text))


def clean(text: str, limit: int = _LINE) -> str:
    """Return the text as one line of at most `limit` characters that a terminal can only print."""
    if len(text) > limit:
        text = text[: max(0, limit - 1)] + cells.ELLIPSIS[: max(0, limit)]
    if text.isascii() and text.isprintable():
        return text
    if "\n" in text:
        text = text.replace("\r\n", NEWLINE).replace("\n", NEWLINE)
    return printable(text.expandtabs(_TAB))[: max(0, limit)]


def clean_lines(text: str, limit: int = 100_000) -> list[str]:
    """Return the lines of the first `limit` characters of a text, each safe to print."""
    return [
        line if line.isascii() and line.isprintable() else printable(line.expandtabs(_TAB))
        for line in _LINE_END.split(text[: max(0, limit)])
    ]


def fit(text: str, width: int, *, align: Align = "left", elide: Elide = "end") -> str:
    """Return the text, safe to print, in exactly `width` cells."""
    return cells.fit(clean(text), width, align=align, elide=elide)


def fit_url(url: str, width: int) -> str:
    """Return a URL in exactly `width` cells; the scheme makes way first, and then the middle of the path."""
    url = clean(url)
    if cells.cell_len(url) <= width:
        return cells.fit(url, width)
    _, mark, rest = url.partition("://")
    if not mark:
        return cells.fit(url, width, elide="middle")
    if cells.cell_len(rest) <= width:
        return cells.fit(rest, width)
    host, slash, path = rest.partition("/")
    room = width - cells.cell_len(host)
    if slash and room >= min(_SHORTEST_PATH, cells.cell_len(path) + 1):
        return host + cells.fit(slash + path, room, elide="start")
    return cells.fit(rest, width, elide="middle")
