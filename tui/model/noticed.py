"""Noticed: what was seen in the messages of a feed after they were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.model.condition import ConditionResult
    from tui.model.pairs import Pairs
    from tui.model.sequence import Break

__all__ = ["Noticed"]

_MOST_MARKS = 10_000


class Noticed:
    """Marks, pairs of request and answer, and which asserts fail."""

    def __init__(self, pairs: Pairs) -> None:
        self.marks: set[int] = set()
        """The numbers of the rows that somebody or a trigger has marked."""
        self.pairs = pairs
        self.failing: tuple[ConditionResult, ...] = ()
        """The asserts that are not met while it is connected."""
        self.breaks: dict[int, Break] = {}
        """Where a number that counts up by one did not, by the numbers of the rows."""
        self.looked = 0
        """The number of the first row that nobody has looked at yet."""
        self.overlooked = 0
        """Rows that went before anybody could look at them."""

    def note_break(self, number: int, found: Break) -> None:
        """Note that a sequence breaks at a row; when there are too many, the oldest go."""
        self.breaks[number] = found
        if len(self.breaks) > _MOST_MARKS:
            del self.breaks[next(iter(self.breaks))]

    def mark(self, number: int) -> None:
        """Mark a row; when there are too many marks, the oldest go."""
        self.marks.add(number)
        if len(self.marks) > _MOST_MARKS:
            self.marks.remove(min(self.marks))
