"""Surroundings: an app that suits its terminal: the background, the characters, and whether anybody looks."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING, Any

from textual.color import Color
from textual.filter import Monochrome, NoColor
from textual.scrollbar import ScrollBar

from tui.app.actions import Actions
from tui.app.pace import frame_delay
from tui.terminal.characters import is_utf8
from tui.terminal.graphics import heard, is_trusted
from tui.text.spelling import in_ascii, only_ascii
from tui.widgets.cube import nearest
from tui.widgets.easel import easel_of
from tui.widgets.scroll_bar import SlimBar
from tui.widgets.spelled import Spelled
from tui.widgets.themes import DARK, LIGHT, is_native, sheet_colours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.driver import Driver
    from textual.filter import LineFilter

__all__ = ["Surroundings"]

_COLOURLESS = NoColor()
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


class Surroundings(Actions):
    """An app that asks the terminal, and is quiet while another window has the focus."""

    is_light = False
    """Is the terminal's background light?"""
    follows_background = False
    """Does the theme follow it? Not once somebody has chosen one."""
    typed = b""
    """What was typed before there was an app."""
    _cost = 0.0

    def __init__(self) -> None:
        super().__init__()
        ScrollBar.renderer = SlimBar  # Textual asks the class

    @property
    def fitting_theme(self) -> str:
        """The theme for a background like this; of sixteen colours or none, the terminal's own."""
        if is_native(self):
            return "ansi-light" if self.is_light else "ansi-dark"
        return LIGHT if self.is_light else DARK

    @property
    def frame_delay(self) -> float:
        """The seconds from a change to the repaint that shows it."""
        return frame_delay(self._cost, is_watched=self.app_focus)

    def keep_theme(self, name: str | None) -> None:
        super().keep_theme(name)
        self.follows_background = self.follows_background and name is None

    def spelled(self, text: str) -> str:
        """Return a text in the characters that are drawn with."""
        return self._spelled.spell(text) if self.context.view.glyphs.name == "ascii" else text

    def get_css_variables(self) -> dict[str, str]:
        """Let style sheets give sheets and inputs the colours that are painted around them."""
        variables = super().get_css_variables()
        variables = variables | sheet_colours(variables)
        if self.console.color_system == "256":
            variables = {name: _shown(value) for name, value in variables.items()}
        return variables

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - as Textual has it
        """Style anew what there is; before the first screen, no style sheet has been parsed."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        if any(isinstance(each, Monochrome) for each in filters) and self.native_ansi_color:
            # Its colours have no grey of their own: all would be black on black.
            filters = [_COLOURLESS if isinstance(each, Monochrome) else each for each in filters]
        return [*filters, self._spelled] if self.context.view.glyphs.name == "ascii" else filters

    def watch_app_focus(self, focus: bool) -> None:  # noqa: FBT001 - Textual calls it so
        """Look at the background again, which may have changed meanwhile, and dim or light the accent."""
        driver = self._steady_driver()
        if focus and self.follows_background and driver is not None:
            driver.ask_background()
        if self.is_running:
            self.repaint()

    def on_resize(self) -> None:
        """Have pictures fit: what is another number of cells may be another size of each."""
        driver = self._steady_driver()
        if driver is not None and easel_of(self).graphics.sixel:
            driver.ask_cell()

    def repaint(self) -> None:
        """Paint what has changed."""
        raise NotImplementedError

    def measure(self) -> None:
        """Repaint, and note what that costs, including what Textual does about it."""
        began = time.thread_time()
        self.repaint()
        self.call_after_refresh(self._note_cost, began)

    def _note_cost(self, began: float) -> None:
        self._cost = time.thread_time() - began

    def _build_driver(self, *args: Any, **options: Any) -> Driver:  # noqa: ANN401 - handed through
        driver = super()._build_driver(*args, **options)
        if (steady := self._steady_driver()) is not None:
            steady.on_background = self._see_background
            easel = easel_of(self)
            easel.send, easel.cell_now = steady.write, steady.cell
            steady.on_leaving = easel.freeing
            if is_trusted(os.environ):
                steady.on_graphics = self._see_graphics
            steady.typed, self.typed = self.typed, b""
        return driver

    def resumed(self) -> None:
        """Paint everything, with the pictures that the terminal has forgotten with our screen."""
        easel_of(self).hang_again()
        super().resumed()

    def _see_background(self, light: bool) -> None:  # noqa: FBT001 - all that the terminal says
        """Change between light and dark with the terminal, unless a theme is being chosen."""
        was, self.is_light = self.fitting_theme, light
        if self.follows_background and self.theme == was:
            self.theme = self.fitting_theme

    def _see_graphics(self, answer: str) -> None:
        """Draw pictures with what the terminal has, if it says so late."""
        easel = easel_of(self)
        easel.graphics = heard(answer, easel.graphics)
        self.repaint()

    _spelled = Spelled(in_ascii if is_utf8(os.environ) else only_ascii)


def _shown(value: str) -> str:
    """Return the colour that a terminal with 256 of them shows; what is none stays as it is."""
    return nearest(Color.parse(value)).hex if _COLOUR.fullmatch(value) else value
