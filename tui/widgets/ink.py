"""Ink: the styles of the current theme by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor

from tui.text.glyphs import BRAILLE, GLYPHS
from tui.widgets.cube import in_cube, nearest, nearest_apart
from tui.widgets.eyes import READABLE, legible
from tui.widgets.spelled import Spelled
from tui.widgets.themes import STATES, meanings

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App

__all__ = ["NOTCH", "PRESSED", "REVERSED", "Ink", "ink_of"]

PRESSED = "@"
"""In a tag, before the action that a click on the text runs."""

_STRONG = {"strong", "title"}
_GRAPHS = {"series", "series-feed", "series-warn", "series-err", "hairline", "band"}
"""What is drawn, not written."""
_VISIBLE = 3.0
"""The contrast of graphics, WCAG 2.2, criterion 1.4.11."""
_COLOURS = {
    "strong": "text",
    "title": "text",
    "busy": "warn",
    "punct": "muted",
    "series-warn": "warn",
    "series-err": "err",
    "series-none": "faint",
    "accent-strong": "accent",
    "err-strong": "err",
    "gone": "err",
    "gone-strong": "err",
    "warn-strong": "warn",
    "ok-strong": "ok",
    "paused-strong": "paused",
    "busy-strong": "warn",
    "muted-strong": "muted",
}
_STATES = {"ok", "warn", "err", "busy", "paused"}
_MOST = 10_000
"""Styles that are kept; only pictures have that many."""
_OWN = "#"
"""Begins what is a colour itself."""
_FAINTEST = {"hairline", "band"}
"""What is there for the eye to rest on, and may be fainter than what has to be made out."""
_DIM = {"faint", "none", "hairline", "band", "series", "series-feed", "series-none"}
_LOUD = {"warn", "err", "busy"}
REVERSED = {
    "bar": "text",
    "frozen": "paused",
    "flash": "warn",
    "hit": "warn",
    "notch": "err",
    "accent": "accent",
}
"""Grounds that sixteen colours have no shade for, and the colour that takes their place.

