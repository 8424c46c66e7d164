"""Times and sizes with their units, read from text and written as they are all over the screen."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "SIZE_UNITS",
    "TIME_UNITS",
    "parse_duration",
    "parse_size",
    "write_duration",
    "write_measured",
    "write_measured_size",
    "write_size",
]

TIME_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0}
"""Seconds by unit."""

SIZE_UNITS = {
    "b": 1,
    "kb": 1_000,
    "mb": 1_000_000,
    "gb": 1_000_000_000,
    "kib": 1_024,
    "mib": 1_048_576,
    "gib": 1_073_741_824,
}
"""Bytes by unit in small letters; the case of the letters carries no meaning."""

_QUANTITY = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)\s?([A-Za-z]*)", re.ASCII)
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_TWO_DAYS = 2 * _DAY
_KILO, _MEGA, _GIGA = 1_000, 1_000_000, 1_000_000_000
_MOST_DIGITS = 7
_TENTH, _HUNDRED = 0.1, 100
_ALIKE = 1e-9
"""Two quantities that are nearer to each other, relative to their size, are the same one."""


def parse_duration(text: str) -> float:
    """Return the seconds that a text like "500ms" or "14d" states.

    Raises:
        ValueError: It states none; a number without a unit could be anything.
    """
    number, unit = _split(text) or ("", "")
    if unit in TIME_UNITS:
        return float(number) * TIME_UNITS[unit]
    if number and not unit:
        msg = f"a time needs a unit: write {number}ms or {number}s"
        raise ValueError(msg)
    msg = f"not a time: {text!r}, write e.g. 500ms, 2s, 5m, 1h or 14d"
    raise ValueError(msg)


def parse_size(text: str) -> int:
    """Return the bytes that a text like "10KB", "64MiB" or "512" states.

    Raises:
        ValueError: It states none.
    """
    number, unit = _split(text) or ("", "")
    factor = SIZE_UNITS.get(unit.lower() or "b")
    if number and factor is not None:
        return round(float(number) * factor)
    msg = f"not a size: {text!r}, write e.g. 512, 10KB, 1MB or 64MiB"
    raise ValueError(msg)


def write_duration(seconds: float, *, digits: int = 4, limits: Iterable[float] = ()) -> str:
    """Write a time with one unit, and as many digits as it takes to see on which side of limits it is."""
    return _duration(seconds, _forms(f".{digits}g"), limits)


def write_measured(seconds: float, *, limits: Iterable[float] = ()) -> str:
    """Write how long something took, "48ms" or "1.20s", in what tells on which side of limits it is."""
    length = abs(seconds)
    form = ".2g" if length < _TENTH else "#.3g" if length < _MINUTE else ".3g"
    return _duration(seconds, _forms(form), limits)


def write_size(length: float) -> str:
    """Write a number of bytes with one unit, "40 kB"."""
    factor, unit = _size_unit(length)
    return _figures(length, factor, _forms(".4g"), ()) + unit


def write_measured_size(length: float, *, limits: Iterable[float] = ()) -> str:
    """Write how large something is, "139 B" or "40.0 kB", in what tells on which side of limits it is."""
    factor, unit = _size_unit(length)
    has_tenths = factor > 1 and round(length / factor, 1) < _HUNDRED
    return _figures(length, factor, _forms(".1f" if has_tenths else ".0f"), limits) + unit


def _duration(seconds: float, forms: Iterable[str], limits: Iterable[float]) -> str:
    if not math.isfinite(seconds):
        return str(seconds)
    length = abs(seconds)
    shortest = ((1, "ms"), (2 * _MINUTE, "s"), (2 * _HOUR, "m"), (_TWO_DAYS, "h"))
    unit = next((unit for end, unit in shortest if length < end), "d")
    return _figures(seconds, TIME_UNITS[unit], forms, limits) + unit


def _size_unit(length: float) -> tuple[int, str]:
    """Return the bytes of the unit that a size is written with, and how that is written."""
    factors = ((_GIGA, " GB"), (_MEGA, " MB"), (_KILO, " kB"))
    return next((each for each in factors if length >= each[0]), (1, " B"))


def _forms(least: str) -> Iterator[str]:
    """Give a format such as ".3g" and those of the same kind that have more digits."""
    kind, digits, letter = least[:-2], int(least[-2]), least[-1]
    return (f"{kind}{more}{letter}" for more in range(digits, _MOST_DIGITS + 1))


def _figures(quantity: float, factor: float, forms: Iterable[str], limits: Iterable[float]) -> str:
    """Write a quantity in units of so much, in the first of these formats that tells on which side it is."""
    limits, text = tuple(limits), ""
    for form in forms:
        text = f"{quantity / factor:{form}}".rstrip(".")
        if all(_side(float(text) * factor, each) == _side(quantity, each) for each in limits):
            break
    return text if "e" not in text else f"{quantity / factor:.0f}"


def _side(quantity: float, limit: float) -> int:
    """Return on which side of a limit a quantity is: -1, 0 if it is that, or 1."""
    if math.isclose(quantity, limit, rel_tol=_ALIKE):
        return 0
    return -1 if quantity < limit else 1


def _split(text: str) -> tuple[str, str] | None:
    found = _QUANTITY.fullmatch(text.strip())
    return (found[1], found[2]) if found else None
