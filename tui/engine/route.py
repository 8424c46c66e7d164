"""Whether there is a way from this machine to the rest of the world."""

from __future__ import annotations

from contextlib import suppress
from socket import AF_INET, AF_INET6, SOCK_DGRAM, socket

__all__ = ["has_route"]

_ANYWHERE = ((AF_INET, "192.0.2.1"), (AF_INET6, "2001:db8::1"))
"""Addresses for documentation (RFC 5737, RFC 3849): only a default route leads there."""
_DISCARD = 9


def has_route() -> bool:
    """Ask the system for a way out; connecting a datagram socket sends nothing."""
    for family, address in _ANYWHERE:
        with suppress(OSError), socket(family, SOCK_DGRAM) as probe:
            probe.settimeout(0)
            probe.connect((address, _DISCARD))
            return True
    return False
