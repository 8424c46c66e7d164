"""Mask: keeps secrets out of everything that is shown, copied, logged or recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MASKED", "Mask", "is_secret_name"]

MASKED = "•••"
_SHORTEST = 4
_SECRET_NAME = re.compile(r"authorization|cookie|token|secret|passw(or)?d|api[-_]?key", re.IGNORECASE)


def is_secret_name(name: str) -> bool:
    """Does a header or key of this name hold something that nobody should see?"""
    return _SECRET_NAME.search(name) is not None


class Mask:
    """Replaces every secret value that it knows by `MASKED`."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know these values; those of under four characters would mask half of every text."""
        values = sorted({value for value in secrets if len(value) >= _SHORTEST}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, values))) if values else None

    def __call__(self, text: str) -> str:
        """Return the text without the secrets in it."""
        return self._pattern.sub(MASKED, text) if self._pattern else text

    def value(self, name: str, text: str) -> str:
        """Return the value of a header or key: nothing of it when the name says that it is secret."""
        return MASKED if is_secret_name(name) else self(text)
