"""Pieces of text in a row: scrolled, with what is searched for set off, and cut where the room ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tui.text.cells import ELLIPSIS, cell_len, take

if TYPE_CHECKING:
    from tui.model.conditions.query import Query
    from tui.widgets.line import Runs

__all__ = ["cut", "elided", "set_off"]


def cut(runs: Runs, offset: int) -> Runs:
    """Leave out the first `offset` characters."""
    if not offset:
        return runs
    kept: Runs = []
    for text, tag in runs:
        if offset < len(text):
            kept.append((text[offset:], tag))
        offset = max(0, offset - len(text))
    return kept


def set_off(runs: Runs, query: Query) -> Runs:
    """Make what is searched for stand out."""
    spans = query.spans("".join(text for text, _ in runs))
    if not spans:
        return runs
    edges = sorted({edge for span in spans for edge in span})
    found: Runs = []
    at = 0
    for text, tag in runs:
        cuts = [0, *(edge - at for edge in edges if at < edge < at + len(text)), len(text)]
        for start, end in pairwise(cuts):
            is_found = any(first <= at + start < last for first, last in spans)
            found.append((text[start:end], "accent-strong" if is_found else tag))
        at += len(text)
    return found


def elided(runs: Runs, width: int) -> Runs:
    """Leave out what goes beyond `width` cells, and show that something was left out."""
    kept: Runs = []
    left = width
    for at, (text, tag) in enumerate(runs):
        length = cell_len(text)
        if length > left or (length == left and at < len(runs) - 1):
            return [*kept, (take(text, left - 1), tag), (ELLIPSIS, "muted")]
        kept.append((text, tag))
        left -= length
    return kept
