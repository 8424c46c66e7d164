"""NarrowUpdate: what has changed on the screen, and not what stands to the left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.control import Control
from textual._compositor import ChopsUpdate

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["NarrowUpdate"]


class NarrowUpdate(ChopsUpdate):
    """An update of some stretches of some rows, each sent from its first cell to its last.

    Textual's own sends every row from where its widget begins, so that a
    countdown at the right edge takes all of its row along.
    """

    def render_segments(self, console: Console) -> str:
        sequences: list[str] = []
        for y, first, last in self.spans:
            for end, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                left, right = max(start, first), min(end, last)
                if strip is None or left >= right:
                    continue
                sequences.append(Control.move_to(left, y).segment.text)
                sequences.append(strip.crop(left - start, right - start).render(console))
        return "".join(sequences)
