"""RelationBar: one row that says how what is selected follows something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cell_len
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.widgets.line import Line, Runs

__all__ = ["RelationBar"]


class RelationBar(Painted):
    """As in "order.created #7 of trades came 84ms after POST /orders 201 of checkout"."""

    DEFAULT_CSS = "RelationBar { height: 1; }"

    def __init__(self, relation: Callable[[], Runs], place: Callable[[], Runs]) -> None:
        """Take what gives the sentence, and what says where the view is."""
        super().__init__()
        self._relation = relation
        self._place = place

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        place = self._place()
        room = width - 4 - sum(cell_len(text) for text, _ in place)
        line = self.line(width).put(" ")
        if room > 0:
            line.runs(self._relation(), width=room)
        return [line.right(place, margin=1)]
