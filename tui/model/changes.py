"""Changes: what held from when on, so that one can ask what held at any moment."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import Generic, TypeVar

__all__ = ["Changes"]

_MOST = 2_000

Value = TypeVar("Value")


class Changes(Generic[Value]):
    """The changes of something, the newest thousand at least; the moments are seconds since the epoch."""

    __slots__ = ("_moments", "_values")

    def __init__(self) -> None:
        self._moments = array("d")
        self._values: list[Value] = []

    def __len__(self) -> int:
        return len(self._values)

    def put(self, at: float, value: Value) -> None:
        """Note what holds from that moment on; the same as before is no change.

        A clock that is set back does not undo what was noted: the change counts
        from the newest moment that is known.
        """
        if self._values and self._values[-1] == value:
            return
        self._moments.append(max(at, self._moments[-1]) if self._moments else at)
        self._values.append(value)
        if len(self._values) > _MOST:
            del self._moments[: _MOST // 2]
            del self._values[: _MOST // 2]

    def at(self, moment: float) -> tuple[float, Value] | None:
        """Return since when what held at that moment had held, and what it is; `None`: it is not known."""
        index = bisect_right(self._moments, moment) - 1
        return (self._moments[index], self._values[index]) if index >= 0 else None

    def take_back(self, since: float) -> None:
        """Forget what was noted for that moment and later ones."""
        index = bisect_left(self._moments, since)
        del self._moments[index:]
        del self._values[index:]
