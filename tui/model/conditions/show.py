"""Values as a result shows them: short, in much the notation of conditions, harmless to a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final

from tui.model.conditions.facts import Nodes, Several
from tui.model.conditions.large_json import Vast
from tui.model.quantity import write_measured, write_measured_size, write_size

__all__ = ["Masking", "describe", "quoted", "show"]

Masking = Callable[[str], str]
"""Takes the secrets out of a text."""

_LONGEST: Final = 80
_ENOUGH: Final = 4_000
"""Characters that are looked at: more than are shown, so that no half of a secret is left over."""
_ESCAPES: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "))


def quoted(text: str, longest: int = _LONGEST, mask: Masking | None = None) -> str:
    """Return the text in quotes, cut, with nothing in it that a terminal would obey."""
    return f'"{_harmless(text[:_ENOUGH], longest, mask)}"'


def show(  # noqa: PLR0911 - by type
    value: object, unit: str = "", mask: Masking | None = None, *, limits: Iterable[float] = ()
) -> str:
    """Write a value as a condition would state it, and a time or a size as all are written on the screen.

    `unit` is "time" for seconds, "size" for bytes, and "" for what has none:
    the first two have more digits where it takes these to tell on which side
    of the limits they are.
    """
    match value:
        case Several():
            return ", ".join(show(item, unit, mask, limits=limits) for item in value[:_LONGEST])
        case Nodes():
            return show(list(value), unit, mask)
        case Vast():
            return f"{value.content[:1].decode()}… of {write_size(len(value.content))}"
        case bool() | None:
            return json.dumps(value)
        case int() | float() if unit == "time":
            return write_measured(value, limits=limits)
        case int() | float() if unit == "size":
            return write_measured_size(value, limits=limits)
        case float():
            return f"{value:.6g}"
        case str():
            return quoted(value, mask=mask)
        case _:
            return _harmless(_structure(value), _LONGEST, mask)


def describe(value: object) -> str:
    """Name a value together with its type: `the text "5"`."""
    match value:
        case str():
            return f"the text {show(value)}"
        case bool() | None:
            return show(value)
        case list() | Nodes():
            return f"the list {show(value)}"
        case dict():
            return f"the object {show(value)}"
        case _:
            return f"the number {show(value)}"


def _structure(value: object) -> str:
    """Write as much of a list or an object as is ever shown."""
    parts: list[str] = []
    length = 0
    try:
        for part in _ENCODER.iterencode(value):
            parts.append(part[:_ENOUGH])
            length += len(part)
            if length > _ENOUGH:
                break
    except (RecursionError, ValueError, TypeError):
        parts.append("…")
    return "".join(parts)


def _harmless(text: str, longest: int, mask: Masking | None) -> str:
    masked = mask(text) if mask else text
    cut = masked if len(masked) <= longest else masked[: longest - 1] + "…"
    return cut if cut.isprintable() else "".join(map(_printable, cut))


def _printable(sign: str) -> str:
    if sign.isprintable():
        return sign
    return _ESCAPES.get(sign) or sign.encode("unicode_escape", "backslashreplace").decode()
