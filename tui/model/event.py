"""Event: one line of the event log."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from tui.model.health import Health

__all__ = ["PROBLEMS", "Event", "EventKind", "event_of"]


class EventKind(StrEnum):
    """What an event tells."""

    STARTED = "started"
    DOWN = "down"
    RECOVERED = "recovered"
    DEGRADED = "degraded"
    IMPROVED = "improved"
    """No longer degraded or flaky."""
    FLAKY = "flaky"
    FLAPPING = "flapping"
    """It comes and goes; each single change is not told."""
    STEADY = "steady"
    PENDING = "pending"
    OPENED = "opened"
    CLOSED = "closed"
    REJECTED = "rejected"
    STOPPED = "stopped"
    PAUSED = "paused"
    RESUMED = "resumed"
    TRIGGERED = "triggered"
    """A message met the condition of a trigger."""
    IRREGULAR = "irregular"
    """Messages are missing, came twice, or a type of them stays away."""
    CONFIG = "config"
    OFFLINE = "offline"
    """Our own network is down: nobody else is blamed."""
    ONLINE = "online"
    BUG = "bug"
    """asyncdash itself failed; it goes on."""


PROBLEMS = frozenset(
    {
        EventKind.DOWN,
        EventKind.DEGRADED,
        EventKind.FLAKY,
        EventKind.PENDING,
        EventKind.CLOSED,
        EventKind.REJECTED,
        EventKind.STOPPED,
        EventKind.IRREGULAR,
        EventKind.BUG,
    }
)
"""What tells of a problem."""


class Event(Struct, frozen=True, kw_only=True, gc=False):
    """Something that happened, told in the words of the event log."""

    at: float
    """Seconds since the epoch."""
    source: str
    """The name of an endpoint or a feed, or "asyncdash", or "config"."""
    kind: EventKind
    what: str
    """In two or three words: "200 → 503", "closed 1006", "recovered"."""
    detail: str = ""
    health: Health | None = None
    """The health that it led to; `None`: it is not about health."""
    duration: float | None = None
    """Seconds: how long it had been down before it recovered, how long until a lost feed is tried again."""
    actions: tuple[str, ...] = ()
    """What a trigger wants done about it: `bell`, `freeze`, `dump`, `notify`."""
    number: int | None = None
    """The number of the row that it is about."""


class _Watched(Protocol):
    """An endpoint or a feed, as far as an event tells of it."""

    @property
    def name(self) -> str: ...

    @property
    def health(self) -> Health: ...


def event_of(
    state: _Watched,
    at: float,
    kind: EventKind,
    what: str,
    detail: str = "",
    *,
    duration: float | None = None,
) -> Event:
    """Return an event of an endpoint or a feed, with the health that it has now."""
    return Event(
        at=at, source=state.name, kind=kind, what=what, detail=detail, health=state.health, duration=duration
    )
