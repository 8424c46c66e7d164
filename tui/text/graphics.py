"""Graphics: what a terminal has for pictures besides characters, as far as it has said."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Cell", "Graphics"]

Cell = tuple[int, int]
"""How many dots a cell is wide and high."""


class Graphics(Struct, frozen=True, kw_only=True):
    """The answers of a terminal; what it has not answered it does not have."""

    kitty: bool = False
    """Does it know the graphics protocol of kitty?"""
    sixel: bool = False
    cell: Cell | None = None
