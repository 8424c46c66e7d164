"""What is usual for an endpoint: the median of each phase, and where a slow check spent more than that."""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING

from msgspec.structs import astuple

from tui.model.phases import Phases
from tui.model.quantity import write_measured
from tui.model.stats import percentile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["UsualPhases", "time_gone"]

_NAMES = Phases.__struct_fields__[1:]
"""All but `queued`, which is first and no part of the latency."""
_ROW = struct.Struct(f"{len(_NAMES)}e")
"""The lengths of one check in half precision (IEEE 754): three digits are good, and no more are shown."""
_SIZE = _ROW.size
_LONGEST = 65_504.0
_NONE = math.nan
_CHECKS = 240
_FEWEST = 5
_NOTABLE = 0.010
"""Seconds more than usual from which on it is worth a sentence."""
_NOTABLE_SHARE = 0.5
"""The share of the usual time that it has to be as well."""
_ALL, _MOST = 0.9, 0.5


class UsualPhases:
    """The phases of the newest checks, as numbers of two bytes: a thousand endpoints have to fit."""

    __slots__ = ("_at", "_median", "_rows")

    def __init__(self) -> None:
        self._rows = bytearray()
        self._at = 0
        self._median: Phases | None = None

    def add(self, phases: Phases) -> None:
        """Take in the phases of one more check."""
        lengths = astuple(phases)[1:]
        # Six calls of min() would be a seventh of the time that it takes to record a check.
        if self._at == len(self._rows):
            self._rows += bytes(_SIZE)
        _ROW.pack_into(
            self._rows,
            self._at,
            *[
                _NONE if each is None else each if each < _LONGEST else _LONGEST  # noqa: FURB136
                for each in lengths
            ],
        )
        self._at = (self._at + _SIZE) % (_CHECKS * _SIZE)
        self._median = None

    def median(self) -> Phases:
        """Return the median of each phase; `None` for one that has hardly ever happened."""
        if self._median is None:
            found = [_middle(column) for column in zip(*_ROW.iter_unpack(self._rows), strict=True)]
            self._median = Phases(**dict(zip(_NAMES, found, strict=False)))
        return self._median


def _middle(lengths: Iterable[float]) -> float | None:
    known = sorted(length for length in lengths if not math.isnan(length))
    return percentile(known, 50) if len(known) >= _FEWEST else None


def time_gone(phases: Phases, usual: Phases) -> str | None:
    """Return where the time went that a check took beyond what is usual, in words: "+412ms, all in tls".

    Phases that it never came to count neither way, so that a timeout is
    compared with what had happened by then.
    """
    known = [(name, length, getattr(usual, name)) for name, length in phases if name != "queued"]
    before = sum(median for _, _, median in known if median is not None)
    more = sorted(((length - (median or 0.0), name) for name, length, median in known), reverse=True)
    total = sum(excess for excess, _ in more)
    if before <= 0 or total < max(_NOTABLE, before * _NOTABLE_SHARE):
        return None
    return f"+{write_measured(total)}, {_places(more, total, usual)}"


def _places(more: Sequence[tuple[float, str]], total: float, usual: Phases) -> str:
    """Name the phases in which most of it went."""
    (first, name), *others = more
    if first >= total * _ALL:
        return f"all in {name} ({_median(usual, name)})"
    if first >= total * _MOST or not others:
        return f"{write_measured(first)} of it in {name} ({_median(usual, name)})"
    return f"most in {name} ({_median(usual, name)}) and {others[0][1]} ({_median(usual, others[0][1])})"


def _median(usual: Phases, name: str) -> str:
    median: float | None = getattr(usual, name)
    return "usually none" if median is None else f"median {write_measured(median)}"
