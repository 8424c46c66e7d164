"""Pane: a painted widget with a frame that carries its name, its key and its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cells_of
from tui.widgets.document import put_runs
from tui.widgets.line import fitted
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from tui.widgets.line import Line, Runs

__all__ = ["SUPERSCRIPTS", "Pane"]

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Pane(Painted, can_focus=True):
    """A part of a screen: framed where there is room, under a hairline where there is not.

    The frame says everything that is true of the content as a whole: its name
    on the left with the digit that focuses it, facts on the right.
    """

    number: int | None = None
    """The digit that focuses it."""
    boxed: bool = True
    """Draw a frame? Otherwise a hairline with the title stands on top."""
    margin: int = 1
    """Blank cells between the frame and the content; 0 where a cursor's bar is to reach it."""

    def title(self) -> Runs:
        """Return what stands at the left of the upper edge, the pane's name."""
        return []

    def facts(self) -> Runs:
        """Return what stands at the right of the upper edge."""
        return []

    def foot(self) -> Runs:
        """Return what stands at the left of the lower edge."""
        return []

    def foot_facts(self) -> Runs:
        """Return what stands at the right of the lower edge."""
        return []

    def content(self, width: int, height: int) -> list[Line]:
        """Return the rows inside the frame."""
        raise NotImplementedError

    def inner_size(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height that `content` gets of these."""
        return (
            (max(0, width - 2 - 2 * self.margin), max(0, height - 2))
            if self.boxed
            else (width, max(0, height - 1))
        )

    @property
    def has_keys(self) -> bool:
        """Is the focus in it, and lies nothing over its screen that has the keys now?"""
        return self.has_focus_within and self.screen.is_active

    def paint(self, width: int, height: int) -> list[Line]:
        inner_width, inner_height = self.inner_size(width, height)
        rows = self.content(inner_width, inner_height)[:inner_height] if inner_width > 0 else []
        if not self.boxed:
            return [self._edge(width, self.title(), self.facts(), "──"), *rows]
        rows += [self.line(inner_width) for _ in range(inner_height - len(rows))]
        edge = "accent" if self.has_keys else "hairline"
        framed = [self._frame(width, row, edge) for row in rows]
        top = self._edge(width, self.title(), self.facts(), "╭╮")
        bottom = self._edge(width, self.foot(), self.foot_facts(), "╰╯")
        return [top, *framed, bottom]

    def _frame(self, width: int, row: Line, edge: str) -> Line:
        blank = " " * self.margin
        return self.line(width).put(f"│{blank}", edge).join(row).put(f"{blank}│", edge)

    def _edge(self, width: int, left: Runs, right: Runs, corners: str) -> Line:
        """Draw one edge: ╭─ ²name ──────── facts ─╮."""
        edge = "accent" if self.has_keys and self.boxed else "hairline"
        line = self.line(width - 1).put(corners[0], edge)  # the other corner's cell is not written on
        top = corners != "╰╯"
        if left:
            line.put("─ " if self.boxed else "─ "[1:], edge)
            if top and self.number is not None:
                key = self.ink.spell(SUPERSCRIPTS[self.number])
                line.put(key, "accent-strong" if self.has_keys else "accent")
                line.put(" " if key.isascii() else "")  # a digit of full height is no part of the name
            strong = top and self.has_keys
            caption = [(text, "strong" if strong and tag == "muted" else tag) for text, tag in left]
            put_runs(line, fitted(caption, line.left - 2))
            line.put(" ", edge)
        length = cells_of(right)
        if right and length + 3 <= line.left:
            line.to(width - 4 - length, "─", edge).put(" ", edge).runs(right).put(" ", edge)
        return self.line(width).join(line.to(width - 1, "─", edge)).put(corners[1], edge)
