"""SampleColumns: the samples of an endpoint in columns, which take a fifth of what objects take."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING, overload

from tui.model.check import Outcome, Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SampleColumns"]

_OUTCOMES = tuple(Outcome)
_NUMBERS = {outcome: number for number, outcome in enumerate(_OUTCOMES)}
_COUNTED, _TAINTED = 1, 2
_NO_STATUS = 0


class SampleColumns:
    """A list of samples to a ring: each is made when somebody looks at it.

    An endpoint that is checked every second has 21,600 of them, a board a
    thousand such endpoints.
    """

    __slots__ = ("_flags", "_latencies", "_outcomes", "_spans", "_starts", "_statuses")

    def __init__(self) -> None:
        self._starts = array("d")
        self._latencies = array("d")
        self._spans = array("d")
        self._statuses = array("h")
        self._outcomes = array("b")
        self._flags = array("b")

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, slots: int) -> Sample: ...

    @overload
    def __getitem__(self, slots: slice) -> list[Sample]: ...

    def __getitem__(self, slots: int | slice) -> Sample | list[Sample]:
        columns = [getattr(self, name)[slots] for name in self.__slots__]
        return _sample(*columns) if isinstance(slots, int) else list(map(_sample, *columns))

    @overload
    def __setitem__(self, slots: int, new: Sample | None) -> None: ...

    @overload
    def __setitem__(self, slots: slice, new: Sequence[Sample]) -> None: ...

    def __setitem__(self, slots: int | slice, new: Sample | Sequence[Sample] | None) -> None:
        """Put samples in the place of others; what has been let go may as well stay."""
        if isinstance(slots, int):
            slots = slice(slots, slots + 1)
        samples = [new] if isinstance(new, Sample) else new or ()
        if not samples:
            return
        self._starts[slots] = array("d", [each.at for each in samples])
        self._latencies[slots] = array(
            "d", [math.nan if each.latency is None else each.latency for each in samples]
        )
        self._spans[slots] = array("d", [each.span for each in samples])
        self._statuses[slots] = array("h", [each.status or _NO_STATUS for each in samples])
        self._outcomes[slots] = array("b", [_NUMBERS[each.outcome] for each in samples])
        self._flags[slots] = array(
            "b", [_COUNTED * each.is_counted | _TAINTED * each.is_tainted for each in samples]
        )

    def copy(self) -> SampleColumns:
        """Return the same samples, which go their own way."""
        other = SampleColumns()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name)[:])
        return other


def _sample(flags: int, latency: float, outcome: int, span: float, at: float, status: int) -> Sample:  # noqa: PLR0917 - in the order of the columns
    """Make the sample of one slot, of which each column has a part."""
    return Sample(
        at,
        _OUTCOMES[outcome],
        None if math.isnan(latency) else latency,
        status or None,
        span,
        flags & _COUNTED != 0,
        flags & _TAINTED != 0,
    )
