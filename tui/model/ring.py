"""Ring: the newest items under numbers that never change."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Ring", "Slots"]

Item = TypeVar("Item")


class Slots(Protocol[Item]):
    """What a ring keeps its items in: a list, unless there is something smaller."""

    @overload
    def __getitem__(self, slots: int, /) -> Item | None: ...

    @overload
    def __getitem__(self, slots: slice, /) -> Sequence[Item | None]: ...

    @overload
    def __setitem__(self, slots: int, new: Item | None, /) -> None: ...

    @overload
    def __setitem__(self, slots: slice, new: Sequence[Item], /) -> None: ...

    def __len__(self) -> int: ...

    def append(self, new: Item, /) -> None:
        """Add one more at the end."""

    def copy(self) -> Any:  # noqa: ANN401 - the same again
        """Return the same items, which go their own way."""


class Ring(Generic[Item]):
    """A bounded history: the oldest items go when there are too many or they are too large.

    The first item ever has the number 0, the next 1, and so on. A number is
    good for ever: it finds its item, or that the item has gone.
    """

    __slots__ = ("_items", "_size", "_sizes", "_start", "capacity", "end", "max_size")

    def __init__(
        self, capacity: int, max_size: int | None = None, *, items: Slots[Item] | None = None
    ) -> None:
        """Make an empty ring of at most `capacity` items and, if given, `max_size` bytes.

        Raises:
            ValueError: There is no room for a single item.
        """
        if capacity < 1:
            msg = f"a ring holds at least one item, not {capacity}"
            raise ValueError(msg)
        self._items: Slots[Item] = [] if items is None else items
        self._sizes = array("I")
        """The sizes of the items; empty as long as none has any."""
        self.capacity = capacity
        self.max_size = max_size
        self._start = 0
        self.end = 0
        """The number that the next item will have: how many there ever were."""
        self._size = 0

    @property
    def start(self) -> int:
        """The number of the oldest item that is still here."""
        return self._start

    @property
    def size(self) -> int:
        """The sum of the sizes of the items that are here."""
        return self._size

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, number: int) -> bool:
        return self.start <= number < self.end

    def __getitem__(self, number: int) -> Item:
        """Return the item of that number.

        Raises:
            IndexError: It has gone, or is yet to come.
        """
        if not self.start <= number < self.end:
            msg = f"item {number} is not among {self.start}..{self.end - 1}"
            raise IndexError(msg)
        return self._items[number % self.capacity]  # type: ignore[return-value]  # a slot in the window is filled

    def __iter__(self) -> Iterator[Item]:
        """Give the items that are here, the oldest first."""
        for number in range(self.start, self.end):
            if number >= self.start:
                yield self[number]

    def __reversed__(self) -> Iterator[Item]:
        """Give the items that are here, the newest first."""
        for number in range(self.end - 1, self.start - 1, -1):
            if number >= self.start:
                yield self[number]

    @property
    def newest(self) -> Item | None:
        """The item that came last, if there is any."""
        return self.before(self.end)

    def before(self, number: int) -> Item | None:
        """Return the item before that of a number, if it is here."""
        return self[number - 1] if self.start < number <= self.end else None

    def append(self, item: Item, size: int = 0) -> int:
        """Add an item of `size` bytes and return its number."""
        number = self.end
        if number - self._start == self.capacity:
            self._drop_oldest()
        slot = number % self.capacity
        if number < self.capacity:
            self._items.append(item)
        else:
            self._items[slot] = item
        self.end = number + 1
        if size or self._sizes:
            if slot < len(self._sizes):
                self._sizes[slot] = size
            else:
                self._note_sizes(slot, (size,))
            self._size += size
            self._shrink()
        return number

    def extend(self, items: Sequence[Item], sizes: Sequence[int]) -> None:
        """Add items of those sizes, in order."""
        for first in range(0, len(items), self.capacity):
            last = first + self.capacity
            self._add(items[first:last], sizes[first:last])

    def replace(self, number: int, item: Item) -> None:
        """Put another item of the same size in the place of the one of that number.

        Raises:
            IndexError: It has gone, or is yet to come.
        """
        self[number]
        self._items[number % self.capacity] = item

    def tail(self, count: int) -> list[Item]:
        """Return the newest `count` items, the oldest of them first."""
        return self.since(self.end - count)

    def since(self, number: int) -> list[Item]:
        """Return the items that are here from that number on, the oldest first."""
        first = max(self.start, number)
        count, slot = max(0, self.end - first), first % self.capacity
        found = self._items[slot : slot + count]
        return [*found, *self._items[: count - len(found)]]  # type: ignore[list-item]  # as in __getitem__

    def copy(self) -> Ring[Item]:
        """Return a ring of the same items under the same numbers, which goes its own way."""
        other: Ring[Item] = Ring(self.capacity, self.max_size)
        other._items, other._sizes = self._items.copy(), self._sizes[:]
        other._start, other.end, other._size = self.start, self.end, self.size
        return other

    def until(self, number: int) -> Ring[Item]:
        """Return what is before that number, to be read only: what this ring lets go is gone there too."""
        return _Before(self, number, self._items, self._sizes)

    def clear(self) -> None:
        """Let every item go; the numbers go on from where they are."""
        while self._start < self.end:
            self._drop_oldest()

    def _add(self, items: Sequence[Item], sizes: Sequence[int]) -> None:
        """Add items, no more than there is room for when all others have gone."""
        self._drop(self.end + len(items) - self._start - self.capacity)
        slot = self.end % self.capacity
        room = self.capacity - slot
        self._items[slot : slot + len(items)] = items[:room]
        self._note_sizes(slot, sizes[:room])
        if len(items) > room:
            self._items[: len(items) - room] = items[room:]
            self._note_sizes(0, sizes[room:])
        self.end += len(items)
        self._size += sum(sizes)
        self._shrink()

    def _note_sizes(self, slot: int, sizes: Sequence[int]) -> None:
        """Note the sizes of the items from a slot on; before the first that has any, there were none."""
        self._sizes.extend([0] * (len(self._items) - len(self._sizes)))
        self._sizes[slot : slot + len(sizes)] = array("I", sizes)

    def _shrink(self) -> None:
        """Let the oldest items go until the others are small enough together."""
        if self.max_size is None or self._size <= self.max_size:
            return
        number, last, size = self._start, self.end - 1, self._size
        while size > self.max_size and number < last:
            slot = number % self.capacity
            self._items[slot] = None
            size -= self._sizes[slot]
            number += 1
        self._start, self._size = number, size

    def _drop(self, count: int) -> None:
        """Let the oldest items go whose slots are about to be taken."""
        if count > 0:
            slot = self._start % self.capacity
            room = self.capacity - slot
            self._size -= sum(self._sizes[slot : slot + count]) + sum(self._sizes[: max(0, count - room)])
            self._start += count

    def _drop_oldest(self) -> None:
        slot = self._start % self.capacity
        self._items[slot] = None
        if self._sizes:
            self._size -= self._sizes[slot]
        self._start += 1


class _Before(Ring[Item]):
    """The items of another ring before a number; it holds no copy of them."""

    __slots__ = ("_ring",)

    def __init__(self, ring: Ring[Item], number: int, items: Slots[Item], sizes: array[int]) -> None:
        super().__init__(ring.capacity, ring.max_size)
        self._ring, self._items, self._sizes = ring, items, sizes
        self.end = max(ring.start, min(number, ring.end))

    @property
    def start(self) -> int:
        return min(self._ring.start, self.end)

    @property
    def size(self) -> int:
        numbers = range(self.start, self.end) if self._sizes else ()
        return sum(self._sizes[number % self.capacity] for number in numbers)

    def append(self, item: Item, size: int = 0) -> int:  # noqa: ARG002 - nothing can be added
        """Refuse: the past does not change.

        Raises:
            TypeError: Always.
        """
        raise TypeError

    def extend(self, items: Sequence[Item], sizes: Sequence[int]) -> None:  # noqa: ARG002 - as above
        """Refuse as well.

        Raises:
            TypeError: Always.
        """
        raise TypeError
