"""Film: what a terminal showed, moment by moment, made from the bytes that it received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyte

from screenshots.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BACK", "FORE", "Frame", "Moment", "develop"]

FORE, BACK = "#d5dbe3", "#0e1116"
"""The colours of a terminal that nobody has told of any."""
_STEP = 0.2
"""Seconds between two frames at least."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a terminal received, or what is said of it, and when."""

    at: float
    """Seconds since the beginning."""
    output: str = ""
    caption: str | None = None
    """What is said from here on; `None`: as before."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What there was to see from a time on."""

    at: float
    """Seconds since the beginning."""
    grid: Grid
    caption: str


def develop(moments: list[Moment], *, columns: int, rows: int) -> Iterator[Frame]:
    """Give a frame for everything that came at one time, as far as an eye can tell."""
    screen = pyte.Screen(columns, rows)
    stream = pyte.Stream(screen)
    caption, shown_at = "", moments[0].at
    for moment in moments:
        if moment.at - shown_at >= _STEP:
            yield Frame(shown_at, Grid.of_terminal(screen, fore=FORE, back=BACK), caption)
            shown_at = moment.at
        caption = moment.caption if moment.caption is not None else caption
        stream.feed(moment.output)
    yield Frame(shown_at, Grid.of_terminal(screen, fore=FORE, back=BACK), caption)
