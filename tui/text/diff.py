"""What changed between two bodies: in which JSON values, and in which lines."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from tui.text.json_paths import key_step
from tui.text.safe import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.glyphs import Line

__all__ = ["Change", "changed_lines", "changed_paths"]

Change = tuple[str, str | None, str | None]
"""A JSONPath (RFC 9535), the value before and the value after; `None`: there was none, there is none."""

_LARGEST = 1_000_000
_MOST = 1_000
_SHOWN = 60
_LINES = 2_000


class _Number(str):
    """A number as it was written, so that 1.0 and 1.00 are not the same and none is too long."""

    __slots__ = ()


def changed_paths(old: bytes, new: bytes) -> list[Change]:
    """Return the JSON values that are not the same, in the order of `new`, and those that have gone.

    It returns nothing for bodies that are not JSON or too large to compare.
    """
    if old == new or max(len(old), len(new)) > _LARGEST:
        return []
    try:
        before, after = _read(old), _read(new)
    except (ValueError, RecursionError):
        return []
    changes: list[Change] = []
    pending: list[tuple[str, object, object]] = [("$", before, after)]
    while pending and len(changes) < _MOST:
        path, one, other = pending.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            pending.extend(reversed(list(_members(path, one, other))))
        elif isinstance(one, list) and isinstance(other, list):
            pending.extend(reversed(list(_items(path, one, other))))
        elif type(one) is not type(other) or one != other:
            changes.append((path, _shown(one), _shown(other)))
    return changes


def changed_lines(old: Sequence[Line], new: Sequence[Line]) -> set[int]:
    """Return the indexes of the lines of `new` that `old` does not have in their place."""
    before, after = [_text(line) for line in old], [_text(line) for line in new]
    start, end = _common(before, after)
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(before), len(after)) > _LINES:
        return {
            start + index for index, line in enumerate(after) if index >= len(before) or before[index] != line
        }
    matcher = SequenceMatcher(None, before, after)
    return {
        start + index
        for kind, _, _, low, high in matcher.get_opcodes()
        if kind in {"replace", "insert"}
        for index in range(low, high)
    }


class _Absent:
    """Stands for a value that is not there."""


_ABSENT = _Absent()


def _read(body: bytes) -> object:
    return json.loads(
        decode(body),
        parse_int=_Number,
        parse_float=_Number,
        parse_constant=_Number,
        object_pairs_hook=_members_of,
    )


def _members_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the members of an object, none of which may be lost.

    Raises:
        ValueError: A key stands in it twice.
    """
    members = dict(pairs)
    if len(members) < len(pairs):
        msg = "a key stands twice in an object"
        raise ValueError(msg)
    return members


def _members(
    path: str, one: dict[str, object], other: dict[str, object]
) -> Iterator[tuple[str, object, object]]:
    for key in (*other, *(key for key in one if key not in other)):
        yield path + clean(key_step(key)), one.get(key, _ABSENT), other.get(key, _ABSENT)


def _items(path: str, one: list[object], other: list[object]) -> Iterator[tuple[str, object, object]]:
    for index in range(max(len(one), len(other))):
        yield (
            f"{path}[{index}]",
            one[index] if index < len(one) else _ABSENT,
            other[index] if index < len(other) else _ABSENT,
        )


def _shown(value: object) -> str | None:
    match value:
        case _Absent():
            return None
        case _Number():
            return clean(value, _SHOWN)
        case dict():
            return f"{{{len(value)}}}" if value else "{}"
        case list():
            return f"[{len(value)}]" if value else "[]"
        case str():
            return clean(json.dumps(value[:_SHOWN], ensure_ascii=False), _SHOWN)
        case _:
            return json.dumps(value)


def _text(line: Line) -> str:
    return "".join(text for text, _ in line).rstrip(",")


def _common(before: list[str], after: list[str]) -> tuple[int, int]:
    """Return how many lines at the start and at the end are the same."""
    most = min(len(before), len(after))
    start = 0
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end
