"""Which cells of a row have changed, as narrowly as its pieces tell."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.segment import Segment
    from textual.strip import Strip

__all__ = ["changed_spans"]


def changed_spans(before: Strip, after: Strip) -> Iterator[tuple[int, int]]:
    """Give the first cell and the one after the last of each stretch that differs.

    Every piece that is sent costs some forty bytes for its colours, whatever
    its length, so that a countdown in a corner must not take its row along.
    """
    if _drawings(before) != _drawings(after):
        yield 0, after.cell_length
        return
    ends = list(_ends(before)), list(_ends(after))
    if [end for end, _ in ends[0][-1:]] != [end for end, _ in ends[1][-1:]] or not ends[1]:
        yield 0, after.cell_length
        return
    old, new = iter(ends[0]), iter(ends[1])
    length = ends[1][-1][0]
    (old_end, old_piece), (new_end, new_piece) = next(old), next(new)
    start = 0
    first = old_piece, new_piece
    is_same = True
    while True:
        is_same = is_same and old_piece == new_piece
        if old_end == new_end:
            if not is_same:
                yield start + _unchanged(*first), new_end
            if new_end == length:
                return
            start, is_same = new_end, True
            (old_end, old_piece), (new_end, new_piece) = next(old), next(new)
            first = old_piece, new_piece
        else:
            is_same = False
            if old_end < new_end:
                old_end, old_piece = next(old)
            else:
                new_end, new_piece = next(new)


def _drawings(strip: Strip) -> list[str]:
    """Return what is drawn over the cells."""
    return [segment.text for segment in strip if segment.control]


def _ends(strip: Strip) -> Iterator[tuple[int, Segment]]:
    """Give each piece that has a width, after the cell at which it ends."""
    at = 0
    for segment in strip:
        width = segment.cell_length
        if width:
            at += width
            yield at, segment


def _unchanged(old: Segment, new: Segment) -> int:
    """Return how many cells at the beginning of two pieces are equal, where each character takes one."""
    if old.style != new.style or len(new.text) != new.cell_length or len(old.text) != old.cell_length:
        return 0
    equal = takewhile(lambda pair: pair[0] == pair[1], zip(old.text, new.text, strict=False))
    return cell_len("".join(character for character, _ in equal))
