"""The app: it opens the engine, repaints what changed, and answers what screens ask for."""

from __future__ import annotations

from tui.app.dashboard import Dashboard

__all__ = ["Dashboard"]
