"""Cast: a film in the form of asciinema (asciicast v2), with its captions as marks."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from screenshots.film import Frame
    from screenshots.grid import Cell, Grid, Ink

__all__ = ["write_cast"]


def write_cast(frames: Sequence[Frame], path: Path, *, title: str) -> None:
    """Write the film as lines of JSON; of each frame only what is not as in the one before."""
    grid = frames[0].grid
    header = {"version": 2, "width": grid.columns, "height": len(grid.rows), "title": title}
    lines = [header, *_events(frames)]
    text = "".join(f"{json.dumps(line, ensure_ascii=False, separators=(',', ':'))}\n" for line in lines)
    path.write_text(text, encoding="utf-8")


def _events(frames: Sequence[Frame]) -> Iterator[tuple[float, str, str]]:
    before, caption = None, ""
    for frame in frames:
        at = round(frame.at, 2)
        if frame.caption != caption:
            caption = frame.caption
            yield at, "m", caption
        begin = "\x1b[?25l\x1b[2J" if before is None else ""
        yield at, "o", begin + "".join(_changes(before, frame.grid))
        before = frame.grid
    yield round(frames[-1].at, 2), "o", "\x1b[0m\x1b[?25h\r\n"


def _changes(before: Grid | None, grid: Grid) -> Iterator[str]:
    """Give what a terminal has to be sent to show the grid."""
    for number, row in enumerate(grid.rows):
        old = before.rows[number] if before is not None else ()
        for ink, start, text in _runs(row, old):
            yield f"\x1b[{number + 1};{start + 1}H{_codes(ink)}{text}"


def _runs(row: tuple[Cell, ...], old: tuple[Cell, ...]) -> Iterator[tuple[Ink, int, str]]:
    """Give the texts that differ: their ink, where they begin, and what they are."""
    cells = enumerate(row)
    for (ink, is_new), run in groupby(
        cells, key=lambda each: (each[1].ink, not old or each[1] != old[each[0]])
    ):
        if is_new:
            found = list(run)
            yield ink, found[0][0], "".join(cell.text for _, cell in found)


def _codes(ink: Ink) -> str:
    marks = [code for code, is_on in ((1, ink.is_bold), (3, ink.is_italic), (4, ink.is_underlined)) if is_on]
    numbers = ["0", *map(str, marks), f"38;2;{_triplet(ink.fore)}", f"48;2;{_triplet(ink.back)}"]
    return f"\x1b[{';'.join(numbers)}m"


def _triplet(colour: str) -> str:
    return ";".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