What is reversed is one band of one colour: there words and signs say what is broken.
"""
_QUIET = "bar-quiet"
"""The selection where the focus is not: underlined, where it has no shade, by one line of one colour."""
NOTCH = "notch"
"""The ground of a moment that is marked in a chart of one row."""
_CHART = "series"
"""Begins what bars mean; reversed, they would hang from above."""
_CROSSES, _LINE = {each.failed for each in GLYPHS.values()}, BRAILLE.axis


_SHARED: WeakKeyDictionary[App[Any], Ink] = WeakKeyDictionary()


def ink_of(app: App[Any]) -> Ink:
    """Return the styles of an app as it is now; all of its widgets share them."""
    ink = _SHARED.get(app)
    if ink is None or not ink.is_good_for(app):
        ink = _SHARED[app] = Ink(app)
    return ink


class Ink:
    """Turns a meaning, such as "err" or "muted", into the style that the theme has for it.

    The line filters of the app (NO_COLOR, ANSI themes, ASCII) are applied here,
    to styles once, so that painting need not think of them. While nobody looks
    at the terminal's window, the accent is as quiet as the rest.
    """

    def __init__(self, app: App[Any]) -> None:
        self._variables = app.theme_variables
        self._colours = meanings(self._variables)
        self._colours["cross"] = self._colours[NOTCH] = self._colours["frozen"]
        self._colours["hit"] = self._colours["flash"]
        self._filters = app.get_line_filters()
        self._is_watched = app.app_focus
        if not self._is_watched:
            self._colours |= {"accent": self._colours["muted"]}
        self.spell = next((each.spell for each in self._filters if isinstance(each, Spelled)), str)
        """Returns a text in the characters that the terminal has."""
        self._no_color = app.no_color
        self.has_shades = not app.no_color
        """Can something be fainter than what is drawn over it? Without colour there is one dim white."""
        self._has_cube = app.console.color_system == "256"
        """Has the terminal no other colours than those of the cube?"""
        self._page = Color.parse(self._colours["page"])
        self._is_native = self._page.ansi is not None
        self._colours["band"] = "ansi_bright_black" if self._is_native else self._colours["hairline"]
        self._styles: dict[tuple[str, str], Style] = {}

    def style(self, tag: str, on: str = "page") -> Style:
        """Return the style for text that means `tag` on the background that means `on`.

        Dots of pictures mean nothing: they say themselves which colours they have, as "#102030".
        A tag that ends in an action, "muted@screen.diff", is that of a text that runs it at a click.
        """
        key = (tag, on)
        style = self._styles.get(key)
        if style is None:
            if len(self._styles) > _MOST:
                self._styles.clear()
            look, _, action = tag.partition(PRESSED)
            style = self._make(look, on)
            if action:
                style += Style(meta={"@click": action})
            self._styles[key] = style
        return style

    def notched(self, text: str) -> tuple[str, str]:
        """Return what shows that a moment is marked in a chart of one row, and on which ground.

        Where that has no tint, a cross is reversed; a bar would be upside down, and gives way to a line.
        """
        return (text, NOTCH) if not self._is_native or text in _CROSSES else (_LINE * len(text), "page")

    @property
    def draws_pictures(self) -> bool:
        """Can a cell have any colour, and show two of them?"""
        return not self._is_native and self.spell("▀") == "▀"

    @property
    def page(self) -> str:
        """The colour of the page, as "#0e1116"."""
        return self._solid(self._colours["page"], self._page).hex

    def is_good_for(self, app: App[Any]) -> bool:
        """Would a new one for this app be the same?"""
        return (
            self._variables is app.theme_variables
            and self._is_watched is app.app_focus
            and self._filters == app.get_line_filters()
        )

    def _make(self, tag: str, on: str) -> Style:
        if tag.startswith(_OWN):
            return Style(color=tag, bgcolor=on if on.startswith(_OWN) else self.page)
        if on == "hit" and self._no_color:  # the one that one is at is reversed, and so is what is broken
            return self.style(tag) + Style(bold=True, underline=True)
        base = tag.removesuffix("-strong")
        # Without colour what is broken must be the loudest thing on the screen. It is reversed, as grounds
        # are, in the shade of text, which can be read.
        reverse = self._no_color and (base == "err" or _is_reversed(tag, on))
        if reverse:
            tag, base = ("strong" if tag.endswith("-strong") else "text"), "text"
        style = self._native(tag, base, on) if self._is_native else self._true(tag, base, on)
        style += Style(
            bold=tag in _STRONG or tag.endswith("-strong") or reverse or (style.reverse and base in _LOUD),
            reverse=reverse or style.reverse,
        )
        segments = [Segment("x", style)]
        for line_filter in self._filters:
            if self._has_cube and isinstance(line_filter, ANSIToTruecolor):
                continue  # the way back from there rounds them to others
            segments = line_filter.apply(segments, self._page)
        return segments[0].style or style

    def _true(self, tag: str, base: str, on: str) -> Style:
        """Return the colours of the theme, the one in front in a shade that can be read on the other."""
        shown = nearest if self._has_cube else _as_it_is
        background = shown(self._solid(self._colours[on], self._page))
        colour = self._solid(self._colours[_COLOURS.get(tag, base)], background)
        if tag not in _FAINTEST:
            colour = legible(colour, background, _VISIBLE if tag in _GRAPHS else READABLE, shown)
        if self._has_cube:
            colour = self._states_on(background).get(_COLOURS.get(tag, base), colour)
            return Style(color=in_cube(colour), bgcolor=in_cube(background))
        return Style(color=colour.rich_color, bgcolor=background.rich_color)

    def _states_on(self, background: Color) -> dict[str, Color]:
        """Return colours of the cube for the states, which would meet there if each took the nearest."""
        wanted = tuple(self._solid(self._colours[state], background) for state in STATES)
        return dict(zip(STATES, nearest_apart(wanted, background), strict=True))

    def _native(self, tag: str, base: str, on: str) -> Style:
        """Return colours of the terminal's own, of which nobody knows what they look like."""
        reverse = _is_reversed(tag, on)
        is_plain = on == _QUIET and base not in _STATES and not base.startswith(_CHART)
        name = REVERSED[on] if reverse else "text" if is_plain else _COLOURS.get(tag, base)
        return Style(
            color=Color.parse(self._colours[name]).rich_color,
            bgcolor=self._page.rich_color,
            reverse=reverse,
            underline=on == _QUIET,
            dim=base in _DIM and not (reverse or is_plain),
        )

    def _solid(self, colour: str, behind: Color) -> Color:
        """Return a colour of the theme without transparency, which a terminal does not have."""
        parsed = Color.parse(colour)
        return behind.blend(parsed, parsed.a, alpha=1.0) if parsed.a < 1 else parsed


def _as_it_is(colour: Color) -> Color:
    return colour


def _is_reversed(tag: str, on: str) -> bool:
    """Does a text stand on a ground that is reversed for want of a shade, and say what that means?

    A whole row of what is frozen would be louder than what is broken: there it is only what says so.
    """
    if on == "frozen":
        return tag == "paused-strong"
    return on == NOTCH or (on in REVERSED and not tag.startswith(_CHART))
