"""Frames: what a terminal shows, in which styles, and what each cell of it means."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, cast
from unittest.mock import patch

from rich.color import ANSI_COLOR_NAMES
from rich.segment import Segment
from rich.style import Style
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

from tui.text.cells import cell_len
from tui.widgets.ink import PRESSED, Ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.color import Color as TerminalColour
    from textual._compositor import LayoutUpdate
    from textual.color import Color

    from tests.dashboards import Desk

__all__ = ["BELOW", "TEXTUALS", "Frame", "frame_of", "telling_ink"]

TEXTUALS = "-"
"""What a cell means that Textual draws: a field, or the border of a sheet."""
BELOW = "below "
"""Begins what a cell meant before a sheet lay over it."""

_MEANING = "meaning"
_LOOKS = ("bold", "dim", "italic", "underline", "strike", "blink", "reverse")
_GROUND = "default"
_NAMES = {number: name for name, number in reversed(ANSI_COLOR_NAMES.items())}
"""What the terminal's own colours are called."""


class Frame(NamedTuple):
    """The rows on a terminal."""

    rows: tuple[str, ...]
    """Their text, without the blanks at their ends."""
    meanings: tuple[tuple[str, ...], ...]
    """What each of their cells means."""
    styles: tuple[tuple[str, ...], ...]
    """The style of each of their cells, in words."""


@contextmanager
def telling_ink() -> Iterator[None]:
    """Let every style say what it means, also below a sheet, where Textual dims it."""
    style = Ink.style
    dimmed = BackgroundScreen.process_segments

    def telling(ink: Ink, tag: str, on: str = "page") -> Style:
        seen = tag.partition(PRESSED)[0]  # what a click would do is not seen
        return _named(style(ink, tag, on), seen if on == "page" else f"{seen}/{on}")

    def telling_below(segments: Iterable[Segment], color: Color) -> Iterator[Segment]:
        before = list(segments)
        for (_, was, _), (text, style, control) in zip(before, dimmed(before, color), strict=True):
            meaning = BELOW + _meaning(was or Style.null())
            yield Segment(text, _named(style or Style.null(), meaning), control)

    with (
        patch.object(Ink, "style", telling),
        patch.object(BackgroundScreen, "process_segments", staticmethod(telling_below)),
    ):
        yield


def frame_of(desk: Desk) -> Frame:
    """Return what goes to the terminal when all of it is drawn, with what lies below a sheet."""
    app = desk.app
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    strips = [Strip.join(row) for row in cast("LayoutUpdate", update).strips]
    styles = [[(style or Style.null(), cell_len(text)) for text, style, _ in strip] for strip in strips]
    return Frame(
        rows=tuple(strip.text.rstrip() for strip in strips),
        meanings=tuple(_cells((_meaning(style), cells) for style, cells in row) for row in styles),
        styles=tuple(_cells((_in_words(style), cells) for style, cells in row) for row in styles),
    )


def _cells(runs: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(word for word, cells in runs for _ in range(cells))


@lru_cache(maxsize=4096)
def _named(style: Style, meaning: str) -> Style:
    return style + Style(meta={_MEANING: meaning})


@lru_cache(maxsize=4096)
def _meaning(style: Style) -> str:
    found = style.meta.get(_MEANING)
    return str(found) if found is not None else TEXTUALS


@lru_cache(maxsize=4096)
def _in_words(style: Style) -> str:
    """Return the colours and what else can be seen: "#d5dbe3 on #0e1116 bold"."""
    colour, ground = _colour(style.color), _colour(style.bgcolor)
    words = [colour] if ground == _GROUND else [colour, "on", ground]
    return " ".join([*words, *(look for look in _LOOKS if getattr(style, look))])


def _colour(colour: TerminalColour | None) -> str:
    if colour is None:
        return _GROUND
    return colour.name if colour.number is None else _NAMES.get(colour.number, colour.name)
