"""Retry-After: how long a server asks to be left alone (RFC 9110, section 10.2.3)."""

from __future__ import annotations

from tui.model.conditions.facts import FactError
from tui.model.conditions.instant import parse_instant

__all__ = ["retry_after"]

_DIGITS = 9
"""More of them would be a wait of decades."""


def retry_after(field: str | None, *, now: float) -> float | None:
    """Return the seconds to wait that the field asks for, as a number or as a date; `None`: for none."""
    text = (field or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:_DIGITS])
    try:
        return max(0.0, parse_instant(text) - now)
    except FactError:
        return None
