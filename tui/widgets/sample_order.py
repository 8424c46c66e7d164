"""SampleOrder: the numbers of samples in some order, kept up as samples come and go."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from tui.model.check import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.check import Sample
    from tui.model.ring import Ring

__all__ = ["ORDERS", "SampleOrder"]

ORDERS = ("", "oldest", "slowest", "fastest")
"""Two by two: an order and the other way round; "" is the newest first, which goes without saying."""

_SIGNS = {"": -1, "oldest": 1, "slowest": -1, "fastest": 1}
_BY_LATENCY = {"slowest", "fastest"}
_FEW = 32
"""Samples that are put in or taken out one by one; of more, all are put in order anew."""


class SampleOrder:
    """The numbers of all samples, or of those that failed; of the same latency they stay in their order."""

    def __init__(self, samples: Ring[Sample], order: str, *, failed_only: bool) -> None:
        """Take the samples and one of `ORDERS`."""
        self.order = order
        self.failed_only = failed_only
        self._samples = samples
        self._numbers: list[int] = []
        self._start = self._end = 0
        """The numbers that were looked at."""

    def until(self, end: int) -> Sequence[int]:
        """Return the numbers before `end` in their order; it is kept up from call to call."""
        start = self._samples.start
        if not self.order and not self.failed_only:
            return range(end - 1, start - 1, -1)
        gone, came = range(self._start, start), range(max(self._end, start), end)
        if end < self._end or len(gone) + len(came) > _FEW:
            self._numbers = self._anew(start, end)
        else:
            self._take_out(gone)
            self._put_in(came)
        self._start, self._end = start, end
        return self._numbers

    def place(self, numbers: Sequence[int], number: int) -> int:
        """Return where a number is among those, or would be."""
        is_known = number in self._samples or self.order not in _BY_LATENCY
        return bisect_left(numbers, self._key(number), key=self._key) if is_known else 0

    def _anew(self, start: int, end: int) -> list[int]:
        sign = _SIGNS[self.order]
        samples = self._samples.since(start)[: end - start]
        numbers = [number for number, each in enumerate(samples, start) if self._is_shown(each)][::sign]
        if self.order in _BY_LATENCY:
            numbers.sort(key=lambda number: samples[number - start].latency or 0.0, reverse=sign < 0)
        return numbers

    def _take_out(self, numbers: range) -> None:
        for number in numbers:
            if number in self._numbers:
                self._numbers.remove(number)

    def _put_in(self, numbers: range) -> None:
        for number in numbers:
            if self._is_shown(self._samples[number]):
                insort(self._numbers, number, key=self._key)

    def _is_shown(self, sample: Sample) -> bool:
        return not self.failed_only or sample.outcome is Outcome.DOWN

    def _key(self, number: int) -> tuple[float, int]:
        sign = _SIGNS[self.order]
        latency = self._samples[number].latency if self.order in _BY_LATENCY else None
        return sign * (latency or 0.0), sign * number
