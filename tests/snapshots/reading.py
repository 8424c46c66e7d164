"""Reading: whether what is written on a screen can be read in the colours that it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color

from tests.snapshots.frames import BELOW
from tui.text.cells import cell_len
from tui.widgets.eyes import READABLE, contrast

if TYPE_CHECKING:
    from tests.snapshots.frames import Frame

__all__ = ["unreadable"]

_LINES = {"hairline", "band"}
"""What the eye rests on, and need not be made out."""
_GRAPHS = "series"
"""Begins what is drawn, not written."""
_VISIBLE = 3.0


def unreadable(frame: Frame) -> set[tuple[str, str]]:
    """Return what is too faint, by what it means and its style; not what a sheet has dimmed.

    What the terminal's own colours look like, nobody knows.
    """
    written: set[tuple[str, str]] = set()
    for row, meanings, styles in zip(*frame, strict=True):
        cells = (character for character in row for _ in range(cell_len(character)))
        written |= {
            (meaning, style)
            for cell, meaning, style in zip(cells, meanings, styles, strict=False)
            if cell != " "
        }
    return {(meaning, style) for meaning, style in written if _is_faint(meaning, style)}


def _is_faint(meaning: str, style: str) -> bool:
    tag = meaning.partition("/")[0]
    if tag in _LINES or meaning.startswith(BELOW) or not style.startswith("#"):
        return False
    colour, _, ground, *_ = style.split()
    least = _VISIBLE if tag.startswith(_GRAPHS) else READABLE
    return contrast(Color.parse(colour), Color.parse(ground)) < least
