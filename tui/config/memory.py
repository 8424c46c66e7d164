"""Memory: what the user chose last time, kept beside the history and never in the configuration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MEMORY", "Memory"]

MEMORY = "view.json"
"""The name of the file."""


class Memory:
    """A few choices in a file of the state directory; one that cannot be read or written is no fault."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / MEMORY
        self._choices = self._load()

    def recall(self, name: str) -> object:
        """Return the choice of that name, if one was made."""
        return self._choices.get(name)

    def remember(self, name: str, choice: object) -> None:
        """Keep a choice for the next time."""
        self._choices[name] = choice
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(self._choices), encoding="utf-8")
        except OSError:
            # On a file system that is read only, a choice lasts until the end of the session.
            return

    def _load(self) -> dict[str, object]:
        try:
            choices = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return choices if isinstance(choices, dict) else {}
