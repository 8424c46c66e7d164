"""Asides: the rows of a feed that are few and something else, so that the others can be counted exactly."""

from __future__ import annotations

from bisect import bisect_left

__all__ = ["Asides"]

_FEW = 4_096


class Asides:
    """The numbers of the rows that are something else: a notice, a control frame, perhaps also what was sent.

    There are few of them, or as many as the buffer holds. What is received is
    not noted anywhere: that must cost nothing.
    """

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._gone = 0
        self._limit = _FEW

    def add(self, number: int, oldest: int) -> None:
        """Note a row; rows before `oldest` are gone and need not be told apart any more."""
        self._numbers.append(number)
        if len(self._numbers) > self._limit:
            gone = bisect_left(self._numbers, oldest)
            del self._numbers[:gone]
            self._gone += gone
            self._limit = max(_FEW, 2 * len(self._numbers))

    def before(self, number: int) -> int:
        """Return how many there ever were before that row, which must not be gone."""
        return self._gone + bisect_left(self._numbers, number)

    def between(self, low: int, high: int) -> list[int]:
        """Return the numbers from `low` up to `high`."""
        return self._numbers[bisect_left(self._numbers, low) : bisect_left(self._numbers, high)]

    def others(self, low: int, high: int) -> int:
        """Return how many rows from `low` up to `high`, neither of which is gone, were none of these."""
        return high - low - (self.before(high) - self.before(low) if low else self.before(high))
