"""The app: it opens the engine, repaints what changed, and answers what screens ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app.dashboard import Dashboard

__all__ = ["Dashboard"]

_TEXTUAL = {"ESCDELAY": "25", "TEXTUAL_FPS": "120"}
"""What Textual reads when it is imported.

The milliseconds that it waits for the rest of a sequence after Escape, and how
many frames a second it draws at most: the answer to a key that is pressed just
after a frame waits for the next.
"""


def __getattr__(name: str) -> object:
    """Import the dashboard, and Textual with it, when somebody asks for it."""
    if name == "Dashboard":
        for variable, value in _TEXTUAL.items():
            os.environ.setdefault(variable, value)
        from tui.app.dashboard import Dashboard  # noqa: PLC0415

        return Dashboard
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
