"""Heartbeat: our own pings (RFC 6455, section 5.5.2), told from the server's by what they carry."""

from __future__ import annotations

import struct

__all__ = ["Heartbeat"]

_PAYLOAD = struct.Struct("!Qd")
_MOST_PENDING = 16


class Heartbeat:
    """Numbers our pings and measures how long their answers take; times are monotonic seconds."""

    def __init__(self) -> None:
        self._number = 0
        self._pending: dict[bytes, float] = {}
        """When each ping was sent, the oldest first."""

    def ping(self, now: float) -> bytes:
        """Return the payload of the next ping."""
        self._number += 1
        payload = _PAYLOAD.pack(self._number, now)
        self._pending[payload] = now
        if len(self._pending) > _MOST_PENDING:
            del self._pending[next(iter(self._pending))]
        return payload

    def round_trip(self, payload: bytes, now: float) -> float | None:
        """Return how long the ping that this pong answers was under way; `None`: it answers none of ours.

        A pong may answer several pings at once (section 5.5.3): those before it
        wait no longer.
        """
        sent_at = self._pending.get(payload)
        if sent_at is None:
            return None
        for pending in list(self._pending):
            del self._pending[pending]
            if pending == payload:
                break
        return now - sent_at
