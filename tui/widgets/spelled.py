"""Spelled: a filter for what Textual draws itself, inputs and their frames, in the characters that we use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.color import Color

__all__ = ["Spelled"]


class Spelled(LineFilter):
    """Spells every text that goes to the terminal; painted widgets ask it through their ink."""

    def __init__(self, spell: Callable[[str], str]) -> None:
        super().__init__()
        self.spell = spell
        """Returns a text in other characters that take as many cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - of all filters
        return [Segment(self.spell(text), style, control) for text, style, control in segments]
