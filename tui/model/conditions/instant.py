"""Instants as servers write them: HTTP dates, RFC 3339, seconds or milliseconds since the epoch."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from tui.model.conditions.facts import FactError
from tui.model.conditions.show import describe

__all__ = ["parse_instant"]

_MILLISECONDS: Final = 100_000_000_000
"""As seconds, a number this large would be beyond the year 5000."""


def parse_instant(value: object) -> float:
    """Return the seconds since the epoch that a value states.

    Raises:
        FactError: It is no instant, or a local time of an unknown place.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value if abs(value) < _MILLISECONDS else value / 1_000
    if isinstance(value, str):
        moment = _parse(value.strip())
        if moment is not None:
            return moment.timestamp()
    msg = f"{describe(value)} is no date: its age is unknown"
    raise FactError(msg)


def _parse(text: str) -> datetime | None:
    """Read an HTTP date (RFC 9110, section 5.6.7) or a date of RFC 3339."""
    try:
        if text[:1].isdigit():
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else None
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
