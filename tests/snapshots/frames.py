"""Frames: what a terminal shows, and what each cell of it means, as text that can be read and compared."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
from unittest.mock import patch

from rich.style import Style

from tui.text.cells import cell_len
from tui.widgets.ink import PRESSED, Ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.segment import Segment
    from textual.strip import Strip

    from tests.dashboards import Desk

__all__ = ["frame", "meanings_of", "telling_ink"]

_MEANING = "meaning"


@contextmanager
def telling_ink() -> Iterator[None]:
    """Let every style say what it means: no theme has to be shown to know what it would show."""
    style = Ink.style

    def telling(ink: Ink, tag: str, on: str = "page") -> Style:
        seen = tag.partition(PRESSED)[0]  # what a click would do is not seen
        return _named(style(ink, tag, on), seen if on == "page" else f"{seen}/{on}")

    with patch.object(Ink, "style", telling):
        yield


def frame(desk: Desk) -> str:
    """Return the rows on the terminal, and below them the meaning of their cells, run by run."""
    strips: list[Strip] = desk.app.screen._compositor.render_strips()
    rows = [strip.text.rstrip() for strip in strips]
    return "\n".join([*rows, "", *_folded(_runs(strip) for strip in strips)]) + "\n"


def meanings_of(desk: Desk) -> dict[str, set[Style]]:
    """Return the meanings of all cells on the terminal, each with the styles that it is shown in."""
    found: dict[str, set[Style]] = {}
    for strip in desk.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None and (meaning := segment.style.meta.get(_MEANING)):
                found.setdefault(meaning, set()).add(segment.style.clear_meta_and_links())
    return found


@lru_cache(maxsize=4096)
def _named(style: Style, meaning: str) -> Style:
    return style + Style(meta={_MEANING: meaning})


def _runs(segments: Iterable[Segment]) -> str:
    """Return the meanings in a row with their cells; what Textual draws itself has none of ours."""
    runs = []
    for meaning, run in groupby(segments, key=_meaning):
        runs.append(f"{meaning}{sum(cell_len(text) for text, _, _ in run)}")
    return " ".join(runs)


def _meaning(segment: Segment) -> str:
    found = segment.style.meta.get(_MEANING) if segment.style is not None else None
    return f"{found}*" if found is not None else "*"


def _folded(rows: Iterable[str]) -> Iterator[str]:
    """Give the rows, those that are like the one above as their number."""
    for row, alike in groupby(rows):
        number = len(list(alike))
        yield row
        if number > 1:
            yield f"= {number - 1}"
