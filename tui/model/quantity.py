"""Times and sizes with their units, read from text and written back in the same notation."""

from __future__ import annotations

import math
import re

__all__ = ["SIZE_UNITS", "TIME_UNITS", "parse_duration", "parse_size", "write_duration", "write_size"]

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


def write_duration(seconds: float) -> str:
    """Write a time with one unit and four digits, enough to see on which side of a limit it is."""
    length = abs(seconds)
    if not math.isfinite(seconds):
        return str(seconds)
    if length < 1:
        return f"{seconds * 1_000:.4g}ms"
    if length < 2 * _MINUTE:
        return f"{seconds:.4g}s"
    if length < 2 * _HOUR:
        return f"{seconds / _MINUTE:.4g}m"
    if length < _TWO_DAYS:
        return f"{seconds / _HOUR:.4g}h"
    return f"{seconds / _DAY:.4g}d" if length < _GIGA else f"{seconds / _DAY:.0f}d"


def write_size(length: float) -> str:
    """Write a number of bytes with one unit, as conditions read it."""
    for factor, unit in ((_GIGA, "GB"), (_MEGA, "MB"), (_KILO, "KB")):
        if length >= factor:
            return f"{length / factor:.4g}{unit}"
    return f"{length:.4g}B"


def _split(text: str) -> tuple[str, str] | None:
    found = _QUANTITY.fullmatch(text.strip())
    return (found[1], found[2]) if found else None
