"""OverviewTime: the overview at any moment that is kept, while everything goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.past import board_at, earlier, later, oldest
from tui.model.picture import arrived_since, picture_of
from tui.screens.overview_panes import OverviewPanes
from tui.text.moments import moment_fault, moment_of
from tui.text.units import count, dated, span
from tui.widgets.pressing import pressing

if TYPE_CHECKING:
    from tui.model.board import Board
    from tui.screens.context import Context
    from tui.widgets.line import Runs

__all__ = ["OverviewTime"]

_STEPS = 60
"""In how many steps one goes back by what the charts show, unless the checks are further apart."""
_WIDE = 80
"""Cells from which on the header has room for what has arrived since, and for the way back to now."""


class OverviewTime(OverviewPanes):
    """Stands still at a moment, steps to another, and goes on."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._is_stepping = False
        """Was the moment stepped to? Otherwise the view was frozen at it."""

    def action_freeze(self) -> None:
        """Let the view stand still, or go on."""
        if not self.go_on():
            self._stand(self.context.now(), picture_of(self.context.board), is_stepping=False)

    def action_step(self, steps: int) -> None:
        """Show everything as it was a step earlier, or a step later; the last step is now."""
        board, step = self.context.board, self.context.view.window / _STEPS
        item = self.item()
        state = board[item.name] if item is not None else None
        if steps > 0:
            self._stand_at(later(state, self.moment(), step))
            return
        begin, at = oldest(board), earlier(state, self.moment(), step)
        if begin is None or self.moment() <= begin:
            self.say("nothing older is kept")
        else:
            self._stand_at(max(at, begin))

    def action_show_at(self, text: str) -> None:
        """Show everything as it was at a moment that somebody has typed."""
        now, begin = self.context.now(), oldest(self.context.board)
        if fault := moment_fault(text, now=now):
            self.say(fault)
            return
        at = moment_of(text, now=now)
        self._stand_at(at if begin is None else max(at, begin))
        if begin is not None and at < begin:
            self.say("nothing older is kept")

    def go_on(self) -> bool:
        """Let a view that stands go on. Return whether it stood."""
        stood = self.frozen_at is not None
        if stood:
            self._stand(None, None, is_stepping=False)
        return stood

    def chips(self) -> Runs:
        chips = super().chips()
        if self.picture is not None and self.app.size.width >= _WIDE:
            arrived = arrived_since(self.picture, self.context.board)
            chips.append((f"{count(arrived)} new", "paused"))
        return chips

    def standing(self) -> Runs:
        """Return the words for a view that stands."""
        if self.frozen_at is None or not self._is_stepping:
            return super().standing()
        lasted = span(self.context.now() - self.frozen_at)
        at = f"‖ AT {dated(self.frozen_at, self.context.now())}, {lasted} ago"
        words: Runs = [(at, pressing("screen.to_end", "paused-strong"))]
        has_room = self.app.size.width >= _WIDE
        return (
            [*words, (f"{self.label('move.bottom', 'G')} now", pressing("screen.to_end", "paused"))]
            if has_room
            else words
        )

    def first_keys(self) -> list[tuple[str, str, str]]:
        if not self._is_stepping:
            return super().first_keys()
        steps = (("moment.earlier", "comma", -1), ("moment.later", "full_stop", 1))
        keys = [(self.label(each, key), each.partition(".")[2], f"step({way})") for each, key, way in steps]
        return [*keys, (self.label("move.bottom", "G"), "now", "freeze")]

    def _stand_at(self, at: float) -> None:
        """Show that moment; one that is yet to come is now."""
        if at < self.context.now():
            self._stand(at, board_at(self.context.board, at), is_stepping=True)
        elif not self.go_on():
            self.say("this is now")

    def _stand(self, at: float | None, picture: Board | None, *, is_stepping: bool) -> None:
        self.frozen_at, self.picture, self._is_stepping = at, picture, is_stepping
        self.show_keys()
        self.show_selected()
