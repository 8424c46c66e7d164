"""OverviewPaths: the ways of the cursor over the board, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import screens
from tui.screens.overview_time import OverviewTime
from tui.widgets.board_rows import group_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.board import State

__all__ = ["OverviewPaths"]


class OverviewPaths(OverviewTime):
    """Goes from problem to problem, from group to group, and where a label says."""

    def jump_spots(self) -> list[screens.JumpSpot]:
        """Return the rows or cards in sight, and the panes around them."""
        region = (self._wall if self.shows_cards else self._list).region
        spots = (
            self._wall.spots() if self.shows_cards else [(0, line, name) for line, name in self._list.spots()]
        )
        return [
            screens.JumpSpot(region.x + x, region.y + y, name) for x, y, name in spots
        ] + super().jump_spots()

    def jump(self, target: object) -> None:
        super().jump(target)
        if isinstance(target, str):
            self.focus_board()
            self.select(target)

    def escape(self) -> bool:
        """Leave one layer: input, filter, problems only, zoom, the past."""
        if self.query_bar.leave_layer():
            return True
        if self.context.view.problems_only:
            self.context.view.problems_only = False
            self.make_room()
            self.repaint()
            return True
        return super().escape() or self.go_on()

    def action_focus_pane(self, number: int) -> None:
        """Focus the pane with that digit; the first is the board."""
        if number == 1:
            self.focus_board()
        else:
            super().action_focus_pane(number)

    def action_problem(self, step: int) -> None:
        """Select the next problem that nobody has muted, or the one before, wherever it is folded."""
        self._walk(self._asks, step, otherwise="no problems")

    def action_next_match(self, step: int) -> None:
        """Select the next item that the filter has left."""
        self._walk(lambda _: True, step, otherwise="nothing matches")

    def action_section(self, step: int) -> None:
        """Select the first item of the next group, or of the one before; of a folded one its head."""
        firsts: dict[str, str] = {}
        for state in self.all_states():
            firsts.setdefault(group_of(state), state.name)
        here = self._group()
        if not firsts:
            return
        groups = list(firsts)
        group = groups[(groups.index(here) + step) % len(groups)] if here in firsts else groups[0]
        view = self.context.view
        is_folding = not (self.shows_cards or self.shown.is_narrowed)
        if is_folding and group in view.folded:
            self._list.select_group(group)
        else:
            self.select(firsts[group])

    def _group(self) -> str | None:
        """Return the group of the cursor."""
        item = self.item()
        return group_of(item) if item is not None else self.selected_group()

    def _asks(self, state: State) -> bool:
        """Does it ask for attention?"""
        return state.health.is_problem and state.name not in self.context.view.muted

    def _walk(self, wanted: Callable[[State], bool], step: int, *, otherwise: str) -> None:
        """Select the next such item after the cursor, round and round."""
        states = self.all_states()
        item, group = self.item(), self.selected_group()
        # The head of a group stands before the first of its items.
        here = next(
            (
                at - (item is None) / 2
                for at, state in enumerate(states)
                if (state.name == item.name if item is not None else group_of(state) == group)
            ),
            -step,
        )
        found = [(at, state) for at, state in enumerate(states) if wanted(state)]
        if not found:
            self.say(otherwise)
            return
        ahead = [state for at, state in found if (at - here) * step > 0] or [state for _, state in found]
        state = ahead[0] if step > 0 else ahead[-1]
        if not self.shows_cards and group_of(state) in self.context.view.folded:
            self.context.view.folded.discard(group_of(state))
            self.share_again()
        self.select(state.name)
