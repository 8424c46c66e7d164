"""Grid: the moments at which something is due, and how many things share the time without a crowd."""

from __future__ import annotations

import math
from zlib import crc32

from msgspec import Struct

__all__ = ["Grid", "phase", "share"]

_SOON = 2.0
_CRC_VALUES = 2**32


class Grid(Struct, frozen=True):
    """The moments `anchor + n * interval` for every whole n.

    Each moment is computed from the anchor and never from the one before, so
    that the schedule of a week is as exact as that of the first minute.
    """

    anchor: float
    """One of the moments, in monotonic seconds."""
    interval: float
    """Seconds from one moment to the next."""

    def moment(self, number: int) -> float:
        """Return the moment of that number."""
        return self.anchor + number * self.interval

    def next_after(self, moment: float) -> float:
        """Return the first moment of the grid that is later than `moment`."""
        number = math.floor((moment - self.anchor) / self.interval)
        while self.moment(number) <= moment:
            number += 1
        return self.moment(number)


def phase(name: str, interval: float) -> float:
    """Return where in its interval something of that name is due, from 0 to `interval`.

    The same name always has the same place, and many names fill the interval
    evenly: checks that all start together measure the queue that they form.
    """
    return crc32(name.encode(errors="surrogatepass")) / _CRC_VALUES * interval


def share(index: int, count: int, interval: float) -> float:
    """Return the seconds after which the first check of item `index` of `count` begins.

    Nobody likes to wait a whole interval for the first result, so they all
    come within two seconds, but one after another.
    """
    return index * min(interval, _SOON) / count
