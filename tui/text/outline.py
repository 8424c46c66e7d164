"""Outline: which lines of an indented document belong to which, so that they can be folded and named."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

__all__ = ["Outline", "folded_but", "outline_of", "unfolded"]

_NOBODY = 0xFFFF_FFFF
_CLOSERS = ("}", "]", "</")


class Outline:
    """What each line holds, in which line it is held, and as how many-th.

    A line holds those below it that are indented further, and the line that
    closes it: whatever is laid out, as JSON, as XML or by hand, says so itself.
    """

    def __init__(self, lines: Iterable[tuple[int, bool]]) -> None:
        """Take for each line how far it is indented, and whether it closes an earlier one."""
        self._ends = array("I")
        self._holders = array("I")
        self._numbers = array("I")
        self._counts: dict[int, int] = {}
        self._open: list[tuple[int, int]] = []
        for indent, closes in lines:
            self._take(indent, closes=closes)
        for opener, _ in self._open:
            self._end(opener, len(self._ends) - 1)

    def __bool__(self) -> bool:
        """Is there a line that holds others?"""
        return len(self._counts) > (_NOBODY in self._counts)

    def end(self, line: int) -> int | None:
        """Return the last line of those that it holds; `None`: it holds none."""
        end = self._ends[line] if 0 <= line < len(self._ends) else line
        return end if end != line else None

    def holder(self, line: int) -> int | None:
        """Return the line that holds it, or that it closes; `None`: it stands by itself."""
        holder = self._holders[line] if 0 <= line < len(self._holders) else _NOBODY
        return holder if holder != _NOBODY else None

    def number(self, line: int) -> int:
        """Return how many lines before it are held by the same one, those that they hold not counted."""
        return self._numbers[line]

    def count(self, line: int) -> int:
        """Return how many lines it holds, those that they hold not counted."""
        return self._counts.get(line, 0)

    def folds(self) -> Iterator[int]:
        """Give every line that holds others."""
        return (line for line, end in enumerate(self._ends) if end != line)

    def _take(self, indent: int, *, closes: bool) -> None:
        line = len(self._ends)
        self._ends.append(line)
        closed: int | None = None
        while self._open and self._open[-1][1] >= indent:
            opener, depth = self._open.pop()
            is_closer = closes and depth == indent
            closed = opener if is_closer else closed
            self._end(opener, line if is_closer else line - 1)
        if closed is not None:
            self._holders.append(closed)
            self._numbers.append(self._counts.get(closed, 0))
            return
        holder = self._open[-1][0] if self._open else _NOBODY
        self._holders.append(holder)
        self._numbers.append(self._counts.get(holder, 0))
        self._counts[holder] = self._counts.get(holder, 0) + 1
        self._open.append((line, indent))

    def _end(self, opener: int, last: int) -> None:
        if opener in self._counts:
            self._ends[opener] = last


def outline_of(texts: Iterable[str]) -> Outline:
    """Return the outline of the lines of a document."""
    return Outline(map(_indent, texts))


def unfolded(outline: Outline, number: int, folded: Iterable[int]) -> Sequence[int]:
    """Return which of so many lines are seen when some are folded; a folded one stands for what it holds."""
    seen = array("I")
    at = 0
    for line in sorted(folded):
        end = outline.end(line)
        if line < at or end is None:
            continue
        seen.extend(range(at, line + 1))
        at = end + 1
    if not at:
        return range(number)
    seen.extend(range(at, number))
    return seen


def folded_but(outline: Outline, number: int, unfolded_lines: Container[int]) -> Sequence[int]:
    """Return which of so many lines are seen when all but the outermost and a few others are folded."""
    seen = array("I")
    line = 0
    while line < number:
        seen.append(line)
        is_open = outline.holder(line) is None or line in unfolded_lines
        line = (line if is_open else outline.end(line) or line) + 1
    return seen


def _indent(text: str) -> tuple[int, bool]:
    stripped = text.lstrip(" ")
    return len(text) - len(stripped), stripped.startswith(_CLOSERS)
