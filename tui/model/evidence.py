"""Evidence: the results of an endpoint that are kept for longer than the newest, to be compared with."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from tui.model.ring import Ring

if TYPE_CHECKING:
    from tui.model.check import CheckResult

__all__ = ["RESULT_BYTES", "Evidence"]

RESULT_BYTES = 4_000_000
"""What the newest results of one endpoint may take, whole, and once more those that failed."""

_FAILING = 20
_LARGEST = 4
"""How many times as large as all the newest together a result may be to be kept for the next one."""


class Evidence:
    """What failed, each with the good result before, and the newest two good ones, whatever their size."""

    def __init__(self) -> None:
        self.failing: Ring[tuple[int, CheckResult, CheckResult | None]] = Ring(_FAILING, RESULT_BYTES)
        """The newest bad results under their numbers, each with the good one before."""
        self.newest_good: CheckResult | None = None
        """The newest good result with a response, however long ago."""
        self._weight = 0
        """Of that one."""
        self._good_before: CheckResult | None = None
        """The good one before that."""

    def add(self, number: int, result: CheckResult, weight: int, *, is_good: bool) -> None:
        """Keep a result of about so many bytes, if it is any evidence."""
        good = self.newest_good
        if not is_good:
            newest = self.failing.newest
            is_shared = good is None or (newest is not None and newest[2] is good)
            self.failing.append((number, result, good), weight if is_shared else weight + self._weight)
        elif result.exchange is not None:
            is_small = self._weight <= _LARGEST * (self.failing.max_size or RESULT_BYTES)
            self._good_before = good if is_small else None
            self.newest_good, self._weight = result, weight

    def result(self, number: int) -> CheckResult | None:
        """Return the bad result of that number, if it is kept."""
        return next((result for kept, result, _ in self.failing if kept == number), None)

    def good_before(self, number: int, result: CheckResult | None) -> CheckResult | None:
        """Return the good result before the one of a number, which is `result` if that is kept."""
        if self._good_before is not None and self.newest_good is result:
            return self._good_before
        return next((good for kept, _, good in self.failing if kept == number), None)

    def until(self, number: int, newest_good: CheckResult | None) -> Evidence:
        """Return what there was before a number, to be read only, with the good result of that time."""
        past = Evidence()
        kept = (at for at in range(self.failing.start, self.failing.end) if self.failing[at][0] >= number)
        past.failing = self.failing.until(next(kept, self.failing.end))
        past.newest_good = newest_good
        if newest_good is self.newest_good:
            past._good_before = self._good_before
        return past

    def copy(self) -> Evidence:
        """Return the same, which goes its own way."""
        other = copy(self)
        other.failing = self.failing.copy()
        return other
