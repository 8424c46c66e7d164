"""OverviewPaths: the ways of the cursor over the board, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.jump import JumpSpot
from tui.screens.overview_panes import OverviewPanes
from tui.widgets.board_rows import group_of

if TYPE_CHECKING:
    from tui.model.board import State

__all__ = ["OverviewPaths"]


class OverviewPaths(OverviewPanes):
    """Goes from problem to problem, from group to group, and where a label says."""

    def jump_spots(self) -> list[JumpSpot]:
        """Return the rows or cards in sight, and the panes around them."""
        region = (self._wall if self.shows_cards else self._list).region
        spots = (
            self._wall.spots() if self.shows_cards else [(0, line, name) for line, name in self._list.spots()]
        )
        return [JumpSpot(region.x + x, region.y + y, name) for x, y, name in spots] + super().jump_spots()

    def jump(self, target: object) -> None:
        super().jump(target)
        if isinstance(target, str):
            self.focus_board()
            self.select(target)

    def escape(self) -> bool:
        """Leave one layer: input, filter, problems only, zoom."""
        if self.query_bar.is_editing:
            self.query_bar.action_leave()
        elif self.query_bar.text:
            self.query_bar.clear()
        elif self.context.view.problems_only:
            self.context.view.problems_only = False
            self.repaint()
        else:
            return super().escape()
        return True

    def action_focus_pane(self, number: int) -> None:
        """Focus the pane with that digit; the first is the board."""
        if number == 1:
            self.focus_board()
        else:
            super().action_focus_pane(number)

    def action_problem(self, step: int) -> None:
        """Select the next problem that nobody has muted, or the one before."""
        self._walk([state for state in self.shown_states() if self._asks(state)], step)

    def action_next_match(self, step: int) -> None:
        """Select the next item that the filter has left."""
        self._walk(self.shown_states(), step)

    def action_section(self, step: int) -> None:
        """Select the first item of the next group, or of the one before."""
        states = self.shown_states()
        firsts = [
            state
            for index, state in enumerate(states)
            if index == 0 or group_of(state) != group_of(states[index - 1])
        ]
        item = self.item()
        groups = [group_of(state) for state in firsts]
        if item is not None and firsts:
            at = groups.index(group_of(item)) if group_of(item) in groups else 0
            self.select(firsts[(at + step) % len(firsts)].name)

    def _asks(self, state: State) -> bool:
        """Does it ask for attention?"""
        return state.health.is_problem and state.name not in self.context.view.muted

    def _walk(self, states: list[State], step: int) -> None:
        """Select the next of these after the selected item, round and round."""
        if not states:
            self.say("no problems" if step else "nothing matches")
            return
        order = [state.name for state in self.shown_states()]
        item = self.item()
        here = order.index(item.name) if item is not None and item.name in order else -step
        names = [state.name for state in states]
        ahead = [name for name in names if (order.index(name) - here) * step > 0]
        beyond = ahead or names
        self.select(beyond[0] if step > 0 else beyond[-1])
