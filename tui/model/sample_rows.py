"""SampleRows: the samples of an endpoint, packed into seventeen bytes each."""

from __future__ import annotations

import struct
from itertools import starmap
from typing import TYPE_CHECKING, overload

from tui.model.check import Outcome, Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SampleRows"]

_ROW = struct.Struct("<dIHHB")
"""When it started, its latency, its status, which span it speaks for, and its outcome with the flags."""
_SIZE = _ROW.size
_OUTCOMES = tuple(Outcome)
_NUMBERS = {outcome: number for number, outcome in enumerate(_OUTCOMES)}
_OUTCOME, _COUNTED, _TAINTED = 3, 4, 8
_MICROS = 1_000_000
_NO_LATENCY = 2**32 - 1
_LONGEST = _NO_LATENCY - 1
_NO_STATUS = 0


class SampleRows:
    """A list of samples to a ring: each is made when somebody looks at it.

    An endpoint that is checked every second has 21,600 of them, a board a
    thousand such endpoints. Latencies are kept in whole microseconds, up to an
    hour; a span is one of the few that there are.
    """

    __slots__ = ("_rows", "_spans")

    def __init__(self) -> None:
        self._rows = bytearray()
        self._spans: list[float] = []

    def __len__(self) -> int:
        return len(self._rows) // _SIZE

    @overload
    def __getitem__(self, slots: int) -> Sample: ...

    @overload
    def __getitem__(self, slots: slice) -> list[Sample]: ...

    def __getitem__(self, slots: int | slice) -> Sample | list[Sample]:
        if isinstance(slots, int):
            return self._sample(*_ROW.unpack_from(self._rows, slots * _SIZE))
        first, end, _ = slots.indices(len(self))
        return list(starmap(self._sample, _ROW.iter_unpack(self._rows[first * _SIZE : end * _SIZE])))

    @overload
    def __setitem__(self, slots: int, new: Sample | None) -> None: ...

    @overload
    def __setitem__(self, slots: slice, new: Sequence[Sample]) -> None: ...

    def __setitem__(self, slots: int | slice, new: Sample | Sequence[Sample] | None) -> None:
        """Put samples in the place of others; what has been let go may as well stay."""
        if isinstance(slots, slice):
            first, end, _ = slots.indices(len(self))
            self._rows[first * _SIZE : end * _SIZE] = b"".join(map(self._row, new or ()))  # type: ignore[arg-type]  # as the overload says
        elif isinstance(new, Sample):
            self._rows[slots * _SIZE : (slots + 1) * _SIZE] = self._row(new)

    def append(self, new: Sample) -> None:
        """Add one more sample."""
        self._rows += self._row(new)

    def copy(self) -> SampleRows:
        """Return the same samples, which go their own way."""
        other = SampleRows()
        other._rows, other._spans = self._rows[:], self._spans[:]
        return other

    def _row(self, sample: Sample) -> bytes:
        latency = sample.latency
        if sample.span not in self._spans:
            self._spans.append(sample.span)
        return _ROW.pack(
            sample.at,
            _NO_LATENCY if latency is None else min(_LONGEST, round(latency * _MICROS)),
            sample.status or _NO_STATUS,
            self._spans.index(sample.span),
            _NUMBERS[sample.outcome] | _COUNTED * sample.is_counted | _TAINTED * sample.is_tainted,
        )

    def _sample(self, at: float, latency: int, status: int, span: int, mark: int) -> Sample:
        return Sample(
            at,
            _OUTCOMES[mark & _OUTCOME],
            None if latency == _NO_LATENCY else latency / _MICROS,
            status or None,
            self._spans[span],
            mark & _COUNTED != 0,
            mark & _TAINTED != 0,
        )
