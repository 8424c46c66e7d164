"""Grid: what a terminal shows, cell by cell, from Textual's strips or from a terminal emulator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyte.screens import Char, Screen
    from rich.color import Color
    from textual.strip import Strip

__all__ = ["Cell", "Grid", "Ink"]

_NAMED = {
    "black": "#000000",
    "red": "#cd0000",
    "green": "#00cd00",
    "brown": "#cdcd00",
    "blue": "#5c5cff",
    "magenta": "#cd00cd",
    "cyan": "#00cdcd",
    "white": "#e5e5e5",
    "brightblack": "#7f7f7f",
    "brightred": "#ff0000",
    "brightgreen": "#00ff00",
    "brightbrown": "#ffff00",
    "brightblue": "#5c5cff",
    "bfightmagenta": "#ff00ff",  # as pyte spells it
    "brightmagenta": "#ff00ff",
    "brightcyan": "#00ffff",
    "brightwhite": "#ffffff",
}
"""Colours by the names that the emulator gives them."""


class Ink(NamedTuple):
    """How a cell is drawn; colours are as CSS has them."""

    fore: str
    back: str
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False


class Cell(NamedTuple):
    """One cell; the second one of a wide character is empty."""

    text: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, and the colour around them."""

    rows: tuple[tuple[Cell, ...], ...]
    back: str

    @property
    def columns(self) -> int:
        """How many cells a row has."""
        return len(self.rows[0])

    @classmethod
    def of_strips(cls, strips: Iterable[Strip], *, fore: str, back: str) -> Grid:
        """Return what Textual has composed; the colours are those of the theme where none is named."""
        return cls(tuple(_row_of(strip, fore, back) for strip in strips), back)

    @classmethod
    def of_terminal(cls, screen: Screen, *, fore: str, back: str) -> Grid:
        """Return what a terminal emulator shows now."""
        rows = (
            tuple(_cell_of(screen.buffer[line][column], fore, back) for column in range(screen.columns))
            for line in range(screen.lines)
        )
        return cls(tuple(rows), back)


def _row_of(strip: Strip, fore: str, back: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for text, style, _ in strip:
        if style is None:
            ink = Ink(fore, back)
        else:
            front, ground = _css(style.color, fore), _css(style.bgcolor, back)
            if style.reverse:
                front, ground = ground, front
            ink = Ink(front, ground, bool(style.bold), bool(style.italic), bool(style.underline))
        for character in text:
            cells.append(Cell(character, ink))
            if cell_len(character) > 1:
                cells.append(Cell("", ink))
    return tuple(cells)


def _css(color: Color | None, default: str) -> str:
    return default if color is None or color.is_default else color.get_truecolor().hex


def _cell_of(char: Char, fore: str, back: str) -> Cell:
    front, ground = _hex(char.fg, fore), _hex(char.bg, back)
    if char.reverse:
        front, ground = ground, front
    return Cell(char.data, Ink(front, ground, char.bold, char.italics, char.underscore))


def _hex(colour: str, default: str) -> str:
    """Return a colour of the emulator's; the sixteen that have names are those of xterm."""
    if colour == "default":
        return default
    return _NAMED.get(colour) or f"#{colour}"
