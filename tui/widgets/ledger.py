"""Ledger: where every received message is, counted in two ways that must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.widgets.row_index import Matches

if TYPE_CHECKING:
    from tui.model.feed_state import FeedState
    from tui.widgets.viewport import Viewport

__all__ = ["Books", "Ledger"]


class Ledger(Struct, frozen=True, kw_only=True):
    """How many messages were received, and what became of them."""

    received: int
    """As counted one by one when they came."""
    shown: int
    """In the list."""
    filtered: int
    """In memory, but hidden by the filter."""
    unseen: int
    """In memory, and not looked at yet by the filter."""
    held: int
    """Came since the view was frozen."""
    evicted: int
    """Gone, to make room for newer ones."""

    @property
    def missing(self) -> int:
        """How many are unaccounted for: anything but 0 is a fault of ours."""
        return self.received - self.shown - self.filtered - self.unseen - self.held - self.evicted


class _Still(Struct, frozen=True):
    """What was true when the view was frozen."""

    evicted: int
    asides: tuple[int, ...]
    """The numbers of the rows in the picture that are no received messages."""
    remarks: tuple[int, ...]
    """The numbers of those that are no messages at all."""


class Books:
    """Counts what a view shows of a feed, whether it follows, filters or stands still."""

    def __init__(self, state: FeedState, view: Viewport) -> None:
        self._state = state
        self._view = view
        self._still: _Still | None = None

    def hold(self) -> None:
        """Note where everything is, as the view has just been frozen."""
        rows, state = self._view.rows, self._state
        asides, remarks = (each.between(rows.start, rows.end) for each in (state.asides, state.remarks))
        self._still = _Still(state.asides.others(0, rows.start), tuple(asides), tuple(remarks))

    def release(self) -> None:
        """Go on with what is there."""
        self._still = None

    def ledger(self) -> Ledger:
        """Count."""
        ring, asides, rows = self._state.rows, self._state.asides, self._view.rows
        others = asides.between(rows.start, rows.end) if self._still is None else self._still.asides
        present = rows.end - rows.start - len(others)
        shown, unseen = self._in_list(others)
        evicted, held = asides.others(0, ring.start), 0
        if self._still is not None:
            dropped = max(0, evicted - self._still.evicted - present)
            evicted = self._still.evicted + dropped
            held = asides.others(max(ring.start, rows.end), ring.end)
        return Ledger(
            received=self._state.received,
            shown=shown,
            filtered=present - shown - unseen,
            unseen=unseen,
            held=held,
            evicted=evicted,
        )

    def messages(self) -> tuple[int, int, int]:
        """Return how many messages are in the list, in the buffer, and how many there ever were.

        Other than in the ledger what was sent is among them.
        """
        rows, remarks = self._view.rows, self._state.remarks
        others = remarks.between(rows.start, rows.end) if self._still is None else self._still.remarks
        shown, _ = self._in_list(others)
        return shown, rows.end - rows.start - len(others), remarks.others(0, rows.end)

    def _in_list(self, others: list[int] | tuple[int, ...]) -> tuple[int, int]:
        """Return how many rows but those others are in the list, and how many nobody has looked at."""
        rows, index = self._view.rows, self._view.index
        if not isinstance(index, Matches):
            return rows.end - rows.start - len(others), 0
        shown = index.high - index.ordinal(rows.start) - sum(map(index.has, others))
        unseen = 0
        for low, high in index.unseen:
            unseen += high - low - sum(low <= number < high for number in others)
        return shown, unseen
