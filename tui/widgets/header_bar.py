"""HeaderBar: the one row on top, with what is true of the whole screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cell_len
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.widgets.line import Line, Runs

__all__ = ["HeaderBar"]


class HeaderBar(Painted):
    """Three parts: where one is, how things are, and what time it is."""

    DEFAULT_CSS = "HeaderBar { height: 1; }"

    def __init__(self, parts: Callable[[int], tuple[Runs, Runs, Runs]]) -> None:
        """Take what gives the left, the middle and the right part for a width."""
        super().__init__()
        self._parts = parts

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        left, middle, right = self._parts(width)
        line = self.line(width, on="chrome").put(" ").runs(left)
        length = sum(cell_len(text) for text, _ in middle)
        free = width - 2 - sum(cell_len(text) for text, _ in right)
        if middle and line.column + 2 + length <= free:
            line.to(max(line.column + 2, (width - length) // 2 if width >= line.column * 3 else 0)).runs(
                middle
            )
        if line.column + 1 <= free:
            line.right(right, margin=1)
        return [line]
