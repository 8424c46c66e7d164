"""MessageLayout: what the inspector shows of a row, in the way that the user chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.message import Notice
from tui.text import safe
from tui.text.post_mortem import aftermath, post_mortem
from tui.widgets.message_body import VIEWS, body_lines, diff_lines, previous_of_type, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.mask import Mask
    from tui.model.message import Row
    from tui.text.glyphs import Line
    from tui.widgets.listing import Listing

__all__ = ["MessageLayout"]


class MessageLayout:
    """Lays rows out: a message in one of the views or compared, an end as what is known of it."""

    def __init__(self, listing: Listing, *, mask: Mask, now: Callable[[], float]) -> None:
        self.listing = listing
        self.view = VIEWS[0]
        """How a message is shown."""
        self.is_diff = False
        """Is it compared with the one of its type before?"""
        self.wraps = False
        """Are long lines broken?"""
        self._mask = mask
        self._now = now

    def change_view(self, steps: int) -> None:
        """Go to the next view, or to the one before."""
        self.is_diff = False
        self.view = VIEWS[(VIEWS.index(self.view) + steps) % len(VIEWS)]

    def key(self, number: int, row: Row, width: int) -> tuple[object, ...]:
        """Return what the lines of a row depend on: as long as it is the same, so are they."""
        breaks = self._breaks(row)
        return number, self.view, self.is_diff, width if breaks else 0, self._aftermath(number, row)

    def lines(self, number: int, row: Row, width: int) -> list[Line]:
        """Return the lines of a row; `width` is where long ones are broken, if they are."""
        lines = self._lines(number, row)
        return wrapped(lines, width) if self._breaks(row) else lines

    def _lines(self, number: int, row: Row) -> list[Line]:
        if isinstance(row, Notice):
            return post_mortem(row, self._mask, after=self._aftermath(number, row), view=self.view)
        if not self.is_diff:
            return body_lines(row, self.view, self._mask)
        kind = self.listing.reader(row)
        before = previous_of_type(self.listing.view.rows, number, self.listing.reader)
        if before is None:
            return [[(f"no {safe.clean(kind)} before this one to compare with", "muted")]]
        return diff_lines(before, row, kind=self._mask(kind), mask=self._mask)

    def _breaks(self, row: Row) -> bool:
        return self.wraps or isinstance(row, Notice)

    def _aftermath(self, number: int, row: Row) -> str:
        """Say what came of an end or a failed attempt, which changes while one looks."""
        if not isinstance(row, Notice):
            return ""
        state = self.listing.state
        return aftermath(state, row, state.rows.since(number + 1), self._now())
