"""HeaderBar: the one row on top, with what is true of the whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cell_len
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.widgets.line import Line, Runs

__all__ = ["HeaderBar"]

_SHORTEST = 12
"""Cells that the left part keeps; with fewer, the right part goes."""


class HeaderBar(Painted):
    """Three parts: where one is, how things are, and what time it is; how things are goes last."""

    DEFAULT_CSS = "HeaderBar { height: 1; }"

    def __init__(self, parts: Callable[[int], tuple[Runs, Runs, Runs]]) -> None:
        """Take what gives the left, the middle and the right part for a width."""
        super().__init__()
        self._parts = parts

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        left, middle, right = self._parts(width)
        counts, clock = _length(middle), _length(right)
        free = width - 2
        if free < _length(left) + counts + clock and free < _SHORTEST + counts + clock:
            right, clock = [], 0
        line = self.line(width, on="chrome").put(" ")
        room = max(0, free - counts - clock)
        if _length(left) > room:
            line.runs(left, width=room)
        else:
            line.runs(left)
            centred = (width - counts - 2) // 2 if width >= line.column * 3 else 0
            line.to(min(centred, width - 1 - clock - counts))
        if middle:
            line.put("  ").runs(middle)
        return [line.right(right, margin=1)]


def _length(runs: Runs) -> int:
    """Return the cells that a part takes, with the gap before it."""
    return sum(cell_len(text) for text, _ in runs) + 2 if runs else 0
