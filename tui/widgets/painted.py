"""Painted: a widget that paints its own rows, and repaints only those that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.reactive import Reactive
from textual.widget import Widget

from tui.widgets.ink import ink_of
from tui.widgets.line import Line
from tui.widgets.pressing import named_key, sentence
from tui.widgets.strip_changes import changed_spans

if TYPE_CHECKING:
    from textual.strip import Strip

    from tui.widgets.ink import Ink
    from tui.widgets.line import Runs

__all__ = ["Painted"]


class Painted(Widget):
    """A widget without children, border or padding of its own.

    `sync` paints every row and compares it with what the terminal shows, so a
    second without news costs no byte (textual-limits: a frame of one widget
    drawn by `render_lines` takes 3 ms where a table of cells takes 65).
    """

    # With them, a mouse over a caption would have everything painted anew.
    auto_links = Reactive(default=False)
    DEFAULT_CSS = """
    Painted { height: 1fr; width: 1fr; }
    """

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes, markup=False)
        self.is_to_sync = False
        """Will it paint again by itself, for what takes its time?"""
        self._strips: list[Strip] = []
        """What the terminal shows; empty: nothing yet, and what there is will be asked for."""
        self._ink: Ink | None = None

    @property
    def ink(self) -> Ink:
        """The styles of the current theme."""
        if self._ink is None:
            self._ink = ink_of(self.app)
        return self._ink

    @property
    def is_held(self) -> bool:
        """Has it the focus, and lies nothing over its screen that has the keys now?"""
        return self.has_focus and self.screen.is_active

    def line(self, width: int, *, on: str = "page") -> Line:
        """Begin a row of `width` cells."""
        return Line(self.ink, width, on=on)

    def key(self, key_id: str, words: str = "", tag: str = "muted") -> tuple[str, str]:
        """Return a caption that names a key, and that is as good as the key when it is clicked."""
        return named_key(self.app, key_id, words, tag)

    def sentence(self, text: str, tag: str = "muted") -> Runs:
        """Return a sentence of ours; what it calls `{check.now checks now}` is a key, as `key` writes it."""
        return sentence(self.app, text, tag)

    def paint(self, width: int, height: int) -> list[Line]:
        """Return the rows, from the top; what is missing is blank."""
        raise NotImplementedError

    def sync(self) -> None:
        """Paint, and send what has changed to the terminal."""
        width, height = self.size
        if not width or not height or not self.is_mounted or not self._strips:
            return
        if not self._fits():
            self._strips = []
            self.refresh()
            return
        before, self._strips = self._strips, self._painted(width, height)
        changed = [
            Region(start, y, end - start, 1)
            for y, (was, strip) in enumerate(zip(before, self._strips, strict=True))
            if strip != was
            for start, end in changed_spans(was, strip)
        ]
        if changed:
            self.refresh(*changed)

    def sync_in(self, seconds: float) -> None:
        """Paint again so much later, unless it will do so anyway."""
        if not self.is_to_sync and self.is_mounted:
            self.is_to_sync = True
            self.set_timer(seconds, self._sync_at_last)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a region, as they were painted."""
        if not self._fits():
            self._strips = []
            self.sync()
            self._strips = self._painted(*self.size)
        rows = self._strips[crop.y : crop.bottom]
        if crop.x == 0 and crop.width == self.size.width:
            return rows
        return [strip.crop(crop.x, crop.right) for strip in rows]

    def notify_style_update(self) -> None:
        """Paint anew when the theme has changed; Textual tells of much else, such as a focus elsewhere."""
        super().notify_style_update()
        if self.is_mounted and self._ink is not None and not self._ink.is_good_for(self.app):
            self.call_after_refresh(self.sync)

    def on_resize(self) -> None:
        """Paint anew when the new size is drawn, and not before."""
        if not self._fits():
            self._strips = []

    def on_focus(self) -> None:
        self.sync()

    def on_blur(self) -> None:
        self.sync()

    def _sync_at_last(self) -> None:
        self.is_to_sync = False
        self.sync()

    def _fits(self) -> bool:
        """Has it been painted in its present size?"""
        width, height = self.size
        return len(self._strips) == height and all(strip.cell_length == width for strip in self._strips[:1])

    def _painted(self, width: int, height: int) -> list[Strip]:
        if self._ink is not None and not self._ink.is_good_for(self.app):
            self._ink = None
        lines = self.paint(width, height)[:height]
        lines += [self.line(width) for _ in range(height - len(lines))]
        return [line.strip() for line in lines]
