"""SampleChoice: which check of an endpoint is looked at, and which ones it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.advice import GONE, NOTHING_YET

if TYPE_CHECKING:
    from tui.model.check import CheckResult
    from tui.model.endpoint import Endpoint
    from tui.model.endpoint_state import EndpointState

__all__ = ["SampleChoice"]

_UNCOUNTED = -1
"""The number of a result that is no sample."""


class SampleChoice:
    """Live it goes along with the newest check; a chosen one stays, even when memory lets it go."""

    def __init__(self, state: EndpointState, number: int | None = None) -> None:
        self.state = state
        self.selected: int | None = None
        """The number of the chosen sample; `None`: live."""
        self.frozen_end: int | None = None
        """The number after the newest sample when the view was frozen; `None`: it is not."""
        self.marked: tuple[int, CheckResult] | None = None
        """The sample that the user compares with."""
        self.once: tuple[Endpoint, CheckResult] | None = None
        """What was sent by hand and is shown in place of a sample, with what came of it."""
        self._kept: tuple[int, CheckResult | None] | None = None
        self._good: tuple[int, CheckResult | None] | None = None
        self._first = number
        """The sample that was shown at first; `None`: the newest."""
        if number is not None:
            self.choose(number)

    @property
    def end(self) -> int:
        """The number after the newest sample in view."""
        return self.state.samples.end if self.frozen_end is None else self.frozen_end

    @property
    def number(self) -> int:
        """The number of the sample that is shown; -1: there is none yet."""
        if self.selected is not None and self.selected not in self.state.samples:
            self.selected = None
        return self.end - 1 if self.selected is None else self.selected

    @property
    def is_live(self) -> bool:
        """Is it the newest, whichever that is?"""
        return not self.is_chosen and self.frozen_end is None

    @property
    def is_chosen(self) -> bool:
        """Has somebody chosen to see something else than the newest sample?"""
        return self.selected is not None or self.once is not None

    @property
    def endpoint(self) -> Endpoint:
        """What was asked for: the endpoint, or what was made of it to be sent once."""
        return self.state.endpoint if self.once is None else self.once[0]

    @property
    def at(self) -> float | None:
        """When what is chosen began; `None`: live."""
        if self.once is not None:
            return self.once[1].started_at
        if self.selected is None or self.selected not in self.state.samples:
            return None
        return self.state.samples[self.selected].at

    def result(self) -> CheckResult | None:
        """Return the result that is shown; `None`: it has gone, or there is none yet."""
        if self.once is not None:
            return self.once[1]
        number = self.number
        if self._kept is None or self._kept[0] != number:
            self._kept = (number, self.state.result(number))
        return self._kept[1]

    def good_before(self) -> CheckResult | None:
        """Return the newest good result with a response before the one that is shown."""
        number = self.number if self.once is None else self.end
        if self._good is None or self._good[0] != number:
            self._good = (number, self.state.good_before(number))
        return self._good[1]

    def baseline(self) -> CheckResult | None:
        """Return what the shown result is compared with: the mark, else the good one before."""
        if self.marked is not None and self.marked[1] is not self.result():
            return self.marked[1]
        return self.good_before()

    def otherwise(self) -> str:
        """Say why there is no result to show."""
        if self.number >= 0:
            return GONE
        return "paused — {pause resumes it}" if self.state.is_paused else NOTHING_YET

    def choose(self, number: int | None) -> None:
        """Show that sample; `None`: go along with the newest."""
        self.once = None
        known = number is not None and number in self.state.samples
        self.selected = number if known else None

    def leave(self) -> bool:
        """Go back to what was shown at first; return whether it was something else that somebody has chosen.

        Who came for a sample of the past leaves it to where he came from, not to the newest one.
        """
        if self.once is None and (self.selected is None or self._first is not None):
            return False
        self.choose(self._first)
        return True

    def step(self, steps: int) -> bool:
        """Go to a later sample, or an earlier one if negative; beyond the newest it is live again."""
        number = self.number + steps
        if number < self.state.samples.start:
            return False
        self.choose(number if number < self.end - 1 else None)
        return True

    def mark(self) -> CheckResult | None:
        """Compare with the shown result from now on, or no longer; return it if it is the mark now."""
        number, result = self.number if self.once is None else _UNCOUNTED, self.result()
        if self.marked is not None and self.marked[1] is result:
            self.marked = None
        elif result is not None:
            self.marked = (number, result)
            return result
        return None

    def show_once(self, endpoint: Endpoint, result: CheckResult) -> None:
        """Show what was sent by hand, and what came of it."""
        self.selected, self.once = None, (endpoint, result)

    def freeze(self, *, is_frozen: bool) -> None:
        """Look at what there is now, and at nothing that comes later."""
        self.frozen_end = self.state.samples.end if is_frozen else None
