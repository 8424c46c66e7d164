"""Which cells of a row have changed, as narrowly as its pieces tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.strip import Strip

__all__ = ["changed_spans"]


def changed_spans(before: Strip, after: Strip) -> Iterator[tuple[int, int]]:
    """Give the first cell and the one after the last of each stretch that differs.

    Every piece that is sent costs some forty bytes for its colours, whatever
    its length, so that a countdown in a corner must not take its row along.
    """
    if before.cell_length != after.cell_length or not after.cell_length:
        yield 0, after.cell_length
        return
    old, new = _ends(before), _ends(after)
    start = 0
    is_same = True
    (old_end, old_piece), (new_end, new_piece) = next(old), next(new)
    while True:
        is_same = is_same and old_piece == new_piece
        if old_end == new_end:
            if not is_same:
                yield start, new_end
            start, is_same = new_end, True
            if new_end >= after.cell_length:
                return
            (old_end, old_piece), (new_end, new_piece) = next(old), next(new)
        elif old_end < new_end:
            is_same = False
            old_end, old_piece = next(old)
        else:
            is_same = False
            new_end, new_piece = next(new)


def _ends(strip: Strip) -> Iterator[tuple[int, object]]:
    """Give each piece that has a width, after the cell at which it ends."""
    at = 0
    for segment in strip:
        width = segment.cell_length
        if width:
            at += width
            yield at, segment
