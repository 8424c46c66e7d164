"""JsonPathError: why something is no JSONPath, or cannot be followed."""

from __future__ import annotations

__all__ = ["JsonPathError"]


class JsonPathError(ValueError):
    """A text is no JSONPath, or a path that went too deep into a document."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        """The offset into the path, from 0."""
