"""JsonPath: a JSONPath of RFC 9535, compiled once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.model.conditions.json_path_error import JsonPathError

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["JsonPath", "JsonPathError"]

_NAME = r"[A-Za-z_\u0080-\ud7ff\ue000-\U0010ffff][0-9A-Za-z_\u0080-\ud7ff\ue000-\U0010ffff]*"
_INDEX = r"0|-?[1-9][0-9]{0,14}"
_KEY = r"""(?P<q>['"])(?P<key>[^'"\\\x00-\x1f]*)(?P=q)"""
_STEP = rf"\.(?P<name>{_NAME})|\[(?P<index>{_INDEX})\]|\[{_KEY}\]"


class JsonPath:
    """Finds values in a JSON document; a path of plain steps needs no library."""

    __slots__ = ("_find", "is_singular", "steps", "text")

    is_singular: bool
    """Does it lead to one value at most, rather than to a list of them?"""
    steps: tuple[str | int, ...] | None
    """The names and indexes that it is made of; `None`: it needs more than that."""

    def __init__(self, text: str) -> None:
        """Compile the path.

        Raises:
            JsonPathError: It is no JSONPath.
        """
        self.text = text
        self.steps = _plain_steps(text)
        if self.steps is None:
            self._find, self.is_singular = _library().compile_path(text)
        else:
            self._find, self.is_singular = None, True

    def find(self, document: object) -> list[object]:
        """Return every value that the path leads to.

        Raises:
            JsonPathError: The document is nested too deeply for it.
        """
        return _walk(document, self.steps or ()) if self._find is None else self._find(document)

    @property
    def is_plain(self) -> bool:
        """Is it made of names and indexes only, so that no value is compared on the way?"""
        return self.steps is not None

    @property
    def key(self) -> str | None:
        """The key at the top of the document that it leads to; `None`: it leads elsewhere."""
        first = self.steps[0] if self.steps is not None and len(self.steps) == 1 else None
        return first if isinstance(first, str) else None

    @property
    def holder(self) -> str | None:
        """The path of what holds the value; `None`: it is the document itself, or not one of plain steps."""
        if not self.steps:
            return None
        *_, last = re.finditer(_STEP, self.text)
        return self.text[: last.start()]

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, JsonPath) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


def _library() -> ModuleType:
    """Load the library only for the first path that needs it: it takes 40 ms."""
    from tui.model.conditions import json_path_library  # noqa: PLC0415 - see above

    return json_path_library


def _plain_steps(text: str) -> tuple[str | int, ...] | None:
    """Return the steps of a path of names and indexes only; `None`: it needs more than that."""
    if not text.startswith("$"):
        return None
    step = re.compile(_STEP)  # kept by re: compiling takes 3 ms, and most boards have no path
    steps: list[str | int] = []
    at = 1
    while at < len(text):
        found = step.match(text, at)
        if found is None:
            return None
        index = found["index"]
        steps.append(int(index) if index is not None else (found["name"] or found["key"] or ""))
        at = found.end()
    return tuple(steps)


def _walk(document: object, steps: tuple[str | int, ...]) -> list[object]:
    value = document
    for step in steps:
        if isinstance(step, str):
            if not isinstance(value, dict) or step not in value:
                return []
            value = value[step]
        else:
            if not isinstance(value, list) or not -len(value) <= step < len(value):
                return []
            value = value[step]
    return [value]
