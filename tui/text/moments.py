"""Moments: a time of day, or how long ago, as somebody types it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tui.model.quantity import parse_duration

__all__ = ["moment_fault", "moment_of"]

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_DAY = timedelta(days=1)


def moment_of(text: str, *, now: float) -> float:
    """Return the moment, in seconds since the epoch, that "9:41", "09:41:07" or "5m" (ago) states.

    A time of day is one that has been: today, or yesterday.

    Raises:
        ValueError: It states none.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return now - parse_duration(text.strip().removesuffix("ago").rstrip())
    hour, minute, second = (int(each or 0) for each in found.groups())
    today = datetime.fromtimestamp(now).astimezone()
    stated = today.replace(hour=hour, minute=minute, second=second, microsecond=0)
    return (stated if stated.timestamp() <= now else stated - _DAY).timestamp()


def moment_fault(text: str, *, now: float) -> str | None:
    """Return why a text states no moment; `None`: it states one."""
    try:
        moment_of(text, now=now)
    except ValueError:
        return f"not a moment: {text}, write e.g. 09:41, 09:41:07 or 5m"
    return None
