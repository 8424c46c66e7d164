"""SampleColumns: the samples of an endpoint in columns, which take an eighth of what objects take."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, overload

from tui.model.check import Outcome, Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SampleColumns"]

_OUTCOMES = tuple(Outcome)
_NUMBERS = {outcome: number for number, outcome in enumerate(_OUTCOMES)}
_COLUMNS = ("_starts", "_marks", "_latencies", "_statuses", "_spans")
_OUTCOME, _COUNTED, _TAINTED = 3, 4, 8
"""The bits of a mark."""
_MICROS = 1_000_000
_NO_LATENCY = 2**32 - 1
_MOST = _NO_LATENCY - 1
_NO_STATUS = 0


class SampleColumns:
    """A list of samples to a ring: each is made when somebody looks at it.

    An endpoint that is checked every second has 21,600 of them, a board a
    thousand such endpoints. Latencies are kept in whole microseconds, up to an
    hour; a span is one of the few that there are.
    """

    __slots__ = (*_COLUMNS, "_lengths")

    def __init__(self) -> None:
        self._starts = array("d")
        self._latencies = array("I")
        self._spans = array("H")
        """Where in `_lengths` the span is."""
        self._lengths: list[float] = []
        self._statuses = array("h")
        self._marks = array("B")

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, slots: int) -> Sample: ...

    @overload
    def __getitem__(self, slots: slice) -> list[Sample]: ...

    def __getitem__(self, slots: int | slice) -> Sample | list[Sample]:
        columns = [getattr(self, name)[slots] for name in _COLUMNS]
        return self._sample(*columns) if isinstance(slots, int) else list(map(self._sample, *columns))

    @overload
    def __setitem__(self, slots: int, new: Sample | None) -> None: ...

    @overload
    def __setitem__(self, slots: slice, new: Sequence[Sample]) -> None: ...

    def __setitem__(self, slots: int | slice, new: Sample | Sequence[Sample] | None) -> None:
        """Put samples in the place of others; what has been let go may as well stay."""
        if isinstance(slots, int):
            if isinstance(new, Sample):
                self._put(slots, new)
            return
        for slot, sample in enumerate(new or (), slots.start or 0):  # type: ignore[arg-type]  # as the overload says
            if slot < len(self):
                self._put(slot, sample)
            else:
                self.append(sample)

    def append(self, new: Sample) -> None:
        """Add one more sample."""
        self._starts.append(new.at)
        self._latencies.append(_micros(new.latency))
        self._spans.append(self._place_of(new.span))
        self._statuses.append(new.status or _NO_STATUS)
        self._marks.append(_mark(new))

    def copy(self) -> SampleColumns:
        """Return the same samples, which go their own way."""
        other = SampleColumns()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name)[:])
        return other

    def _put(self, slot: int, new: Sample) -> None:
        self._starts[slot] = new.at
        self._latencies[slot] = _micros(new.latency)
        self._spans[slot] = self._place_of(new.span)
        self._statuses[slot] = new.status or _NO_STATUS
        self._marks[slot] = _mark(new)

    def _place_of(self, span: float) -> int:
        if span not in self._lengths:
            self._lengths.append(span)
        return self._lengths.index(span)

    def _sample(self, at: float, mark: int, latency: int, status: int, place: int) -> Sample:
        """Make the sample of one slot, of which each column has a part."""
        return Sample(
            at,
            _OUTCOMES[mark & _OUTCOME],
            None if latency == _NO_LATENCY else latency / _MICROS,
            status or None,
            self._lengths[place],
            mark & _COUNTED != 0,
            mark & _TAINTED != 0,
        )


def _micros(latency: float | None) -> int:
    return _NO_LATENCY if latency is None else min(_MOST, round(latency * _MICROS))


def _mark(sample: Sample) -> int:
    return _NUMBERS[sample.outcome] | _COUNTED * sample.is_counted | _TAINTED * sample.is_tainted
