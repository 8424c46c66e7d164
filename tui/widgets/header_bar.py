"""HeaderBar: the one row on top, with what is true of the whole screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.text.cells import cells_of
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click

    from tui.widgets.line import Line, Runs

__all__ = ["HeaderBar"]

_SHORTEST = 12
"""Cells that the left part keeps; with fewer, the right part goes."""


class HeaderBar(Painted):
    """Three parts: where one is, how things are, and what time it is; how things are goes last.

    One that is not about now has a colour of its own, to be seen from across the room.
    """

    DEFAULT_CSS = "HeaderBar { height: 1; }"

    @dataclass
    class Pressed(Message):
        """Something that the middle part says was clicked."""

        text: str

    def __init__(
        self, parts: Callable[[int], tuple[Runs, Runs, Runs]], *, is_now: Callable[[], bool] = lambda: True
    ) -> None:
        """Take what gives the left, the middle and the right part for a width, and is it about now?"""
        super().__init__()
        self._parts, self._is_now = parts, is_now
        self._spots: list[tuple[int, int, str]] = []

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        left, middle, right = self._parts(width)
        counts, clock = _length(middle), _length(right)
        free = width - 2
        if free < _length(left) + counts + clock and free < _SHORTEST + counts + clock:
            right, clock = [], 0
        line = self.line(width, on="chrome" if self._is_now() else "frozen").put(" ")
        room = max(0, free - counts - clock)
        left = _without_quiet(left, room)
        if _length(left) > room:
            line.runs(left, width=room)
        else:
            line.runs(left)
            line.to(min((width - counts - 2) // 2, width - 1 - clock - counts))
        self._spots = []
        for text, tag in [("  ", "text"), *middle] if middle else []:
            start = line.column
            line.put(text, tag)
            if text.strip():
                self._spots.append((start, line.column, text))
        return [line.right(right, margin=1)]

    def on_click(self, event: Click) -> None:
        """Tell what of the middle part is under the mouse."""
        for start, end, text in self._spots:
            if start <= event.x < end:
                self.post_message(self.Pressed(text))


def _without_quiet(runs: Runs, room: int) -> Runs:
    """Return what is left of the left part: facts that are not loud go whole before a word is cut."""
    kept = list(runs)
    for number in range(len(kept) - 1, 0, -1):
        if _length(kept) <= room:
            break
        text, tag = kept[number]
        if tag == "muted" and text.startswith("  "):
            del kept[number]
    return kept


def _length(runs: Runs) -> int:
    """Return the cells that a part takes, with the gap before it."""
    return cells_of(runs) + 2 if runs else 0
