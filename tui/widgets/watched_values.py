"""WatchedValues: the newest values at the watched paths of each thing that a feed tells of."""

from __future__ import annotations

from collections import deque
from math import isfinite
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from tui.model.conditions.large_json import LARGE
from tui.model.key_of_values import find_key
from tui.model.message import FeedMessage
from tui.widgets.watched_value import LONGEST, document_of, value_at, value_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.model.conditions.json_path import JsonPath
    from tui.model.message import Row
    from tui.model.message_type import TypeReader
    from tui.model.ring import Ring

__all__ = ["WatchedCell", "WatchedValues"]

_MOST = 500
"""Things that are kept apart; after that the one that was not heard of for longest goes."""
_KEPT = 120
_LOOKS = (4, 16, 64)
"""After so many values the key is looked for (again), if nobody chose one."""


class WatchedCell(Struct):
    """The newest value at one path of one thing."""

    value: str
    at: float
    """When it came, in seconds since the epoch."""
    changed_at: float | None = None
    """When it became another than it was before; `None`: it never did."""
    change: float | None = None
    """By how much it changed then; `None`: it is no number."""
    numbers: deque[float] = field(default_factory=lambda: deque(maxlen=_KEPT))
    """The values that are numbers, the newest last."""

    def take(self, value: str, at: float) -> None:
        """Take in a newer value."""
        number = _number(value)
        if value != self.value:
            before = self.numbers[-1] if self.numbers else None
            self.change = number - before if number is not None and before is not None else None
            self.changed_at = at
        if number is not None:
            self.numbers.append(number)
        self.value, self.at = value, at


class WatchedValues:
    """Reads every message once, a slice at a time; what goes too quickly is left out."""

    def __init__(
        self, rows: Ring[Row], reader: TypeReader, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        self.paths: tuple[JsonPath, ...] = ()
        """What is watched."""
        self.key: JsonPath | None = None
        """Where a message says what its values are about; `None`: its type says it."""
        self.things: dict[str, dict[JsonPath, WatchedCell]] = {}
        """The newest values by path of each thing, those first heard of first."""
        self.newest: dict[JsonPath, str] = {}
        """The newest value at each path, whatever it is about."""
        self.skipped = 0
        """Messages that were gone before they were looked at."""
        self._rows = rows
        self._reader = reader
        self._clock = clock
        self._next = rows.start
        self._is_chosen = False
        self._sample: list[object] = []
        self._found: dict[tuple[int, JsonPath], str | None] = {}
        """The values in large messages, by the number of the row."""

    def watch(self, paths: tuple[JsonPath, ...], key: JsonPath | None = None) -> None:
        """Watch these paths from the oldest message on; `key`: where a message says what they are about."""
        self.paths = paths
        if key is not None or not paths:
            self.key, self._is_chosen = key, key is not None
        if not self._is_chosen:
            self.key = None
        self._sample = []
        self._begin()

    def advance(self, budget: float) -> bool:
        """Look at messages for at most `budget` seconds. Return whether all have been looked at."""
        rows = self._rows
        if not self.paths:
            self._next = rows.end
            return True
        until = self._clock() + budget
        if self._next < rows.start:
            self.skipped += rows.start - self._next
            self._next = rows.start
        while self._next < rows.end:
            number = self._next
            self._next = number + 1
            row = rows[number]
            if isinstance(row, FeedMessage):
                self._look(number, row)
            if self._clock() >= until:
                break
        return self._next >= rows.end

    def value_of(self, number: int, row: FeedMessage, path: JsonPath) -> str | None:
        """Return the value at a path of the row of that number; in a large one it is looked for once."""
        if row.size <= LARGE:
            return value_at(path, row)
        known = number, path
        if known not in self._found:
            if len(self._found) >= _MOST:
                self._found.clear()
            found = value_at(path, row)
            self._found[known] = None if found is None else found[:LONGEST]
        return self._found[known]

    def _begin(self) -> None:
        self.things, self.newest = {}, {}
        self.skipped, self._next = 0, self._rows.start

    def _look(self, number: int, row: FeedMessage) -> None:
        document = document_of(row, *self.paths)

        def value_of(path: JsonPath) -> str | None:
            found = self.value_of(number, row, path) if document is None else value_in(document, path)
            return None if found is None else found[:LONGEST]

        values = {path: value for path in self.paths if (value := value_of(path)) is not None}
        if not values or (document is not None and not self._is_chosen and self._learn(document)):
            return
        named = value_of(self.key) if self.key is not None else None
        self._take(self._reader(row) if named is None else named, values, row.at)

    def _take(self, thing: str, values: dict[JsonPath, str], at: float) -> None:
        cells = self.things.get(thing)
        if cells is None:
            if len(self.things) >= _MOST:
                del self.things[min(self.things, key=self._heard_of)]
            cells = self.things[thing] = {}
        for path, value in values.items():
            self.newest[path] = value
            if path not in cells:
                cells[path] = WatchedCell(value, at)
                cells[path].take(value, at)
            else:
                cells[path].take(value, at)

    def _heard_of(self, thing: str) -> float:
        return max(cell.at for cell in self.things[thing].values())

    def _learn(self, document: object) -> bool:
        """Look for the key now and then. Return whether it is another one: all begins anew."""
        if len(self._sample) >= _LOOKS[-1]:
            return False
        self._sample.append(document)
        if len(self._sample) not in _LOOKS:
            return False
        key = find_key(self._sample, self.paths[0])
        if key is None or key == self.key:
            return False
        self.key = key
        self._begin()
        return True


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None
