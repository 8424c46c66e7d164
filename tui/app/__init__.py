"""The app: it opens the engine, repaints what changed, and answers what screens ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app.dashboard import Dashboard

__all__ = ["Dashboard"]


def __getattr__(name: str) -> object:
    """Import the dashboard, and Textual with it, when somebody asks for it."""
    if name == "Dashboard":
        from tui.app.dashboard import Dashboard  # noqa: PLC0415

        return Dashboard
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
