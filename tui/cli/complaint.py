"""Complaint: why something could not be done, for people."""

from __future__ import annotations

import sys

__all__ = ["CANNOT", "complain"]

CANNOT = 2
"""The exit code: asyncdash could not do what was asked."""


def complain(text: str) -> int:
    """Say on standard error why it could not be done, and return the exit code of that."""
    sys.stderr.write(f"{text}\n")
    return CANNOT
