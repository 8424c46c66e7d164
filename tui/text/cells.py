"""How many cells of a terminal a text takes, and texts of exactly as many as there are."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ELLIPSIS",
    "Align",
    "Elide",
    "cell_len",
    "cells_of",
    "cut_at_word",
    "fit",
    "fit_name",
    "take",
    "take_end",
]

Align = Literal["left", "right", "center"]
Elide = Literal["end", "middle", "start"]

ELLIPSIS = "…"

_SHORTEST_HOST = 5

_NO_CELL = frozenset({"Mn", "Me", "Mc"})
_JOINING_JAMO = range(0x1160, 0x1200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_PICTURES = range(0x1F300, 0x1FB00)


def cell_len(text: str) -> int:
    """Return how many cells the text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def cells_of(runs: Iterable[tuple[str, str]]) -> int:
    """Return how many cells texts take that stand beside each other, each with its tag."""
    return sum(cell_len(text) for text, _ in runs)


def take(text: str, width: int) -> str:
    """Return the longest beginning of the text that takes at most `width` cells."""
    if text.isascii():
        return text[: max(0, width)]
    used = 0
    for index, character in enumerate(text):
        used += _width(character)
        if used > width:
            return text[:index]
    return text


def take_end(text: str, width: int) -> str:
    """Return the longest end of the text that takes at most `width` cells; no mark loses its letter."""
    if text.isascii():
        return text[-width:] if width > 0 else ""
    used, start = 0, len(text)
    for index in range(len(text) - 1, -1, -1):
        own = _width(text[index])
        used += own
        if used > width:
            break
        if own:
            start = index
    return text[start:]


def fit(text: str, width: int, *, align: Align = "left", elide: Elide = "end") -> str:
    """Return the text in exactly `width` cells: cut with "…" at `elide`, or padded."""
    if width <= 0:
        return ""
    kept = take(text, width)
    if kept is not text and kept != text:
        kept = _elided(text, width, elide)
    missing = width - cell_len(kept)
    if not missing:
        return kept
    match align:
        case "left":
            return kept + " " * missing
        case "right":
            return " " * missing + kept
        case "center":
            return " " * (missing // 2) + kept + " " * (missing - missing // 2)


def fit_name(name: str, width: int) -> str:
    """Return a name in exactly `width` cells; a URL keeps its end, which tells it from its neighbours."""
    host, slash, path = name.partition("/")
    if not slash or cell_len(name) <= width:
        return fit(name, width)
    room = width - 1 - cell_len(slash + path)
    if room < min(_SHORTEST_HOST, cell_len(host)):
        return fit(name, width, elide="middle")
    return fit(take(host, room) + ELLIPSIS + slash + path, width)


def cut_at_word(text: str, width: int) -> str:
    """Return the text if it takes at most `width` cells, else as many whole words as do, and "…".

    A word is cut only if it is so long that little would be left without it.
    """
    if cell_len(text) <= width:
        return text
    kept = take(text, width - 1)
    words = kept if text[len(kept) : len(kept) + 1].isspace() else kept.rpartition(" ")[0]
    return (words.rstrip(" ·(,") if cell_len(words) > width // 2 else kept) + ELLIPSIS


def _elided(text: str, width: int, elide: Elide) -> str:
    room = width - 1
    match elide:
        case "end":
            return take(text, room) + ELLIPSIS
        case "start":
            return ELLIPSIS + take_end(text, room)
        case "middle":
            return take(text, room - room // 2) + ELLIPSIS + take_end(text, room // 2)


@lru_cache(maxsize=8_192)
def _width(character: str) -> int:
    """Return 0 for what joins the character before it, 2 for what is wide (UAX #11), else 1."""
    if " " <= character <= "~":
        return 1
    code, category = ord(character), unicodedata.category(character)
    if category in _NO_CELL or code in _JOINING_JAMO or code in _SKIN_TONES:
        return 0
    if category == "Cn":
        return 2 if code in _PICTURES else 1
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
