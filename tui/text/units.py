"""Numbers as people read them: times, sizes, rates, shares; narrow, and of a width that is promised."""

from __future__ import annotations

import math
from datetime import UTC, datetime

__all__ = [
    "NOTHING",
    "ago",
    "clock",
    "count",
    "counted",
    "dated",
    "distance",
    "duration",
    "percent",
    "rate",
    "size",
    "span",
    "stamp",
]

NOTHING = "—"
"""What stands where there is no number."""

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MANY_DAYS = 100
_LONGEST = 99_999 * _DAY
_THOUSAND = 1_000
_TEN = 10


def duration(seconds: float | None) -> str:
    """Write how long something took, in at most six characters: "9ms", "1.24s", "2m51s"."""
    if seconds is None or not math.isfinite(seconds):
        return NOTHING
    seconds = min(max(0.0, seconds), _LONGEST)
    millis = seconds * _THOUSAND
    if millis < 0.1:  # noqa: PLR2004 - the smallest that is written
        return "<0.1ms" if millis > 0 else "0ms"
    if millis < _TEN:
        return f"{_short(millis, 1)}ms"
    if round(millis) < _THOUSAND:
        return f"{millis:.0f}ms"
    if round(seconds, 1) >= _MINUTE:
        return _pair(seconds)
    return f"{seconds:.2f}s" if round(seconds, 2) < _TEN else f"{seconds:.1f}s"


def distance(seconds: float) -> str:
    """Write how far one moment is after another, with its sign: "+84ms", "-1.24s"; "<0.1ms" has none."""
    length = duration(abs(seconds))
    return length if length.startswith("<") else f"{'-' if seconds < 0 else '+'}{length}"


def span(seconds: float | None) -> str:
    """Write an age or an interval, in at most six characters: "48s", "5m", "1h12m"."""
    if seconds is None or not math.isfinite(seconds):
        return NOTHING
    seconds = min(max(0.0, seconds), _LONGEST)
    if seconds < _TEN:
        return f"{_short(seconds, 2 if seconds < 1 else 1)}s"
    return _pair(seconds) if seconds >= _MINUTE else f"{int(seconds)}s"


def size(length: float) -> str:
    """Write a number of bytes, in at most seven characters: "139 B", "1.3 kB", "12.4 MB"."""
    if math.isnan(length):
        return NOTHING
    if length < _THOUSAND:
        return f"{int(max(0, length))} B"
    value = float(min(length, 999e18))
    units = iter(("kB", "MB", "GB", "TB", "PB", "EB"))
    unit = next(units)
    value /= _THOUSAND
    while round(value) >= _THOUSAND:
        unit = next(units)
        value /= _THOUSAND
    return f"{value:.1f} {unit}" if round(value, 1) < _TEN * _TEN else f"{value:.0f} {unit}"


def rate(per_second: float) -> str:
    """Write how often something happens, in at most six characters: "0.5/s", "142/s", "12k/s"."""
    if not math.isfinite(per_second):
        return NOTHING
    if per_second < 0.1:  # noqa: PLR2004 - the smallest that is written
        return "<0.1/s" if per_second > 0 else "0/s"
    for unit in ("", "k", "M", "G"):
        if round(per_second, 1) < _TEN:
            return f"{_short(per_second, 1)}{unit}/s"
        if round(per_second) < _THOUSAND:
            return f"{per_second:.0f}{unit}/s"
        per_second /= _THOUSAND
    return ">1T/s"


def count(number: int) -> str:
    """Write a whole number with its thousands apart: "611,204"."""
    return f"{number:,}"


def counted(number: int, noun: str) -> str:
    """Write how many of something there are: "1 feed", "1,204 messages"."""
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"


def percent(share: float | None) -> str:
    """Write a share of one in percent, in at most four characters and without the sign.

    Only all is "100" and only nothing is "0": 99.99 % up is not perfect.
    """
    if share is None or math.isnan(share):
        return NOTHING
    if share >= 1:
        return "100"
    if share <= 0:
        return "0"
    tenths = min(999, max(1, math.floor(share * _THOUSAND + 1e-9)))
    return f"{tenths / _TEN:.1f}"


def clock(epoch: float, *, millis: bool = False) -> str:
    """Write the local time of day of an instant: "09:41:07", with `millis` "09:41:07.162"."""
    try:
        moment = datetime.fromtimestamp(epoch).astimezone()
    except (OverflowError, ValueError, OSError):
        return "--:--:--.---" if millis else "--:--:--"
    return moment.isoformat(" ", "milliseconds" if millis else "seconds")[11 : 23 if millis else 19]


def dated(epoch: float, now: float) -> str:
    """Write the local time of day of an instant, with the day if that is not today's: "Nov 22 23:10:04"."""
    try:
        moment, today = (datetime.fromtimestamp(each).astimezone() for each in (epoch, now))
    except (OverflowError, ValueError, OSError):
        return clock(epoch)
    return clock(epoch) if moment.date() == today.date() else f"{moment:%b %d} {clock(epoch)}"


def stamp(epoch: float) -> str:
    """Write an instant in full: "2026-11-22 09:41:07 UTC"."""
    try:
        moment = datetime.fromtimestamp(epoch, UTC)
    except (OverflowError, ValueError, OSError):
        return NOTHING
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def ago(epoch: float, now: float) -> str:
    """Write how far an instant is from now: "48s ago", "now", "in 8s"."""
    age = now - epoch
    if math.isnan(age):
        return NOTHING
    if abs(age) < 1:
        return "now"
    return f"{span(age)} ago" if age > 0 else f"in {span(-age)}"


def _short(value: float, digits: int) -> str:
    """Write a number of that many decimals, without zeros at its end."""
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".")


def _pair(seconds: float) -> str:
    """Write a minute or more in its two largest units, the smaller only when it is not zero."""
    whole = round(seconds)
    if whole < _HOUR:
        large, small, units = whole // _MINUTE, whole % _MINUTE, "ms"
    elif whole < _DAY:
        large, small, units = whole // _HOUR, whole % _HOUR // _MINUTE, "hm"
    else:
        large, small, units = whole // _DAY, whole % _DAY // _HOUR, "dh"
        if large >= _MANY_DAYS:
            return f"{large}d"
    return f"{large}{units[0]}{small}{units[1]}" if small else f"{large}{units[0]}"
