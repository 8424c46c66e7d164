"""Movable: the keys of everything that has a cursor or scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.keys import bindings
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.events import MouseScrollDown, MouseScrollUp

__all__ = ["Movable"]

_WHEEL = 3
"""Rows that a step of the mouse's wheel is."""


class Movable(Painted, can_focus=True):
    """Gives a widget the keys that move; the widget says what moving means."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list")]

    go_on: Callable[[], bool] = staticmethod(lambda: False)
    """Lets a view that shows the past go on, and says whether it did: the end of everything is now."""

    def move_by(self, rows: int) -> None:
        """Go that many rows down, or up if negative."""
        raise NotImplementedError

    def move_sideways(self, columns: int) -> None:
        """Go that many columns to the right, or left if negative."""

    def move_to(self, *, end: bool) -> None:
        """Go to the first row, or to the last."""
        raise NotImplementedError

    def scroll_view(self, rows: int) -> None:
        """Move what is in sight by that many rows, not the cursor; without a cursor that is moving."""
        self.move_by(rows)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self.scroll_view(_WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self.scroll_view(-_WHEEL)

    def page_rows(self) -> int:
        """Return how many rows are a page."""
        return max(1, self.size.height - 2)

    def action_move(self, rows: int) -> None:
        self.move_by(rows)

    def action_sideways(self, columns: int) -> None:
        self.move_sideways(columns)

    def action_to_start(self) -> None:
        self.move_to(end=False)

    def action_to_end(self) -> None:
        if not self.go_on():
            self.move_to(end=True)

    def action_half_page(self, halves: int) -> None:
        self.move_by(halves * max(1, self.page_rows() // 2))
