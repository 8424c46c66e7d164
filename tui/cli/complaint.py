"""Complaint: why something could not be done, for people."""

from __future__ import annotations

import sys

__all__ = ["CANNOT", "complain", "tell"]

CANNOT = 2
"""The exit code: asyncdash could not do what was asked."""


def complain(text: str) -> int:
    """Say on standard error why it could not be done, and return the exit code of that."""
    tell(text)
    return CANNOT


def tell(text: str) -> None:
    """Say something on standard error, if anybody can be told there."""
    from contextlib import suppress  # noqa: PLC0415 - what --version can do without

    if sys.stderr is None:
        return
    with suppress(OSError):  # closed, or a full disk: the exit code has to do
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
