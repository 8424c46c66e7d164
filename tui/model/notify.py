"""Notify: who is told when the health of something changes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from msgspec import field

from tui.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.model.condition import Condition

__all__ = ["Notify", "NotifyVia"]


class NotifyVia(StrEnum):
    """The way a notification goes."""

    DESKTOP = "desktop"
    BELL = "bell"
    WEBHOOK = "webhook"
    EXEC = "exec"


class Notify(Record, frozen=True, kw_only=True):
    """One rule of who is told, and how."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset({"secret"})

    via: NotifyVia
    when: Condition | None = None
    """`None`: at every change of health."""
    url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: str | None = None
    """The key of the HMAC-SHA256 that signs a webhook's body."""
    template: str | None = None
    command: tuple[str, ...] = ()
    remind: float | None = None
    """Seconds between repetitions while it lasts; `None`: once."""
