"""Which member of the messages says what a value in them is about: "symbol" beside "price"."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tui.model.conditions.json_path import JsonPath, JsonPathError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["find_key"]

_TELLING = (
    "symbol",
    "sym",
    "s",
    "pair",
    "instrument",
    "product_id",
    "ticker",
    "sku",
    "device",
    "sensor",
    "host",
)
"""Names that are taken first, if what they hold repeats."""
_FEWEST = 2
_LONGEST = 64


def find_key(documents: Sequence[object], path: JsonPath) -> JsonPath | None:
    """Return the path of the text that tells apart the things whose values are at a path.

    That is a text beside the value, or at the top, which repeats and is not
    always the same; of several the one that tells most things apart.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    times: defaultdict[str, int] = defaultdict(int)
    for document in documents:
        for name, text in _texts(document, path):
            found[name].add(text)
            times[name] += 1
    good = [name for name, texts in found.items() if _FEWEST <= len(texts) <= times[name] // 2]
    if not good:
        return None
    return JsonPath(max(good, key=lambda name: (_rank(name), len(found[name]))))


def _texts(document: object, path: JsonPath) -> Iterator[tuple[str, str]]:
    for place in dict.fromkeys(("$", path.holder or "$")):
        holder = _at(place, document)
        if not isinstance(holder, dict):
            continue
        for name, value in holder.items():
            if isinstance(name, str) and isinstance(value, str) and 0 < len(value) <= _LONGEST:
                step = f".{name}" if name.isascii() and name.isidentifier() else None
                if step is not None:
                    yield place + step, value


def _at(path: str, document: object) -> object:
    try:
        found = JsonPath(path).find(document)
    except JsonPathError:
        return None
    return found[0] if found else None


def _rank(path: str) -> int:
    """Return how telling the name at the end of a path is."""
    name = path.rpartition(".")[2].lower()
    return len(_TELLING) - _TELLING.index(name) if name in _TELLING else 0
