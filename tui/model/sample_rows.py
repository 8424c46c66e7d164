"""SampleRows: the samples of an endpoint, packed into twelve bytes each."""

from __future__ import annotations

import math
import struct
from itertools import starmap
from typing import TYPE_CHECKING, overload

from tui.model.check import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.check import Outcome

    _Kind = tuple[float, Outcome, int | None, float, bool, bool]

__all__ = ["START_RESOLUTION", "SampleRows"]

START_RESOLUTION = 1 / 4_096
"""Seconds; a power of two, so that what was rounded down once stays as it is."""
_ROW = struct.Struct("<IIHH")
"""When in its era it started, its latency, its size, and where in the kinds all the rest of it is."""
_ERA = 2**32
"""How many times the resolution an era is long: twelve days."""
_SIZE = _ROW.size
_MICROS = 1_000_000
_NO_LATENCY = 2**32 - 1
_LONGEST = (_NO_LATENCY - 1) / _MICROS
_NO_SIZE = 2**16 - 1
_DIGITS, _LARGEST = 11, 2**41 - 1
"""Bits that are kept of a size: more than are ever written of it. And the largest that can be kept."""


class SampleRows:
    """A list of samples to a ring: each is made when somebody looks at it.

    An endpoint that is checked every second has 21,600 of them, a board a
    thousand such endpoints. Starts are rounded down to a quarter of a
    millisecond, latencies kept in whole microseconds, up to an hour, sizes rounded
    down by less than a thousandth; what else there is to say of them is nearly
    always the same, their era as well.
    """

    __slots__ = ("_kinds", "_rows")

    def __init__(self) -> None:
        self._rows = bytearray()
        self._kinds: list[_Kind] = []

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
        other._rows, other._kinds = self._rows[:], self._kinds[:]
        return other

    def _row(self, sample: Sample) -> bytes:
        latency = sample.latency
        era, start = divmod(math.floor(sample.at / START_RESOLUTION), _ERA)
        began = era * _ERA * START_RESOLUTION
        kind = began, sample.outcome, sample.status, sample.span, sample.is_counted, sample.is_tainted
        micros = _NO_LATENCY if latency is None else round(min(_LONGEST, latency) * _MICROS)
        return _ROW.pack(start, micros, _packed(sample.size), self._number(kind))

    def _number(self, kind: _Kind) -> int:
        """Return where in the kinds one is, from now on."""
        try:
            return self._kinds.index(kind)
        except ValueError:
            self._kinds.append(kind)
            return len(self._kinds) - 1

    def _sample(self, start: int, micros: int, packed: int, number: int) -> Sample:
        began, outcome, status, span, is_counted, is_tainted = self._kinds[number]
        latency = None if micros == _NO_LATENCY else micros / _MICROS
        at = began + start * START_RESOLUTION
        return Sample(at, outcome, latency, status, span, is_counted, is_tainted, _unpacked(packed))


def _packed(size: int | None) -> int:
    """Return a size in sixteen bits: by how many it is shifted, and its first eleven."""
    if size is None:
        return _NO_SIZE
    if size < 2**_DIGITS:
        return size
    size = min(size, _LARGEST)
    shift = size.bit_length() - _DIGITS
    return shift << _DIGITS | size >> shift


def _unpacked(packed: int) -> int | None:
    return None if packed == _NO_SIZE else packed % 2**_DIGITS << (packed >> _DIGITS)
