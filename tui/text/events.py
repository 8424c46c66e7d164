"""Events in the words of the event log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model.event import EventKind
from tui.model.health import Health
from tui.text.safe import clean
from tui.text.states import EVENT_GLYPH, glyph, tag
from tui.text.units import span

if TYPE_CHECKING:
    from tui.model.event import Event

__all__ = ["event_glyph", "event_line", "event_tag"]

_UNHEALTHY = frozenset({EventKind.STARTED, EventKind.CONFIG, EventKind.BUG, EventKind.RESUMED})
_LASTED = {
    EventKind.RECOVERED: "down",
    EventKind.CLOSED: "reconnect in",
    EventKind.DEGRADED: "for",
    EventKind.ONLINE: "offline",
}


def event_glyph(event: Event, *, ascii_only: bool = False) -> str:
    """Return the character before an event: that of the health it led to, else a dot."""
    if event.kind in {EventKind.BUG, EventKind.OFFLINE}:
        return "!"
    if event.health is None or event.kind in _UNHEALTHY:
        return "-" if ascii_only else EVENT_GLYPH
    if event.kind is EventKind.FLAPPING:
        return glyph(Health.DEGRADED, ascii_only=ascii_only)  # whichever of its states it was in
    return glyph(event.health, ascii_only=ascii_only)


def event_tag(event: Event) -> str:
    """Return the tag of an event's colour; "none" for what is not about health."""
    if event.kind in {EventKind.BUG, EventKind.OFFLINE}:
        return "err"
    if event.health is None or event.kind in _UNHEALTHY:
        return "none"
    if event.kind is EventKind.FLAPPING:
        return tag(Health.DEGRADED)
    return tag(event.health)


def event_line(event: Event) -> tuple[str, str]:
    """Return what happened, and the detail with the duration in words: ("recovered", "down 48s")."""
    parts = [clean(event.detail)] if event.detail else []
    if event.duration is not None:
        word = _LASTED.get(event.kind, "after")
        parts.insert(0 if event.kind is EventKind.RECOVERED else len(parts), f"{word} {span(event.duration)}")
    return clean(event.what), " · ".join(parts)
