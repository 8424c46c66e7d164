"""Inks of any theme, without an app that would have to run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from textual.filter import Monochrome, NoColor
from textual.theme import BUILTIN_THEMES

from tui.widgets.ink import Ink
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from textual.app import App

__all__ = ["ALL_THEMES", "make_ink"]

ALL_THEMES = {theme.name: theme for theme in THEMES} | BUILTIN_THEMES
"""Ours and Textual's, by name."""


def make_ink(theme: str, *, no_color: bool = False, colours: str = "truecolor") -> Ink:
    """Return the ink of a theme; without colour all of it is grey, or what the terminal has by default."""
    found = ALL_THEMES[theme]
    app = SimpleNamespace(
        theme_variables=found.to_color_system().generate() | found.variables,
        get_line_filters=lambda: [NoColor() if found.ansi else Monochrome()] if no_color else [],
        app_focus=True,
        console=SimpleNamespace(color_system=colours),
        no_color=no_color,
    )
    return Ink(cast("App[Any]", app))
