"""BodyPicture: an image body as it looks, drawn in a thread for the room there is."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.widgets.document import Row
from tui.widgets.easel import easel_of
from tui.widgets.working import begin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from tui.model.check import Exchange
    from tui.text.glyphs import Line
    from tui.widgets.graphic import Brush, Graphic
    from tui.widgets.painted import Painted

__all__ = ["NOTHING", "BodyPicture", "Drawn"]

_USUAL_CELL = (10, 20)
"""Where kitty does not say how large a cell is: only its proportions matter there."""


class Drawn(Struct, frozen=True):
    """A picture in all the ways in which it may be shown."""

    blocks: Sequence[Line] = ()
    graphic: Graphic | None = None
    """In the terminal's own graphics, in cells of which there are `blocks` as well."""
    why: str = ""
    """Why there is none; "": it cannot be drawn here."""


NOTHING = Drawn()
"""No picture: there is none yet, or it cannot be drawn here."""


class _Subject(Struct, frozen=True):
    """What is drawn, in how many cells at most, and with what besides characters."""

    body: bytes
    columns: int
    rows: int
    brush: Brush | None


class BodyPicture:
    """Draws the picture of the body that is shown now, once; the one before stays until it is there."""

    def __init__(self, pane: Painted) -> None:
        self._pane = pane
        self._done: tuple[_Subject, str, Drawn] | None = None
        """What was drawn last, and from which URL it came."""
        self._begun: _Subject | None = None
        self._is_clear = True

    def drawn(self, exchange: Exchange, columns: int, rows: int) -> Drawn:
        """Return the picture in at most so many cells, or what there is of it until a thread has drawn it."""
        if columns < 1 or rows < 1 or not self._pane.ink.draws_pictures:
            return NOTHING
        subject = _Subject(exchange.body, columns, rows, self._brush())
        if self._done is not None and self._done[0] == subject:
            return self._done[2]
        if self._begun != subject:
            self._begun = subject
            begin(self._pane, partial(self._draw, subject, exchange.url), group="picture")
        if self._done is not None and self._done[1] == exchange.url and _is_as_large(self._done[0], subject):
            return self._done[2]
        return NOTHING

    def state(self, drawn: Drawn) -> tuple[object, ...]:
        """Return what the rows of a picture depend on; the terminal has it from here on."""
        if drawn.graphic is None:
            return (id(drawn),)
        easel_of(self._pane.app).hang(drawn.graphic)
        return (id(drawn), self._pane.screen.is_active)

    def rows(self, drawn: Drawn) -> list[Row]:
        """Return the rows of a picture; in half blocks beneath a sheet, which would dim and cut it."""
        graphic, self._is_clear = drawn.graphic, self._pane.screen.is_active
        if graphic is None or not self._is_clear:
            return [Row(list(line)) for line in drawn.blocks]
        return [Row([(" " * graphic.columns, "text")], over=each) for each in graphic.rows]

    def is_as_shown(self) -> bool:
        """Would its rows still be the same, or does a sheet lie over them now, or no more?"""
        has_graphic = self._done is not None and self._done[2].graphic is not None
        return not has_graphic or self._is_clear is self._pane.screen.is_active

    def _brush(self) -> Brush | None:
        """Return what the terminal has for pictures besides characters; `None`: nothing."""
        easel = easel_of(self._pane.app)
        if not easel.graphics.kitty and not easel.graphics.sixel:
            return None
        from tui.widgets.graphic import Brush, Protocol  # noqa: PLC0415 - with the first picture

        page = self._pane.ink.page
        if easel.graphics.kitty:
            return Brush(Protocol.KITTY, easel.cell or _USUAL_CELL, page)
        return Brush(Protocol.SIXEL, easel.cell, page) if easel.cell is not None else None

    async def _draw(self, subject: _Subject, url: str) -> None:
        drawn = await asyncio.to_thread(_drawn, subject)
        if self._begun is subject:  # else somebody has gone on to another
            self._done = (subject, url, drawn)
            self._pane.sync()


def _is_as_large(before: _Subject, now: _Subject) -> bool:
    return (before.columns, before.rows, before.brush) == (now.columns, now.rows, now.brush)


def _drawn(subject: _Subject) -> Drawn:
    """Draw, in a thread; without the extra nothing is drawn, and without textual-image no graphics."""
    from tui.text.pictures import UnreadableError, half_blocks, opened  # noqa: PLC0415 - with the first picture

    columns, rows, brush = subject.columns, subject.rows, subject.brush
    across, down = brush.cell if brush is not None else (1, 2)
    try:
        image = opened(subject.body, columns * across, rows * down)
        in_graphics = _in_graphics(image, columns, rows, brush) if brush is not None else None
        return in_graphics or Drawn(half_blocks(image, columns, rows))
    except UnreadableError as error:
        return Drawn(why=str(error))
    except ImportError:
        return NOTHING
    except Exception:  # noqa: BLE001 - a quirk of a library over bytes that a server sent must not end the program
        return Drawn(why="not drawn: the image is broken")


def _in_graphics(image: Image, columns: int, rows: int, brush: Brush) -> Drawn | None:
    """Draw in the terminal's own graphics; `None`: textual-image is not there, or fails."""
    from tui.text.pictures import half_blocks  # noqa: PLC0415 - with the first picture
    from tui.widgets.graphic import graphic_of, measure  # noqa: PLC0415 - as above

    width, height = measure(*image.size, columns, rows, brush)
    try:
        graphic = graphic_of(image, width, height, brush)
    except Exception:  # noqa: BLE001 - private parts of another version may fail in any way: half blocks are left
        return None
    return Drawn(half_blocks(image.resize((width, 2 * height)), width, height), graphic)
