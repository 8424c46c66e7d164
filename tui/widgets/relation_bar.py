"""RelationBar: one row that says how what is selected follows something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.cells import cells_of
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.widgets.line import Line, Runs

__all__ = ["RelationBar"]


class RelationBar(Painted):
    """As in "order.created #7 of trades came 84ms after POST /orders 201 of checkout"."""

    DEFAULT_CSS = "RelationBar { height: 1; }"

    def __init__(self, relation: Callable[[], Sequence[Runs]], place: Callable[[], Runs]) -> None:
        """Take what gives ways to say it, the longest first, and what says where the view is."""
        super().__init__()
        self._relation = relation
        self._place = place

    def paint(self, width: int, height: int) -> list[Line]:  # noqa: ARG002 - always one row
        place = self._place()
        room = width - 4 - cells_of(place)
        line = self.line(width).put(" ")
        ways = self._relation()
        if room > 0 and ways:
            line.runs(next((runs for runs in ways if cells_of(runs) <= room), ways[-1]), width=room)
        return [line.right(place, margin=1)]
