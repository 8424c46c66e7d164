"""Whether the terminal can draw pictures: what it is asked, where that does no harm, and what it answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.text.graphics import Graphics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.text.graphics import Cell

__all__ = ["ANSWER", "ATTRIBUTES", "BEGINNING", "CELL_QUESTION", "cell", "heard", "is_trusted", "questions"]

_KITTY_QUESTION = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
"""Would it take a picture of one dot? (the graphics protocol of kitty, "Querying support")"""
CELL_QUESTION = "\x1b[16t"
"""XTWINOPS: how many dots is a cell high and wide?"""
_KITTY_ANSWER = r"\x1b_Gi=31;(?P<kitty>[^\x1b]{0,64})\x1b\\"
_CELL_ANSWER = r"\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t"
ATTRIBUTES = r"\x1b\[\?(?P<attributes>[\d;]{0,32})c"
"""DA1: what the terminal can do; 4 stands for Sixel."""
_SIXEL = "4"
_ANSWER = re.compile(f"{_KITTY_ANSWER}|{_CELL_ANSWER}|{ATTRIBUTES}")
ANSWER = re.sub(r"\?P<\w+>", "?:", _ANSWER.pattern)
"""What a terminal answers, for use in another pattern."""
BEGINNING = r"_(?:G[^\x1b]{0,64}\x1b?)?|\[6(?:;[\d;]{0,9})?"
"""What an answer may begin with after its Escape, apart from that of DA1."""
_PLACEHOLDERS = ("kitty", "ghostty")
"""Terminals that know the placeholders of kitty's protocol; others answer the question, too."""
_LARGEST = 256
"""Dots of a cell: what claims to have more is not drawn in."""


def is_trusted(environ: Mapping[str, str]) -> bool:
    """Does the terminal itself answer? A multiplexer does so for itself, and need not hand pictures on."""
    name = environ.get("TERM", "")
    return not name.startswith(("tmux", "screen")) and not {"TMUX", "STY", "ZELLIJ"} & environ.keys()


def questions(environ: Mapping[str, str], known: Cell | None) -> str:
    """Return what to ask, besides DA1, of a terminal that has told how large its cells are, or has not.

    Terminals that do not know kitty's question print it (urxvt, older VTE), and
    tmux takes it for a title: only those are asked that are of that kind by name.
    """
    if not is_trusted(environ):
        return ""
    names = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "").lower()
    is_kitty = any(kind in name for kind in _PLACEHOLDERS for name in names)
    return (_KITTY_QUESTION if is_kitty else "") + ("" if known is not None else CELL_QUESTION)


def heard(text: str, before: Graphics = Graphics()) -> Graphics:  # noqa: B008 - frozen
    """Return what is known of a terminal after it has sent a text."""
    found = before
    for answer in _ANSWER.finditer(text):
        if answer["kitty"] is not None:
            found = replace(found, kitty=answer["kitty"] == "OK")
        elif answer["width"] is not None:
            found = replace(found, cell=cell(int(answer["width"]), int(answer["height"])))
        else:
            found = replace(found, sixel=_SIXEL in answer["attributes"].split(";")[1:])
    return found


def cell(width: int, height: int) -> Cell | None:
    """Return the size of a cell in dots; `None`: it cannot be that."""
    return (width, height) if 0 < width <= _LARGEST and 0 < height <= _LARGEST else None
