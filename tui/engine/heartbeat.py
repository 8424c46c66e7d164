"""Heartbeat: our own pings (RFC 6455, section 5.5.2), when they are due and what comes back."""

from __future__ import annotations

import struct

__all__ = ["Heartbeat"]

_PAYLOAD = struct.Struct("!Qd")
_MOST_PENDING = 16
_LOOK_EVERY = 1.0
_SHORTEST_WAIT = 0.01


class Heartbeat:
    """Says when to ping and when to give up, and measures round trips; times are monotonic seconds.

    Whatever comes from the server shows that it is there: one that talks but
    does not answer pings is odd, not gone.
    """

    def __init__(self) -> None:
        self._number = 0
        self._pending: dict[bytes, float] = {}
        """When each ping was sent, the oldest first."""
        self._pinged_at: float | None = None
        self._waiting_since: float | None = None
        """When the first ping was sent after which nothing has come."""
        self._signs = 0

    def hear(self, signs: int) -> None:
        """Take in how many signs of life there have been so far."""
        if signs != self._signs:
            self._signs = signs
            self._waiting_since = None

    def is_overdue(self, now: float, timeout: float) -> bool:
        """Has nothing come for that long since a ping?"""
        return self._waiting_since is not None and now - self._waiting_since >= timeout

    def is_due(self, now: float, interval: float) -> bool:
        """Is it time for a ping? With an interval of 0 it never is."""
        return interval > 0 and (self._pinged_at is None or now - self._pinged_at >= interval)

    def wait(self, now: float, interval: float, timeout: float) -> float:
        """Return the seconds until it is worth looking again: a second at most, as settings may change."""
        moments = [now + _LOOK_EVERY]
        if interval > 0 and self._pinged_at is not None:
            moments.append(self._pinged_at + interval)
        if self._waiting_since is not None:
            moments.append(self._waiting_since + timeout)
        return max(_SHORTEST_WAIT, min(moments) - now)

    def ping(self, now: float) -> bytes:
        """Return the payload of the next ping, which is sent now."""
        self._number += 1
        payload = _PAYLOAD.pack(self._number, now)
        self._pending[payload] = self._pinged_at = now
        if self._waiting_since is None:
            self._waiting_since = now
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
