"""What changed between two bodies: in which JSON values, and in which lines."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw

from tui.model.nesting import is_too_deep
from tui.text.json_paths import key_step
from tui.text.long_lines import texts_of
from tui.text.safe import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.glyphs import Line

__all__ = ["Change", "changed_lines", "changed_paths"]

Change = tuple[str, str | None, str | None]
"""A JSONPath (RFC 9535), the value before and the value after; `None`: there was none, there is none."""

_LARGEST = 16_000_000
_MOST = 1_000
_SHOWN = 60
_LONGEST_PATH = 2_000
"""Characters of a path that are kept: a thousand values may share a key that is as long as the body."""
_Pair = tuple[str, Raw | None, Raw | None]
"""A JSONPath, and the value there before and after."""
_LONG = 500_000
_LINES = 2_000
_RAW = msgspec.json.Decoder(Raw)
_OBJECT = msgspec.json.Decoder(dict[str, Raw])
_LIST = msgspec.json.Decoder(list[Raw])
_TEXT = msgspec.json.Decoder(str)
_BROKEN = (msgspec.MsgspecError, ValueError, RecursionError)


def changed_paths(old: bytes, new: bytes) -> list[Change]:
    """Return the JSON values that are not the same, in the order of `new`, and those that have gone.

    What is the same byte for byte is not looked into, and numbers are compared
    as they were written. It returns nothing for bodies that are not JSON or too
    large to compare.
    """
    if old == new or max(len(old), len(new)) > _LARGEST:
        return []
    changes: list[Change] = []
    try:
        on_the_way: list[Iterator[_Pair]] = [iter([("$", _read(old), _read(new))])]
        while on_the_way and len(changes) < _MOST:
            pair = next(on_the_way[-1], None)
            if pair is None:
                on_the_way.pop()
            else:
                on_the_way.append(_within(*pair, changes))
    except _BROKEN:
        return []
    return changes


def _within(path: str, one: Raw | None, other: Raw | None, changes: list[Change]) -> Iterator[_Pair]:
    """Give what is to be compared of two values; if they are no containers, note whether they differ."""
    kinds = {_kind(one), _kind(other)}
    if kinds == {"{"}:
        return _members(path, _members_of(one), _members_of(other))
    if kinds == {"["}:
        return _items(path, _LIST.decode(one or b""), _LIST.decode(other or b""))
    if len(kinds) > 1 or _scalar(one) != _scalar(other):
        changes.append((clean(path, _LONGEST_PATH), _shown(one), _shown(other)))
    return iter(())


def changed_lines(old: Sequence[Line], new: Sequence[Line]) -> set[int]:
    """Return the indexes of the lines of `new` that `old` does not have in their place."""
    before, after = ([text.rstrip(",") for text in texts_of(lines)] for lines in (old, new))
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


def _read(body: bytes) -> Raw:
    """Return a document as it is, once it is known to be JSON in UTF-8.

    Raises:
        ValueError: It is nested too deeply: every level would be read again for each around it.
    """
    document = body if _is_utf8(body) else decode(body).encode()
    if is_too_deep(document):
        raise ValueError("nested too deeply")
    return _RAW.decode(document.removeprefix(b"\xef\xbb\xbf"))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _members_of(value: Raw | None) -> dict[str, Raw]:
    """Return the members of an object, none of which may be lost.

    In one that is very long it is not looked for keys that stand there twice:
    that would keep the whole program waiting, in whichever thread it is done.

    Raises:
        ValueError: A key stands in it twice.
    """
    members = _OBJECT.decode(b"" if value is None else value)
    if value is None or memoryview(value).nbytes > _LONG:
        return members
    raw = bytes(value)
    whole = msgspec.json.format(msgspec.json.encode(members), indent=-1)
    if len(whole) < len(msgspec.json.format(raw, indent=-1)):
        msg = "a key stands twice in an object, or is not written as it would be here"
        raise ValueError(msg)
    return members


def _kind(value: Raw | None) -> str:
    """Return the character that a value begins with; "": there is none."""
    return "" if value is None else bytes(memoryview(value)[:1]).decode("latin-1")


def _scalar(value: Raw | None) -> object:
    """Return what two values are compared by: texts by what they say, the others as they were written."""
    return _TEXT.decode(value) if value is not None and _kind(value) == '"' else _written(value)


def _written(value: Raw | None) -> str:
    return "" if value is None else bytes(value).decode().strip()


def _members(path: str, one: dict[str, Raw], other: dict[str, Raw]) -> Iterator[_Pair]:
    for key in (*other, *(key for key in one if key not in other)):
        before, after = one.get(key), other.get(key)
        if before is None or after is None or before != after:
            yield path + clean(key_step(key)), before, after


def _items(path: str, one: list[Raw], other: list[Raw]) -> Iterator[_Pair]:
    for index in range(max(len(one), len(other))):
        before = one[index] if index < len(one) else None
        after = other[index] if index < len(other) else None
        if before is None or after is None or before != after:
            yield f"{path}[{index}]", before, after


def _shown(value: Raw | None) -> str | None:
    match _kind(value), value:
        case _, None:
            return None
        case "{", _:
            members = _OBJECT.decode(value)
            return f"{{{len(members)}}}" if members else "{}"
        case "[", _:
            items = _LIST.decode(value)
            return f"[{len(items)}]" if items else "[]"
        case '"', _:
            return clean(json.dumps(_TEXT.decode(value)[:_SHOWN], ensure_ascii=False), _SHOWN)
        case _:
            return clean(_written(value), _SHOWN)


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
