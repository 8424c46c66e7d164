"""Our three themes, and what each meaning looks like in any other theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import Theme

from tui.widgets.eyes import contrast, farthest, ground, legible, tell_apart

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from textual.app import App

__all__ = ["DARK", "LIGHT", "STATES", "THEMES", "is_native", "meanings", "sheet_colours", "showable"]

DARK, LIGHT = "asyncdash-dark", "asyncdash-light"
"""The themes for a dark and for a light background."""

_DARK = {
    "ok": "#3fc9b0",
    "warn": "#ffc24b",
    "err": "#ff5f57",
    "info": "#6cb6ff",
    "paused": "#b9a2ff",
    "none": "#8d97a5",
    "series": "#3b6f67",
    "series-feed": "#3a618f",
    "muted": "#8d97a5",
    "faint": "#76818f",
    "hairline": "#39424e",
    "bar": "#1b2a45",
    "bar-quiet": "#1a212b",
    "chrome": "#161b22",
    "frozen": "#2a2140",
    "flash": "#3d3413",
    "key": "#82aaff",
    "string": "#a5d6a7",
    "number": "#ffcb6b",
    "literal": "#c792ea",
}

_LIGHT = {
    "ok": "#006d77",
    "warn": "#9a6700",
    "err": "#82071e",
    "info": "#0b62b8",
    "paused": "#6b46c1",
    "none": "#3f4750",
    "series": "#7fb8b5",
    "series-feed": "#86b0dc",
    "muted": "#57606a",
    "faint": "#656d76",
    "hairline": "#c3cad2",
    "bar": "#d6e6fb",
    "bar-quiet": "#e9edf2",
    "chrome": "#edf0f3",
    "frozen": "#e9e0fb",
    "flash": "#fff3c4",
    "key": "#0b57d0",
    "string": "#116329",
    "number": "#953800",
    "literal": "#6639ba",
}

_CVD = _DARK | {
    "ok": "#56b4e9",
    "warn": "#f0c442",
    "err": "#e8703a",
    "info": "#9aa7b5",
    "paused": "#cc79a7",
    "none": "#b8c0cb",
    "series": "#39637c",
    "series-feed": "#4d5866",
}

_DARK_THEME = Theme(
    name=DARK,
    primary="#7cacf8",
    accent="#7cacf8",
    success=_DARK["ok"],
    warning=_DARK["warn"],
    error=_DARK["err"],
    foreground="#d5dbe3",
    background="#0e1116",
    surface="#0e1116",
    panel="#161b22",
    dark=True,
    variables=_DARK,
)

THEMES = (
    _DARK_THEME,
    Theme(
        name=LIGHT,
        primary="#0b57d0",
        accent="#0b57d0",
        success=_LIGHT["ok"],
        warning=_LIGHT["warn"],
        error=_LIGHT["err"],
        foreground="#1f2328",
        background="#fafbfc",
        surface="#fafbfc",
        panel="#edf0f3",
        dark=False,
        variables=_LIGHT,
    ),
    replace(
        _DARK_THEME,
        name="asyncdash-cvd",
        success=_CVD["ok"],
        warning=_CVD["warn"],
        error=_CVD["err"],
        variables=_CVD,
    ),
)
"""Colours of screens.md, section 2.14: measured for contrast and for colour-blind eyes."""

STATES = ("ok", "warn", "err", "paused", "none")
"""What has to be told apart at a glance."""

_PLAIN = {"text": "foreground", "page": "background"}
"""What every theme calls by the same name."""
_DERIVED = {
    "accent": "primary",
    "info": "text-primary",
    "muted": "foreground-muted",
    "faint": "foreground-muted",
    "key": "text-primary",
    "string": "text-success",
    "number": "text-warning",
    "literal": "text-accent",
}
"""The variables of other themes that mean the same."""

_GROUNDS = {
    "bar": ("primary", 0.3),
    "bar-quiet": ("foreground", 0.15),
    "chrome": ("panel", 0.12),
    "frozen": ("accent", 0.5),
    "flash": ("warning", 0.45),
}
"""What lies behind text: the tint of the page, and how much more than none its contrast with the page is."""
_BARS = ("bar", "bar-quiet")
_SHEETS = ("bar", "chrome")
_DEEP = 1.35
"""The contrast with black from which on a dark page has room for a selection below it."""

_MIXED = {"series": ("success", 0.5), "series-feed": ("primary", 0.5), "hairline": ("foreground", 0.25)}
"""What a theme has no variable for: a share of one of its colours on its background."""

_ANSI = {
    "text": "ansi_default",
    "page": "ansi_default",
    "none": "ansi_default",
    "muted": "ansi_default",
    "faint": "ansi_default",
    "hairline": "ansi_default",
    "bar": "ansi_default",
    "bar-quiet": "ansi_default",
    "chrome": "ansi_default",
    "frozen": "ansi_default",
    "flash": "ansi_default",
    "literal": "ansi_default",
}
_ANSI_DARK = _ANSI | {
    "ok": "ansi_green",
    "series": "ansi_green",
    "string": "ansi_green",
    "accent": "ansi_bright_cyan",
    "warn": "ansi_bright_yellow",
    "err": "ansi_bright_red",
    "info": "ansi_cyan",
    "paused": "ansi_bright_magenta",
    "series-feed": "ansi_cyan",
    "key": "ansi_cyan",
    "number": "ansi_yellow",
}
_ANSI_LIGHT = _ANSI | {
    "ok": "ansi_default",
    "series": "ansi_default",
    "string": "ansi_default",
    "accent": "ansi_blue",
    "warn": "ansi_magenta",
    "err": "ansi_red",
    "info": "ansi_blue",
    "paused": "ansi_blue",
    "series-feed": "ansi_blue",
    "key": "ansi_blue",
    "number": "ansi_magenta",
}
"""For the terminal's own sixteen colours, those of them that nearly every palette lets one read:
bright ones on black, neither yellow nor green ones on white."""


def is_native(app: App[Any]) -> bool:
    """Are the terminal's own colours all there is? Others would be rounded until nobody knows them."""
    return app.console.color_system == "standard" or app.no_color


def showable(app: App[Any]) -> list[str]:
    """Return the names of the themes of an app whose colours its terminal has."""
    return [name for name, theme in app.available_themes.items() if theme.ansi or not is_native(app)]


def meanings(variables: Mapping[str, str]) -> dict[str, str]:
    """Return a colour for each meaning, from the variables of any theme.

    Our own themes name them. For another theme they are derived from its text
    colours, and the states from its signal colours, in shades that can be read
    and that colour-blind eyes tell apart.
    """
    if (named := _named(variables)) is not None:
        return named
    page = Color.parse(variables["background"])
    grounds = {name: _ground(name, variables, page) for name in _GROUNDS}
    colours = {name: variables[source] for name, source in (_PLAIN | _DERIVED).items()}
    colours |= {name: each.hex for name, each in grounds.items()}
    text = Color.parse(variables["foreground"])
    hardest = min(page, grounds["bar"], key=lambda each: contrast(text, each))
    return colours | _mixed(variables, page) | _states(variables, hardest)


def sheet_colours(variables: Mapping[str, str]) -> dict[str, str]:
    """Return those that style sheets want: of borders, behind sheets and fields, and of selected text.

    An app begins with a theme of Textual's. To choose the colours of states for
    it would take longer than to style the first frame.
    """
    page = Color.parse(variables["background"])
    if (named := _named(variables)) is not None:
        found = {"border": named["accent"]} | {name: named[name] for name in _SHEETS}
    else:
        found = {name: _ground(name, variables, page).hex for name in _SHEETS}
        found["border"] = variables["primary"]
    if page.ansi is not None:
        return found  # what is selected is reversed there
    selected = legible(page, Color.parse(found["border"]))
    return found | {
        "input-selection-background": found["border"],
        "input-selection-foreground": selected.hex,
    }


def _named(variables: Mapping[str, str]) -> dict[str, str] | None:
    """Return the colours of a theme of ours, or of the terminal; `None`: they have to be derived."""
    if variables["background"].startswith("ansi"):
        return dict(_ANSI_LIGHT if variables["ansi-background"] == "ansi_white" else _ANSI_DARK)
    if "series" not in variables:
        return None
    named = {name: variables[name] for name in (*STATES, *_DERIVED, *_GROUNDS, *_MIXED)}
    return named | {name: variables[source] for name, source in _PLAIN.items()}


def _ground(name: str, variables: Mapping[str, str], page: Color) -> Color:
    """Return a background; on a dark page that is none too dark, the selection is darker than it.

    There, what can be read on the page can be read on the selection in the same
    colour, while a lighter one would make red pink.
    """
    source, more = _GROUNDS[name]
    black = Color(0, 0, 0)
    is_dark = page.brightness < 0.5  # noqa: PLR2004 - half way
    tint = Color.parse(variables[source])
    if name in _BARS and is_dark and contrast(page, black) >= _DEEP:
        tint = black.blend(tint, 0.1)
    return ground(page, tint, 1 + (more if is_dark else more / 2))


def _mixed(variables: Mapping[str, str], page: Color) -> dict[str, str]:
    return {
        name: page.blend(Color.parse(variables[source]), share).hex
        for name, (source, share) in _MIXED.items()
    }


def _states(variables: Mapping[str, str], on: Color) -> dict[str, str]:
    """Return a colour for each state that can be read there.

    What is paused has a hue, and what nothing is known of a grey, far from the others.
    """
    signals = tell_apart(tuple(Color.parse(variables[name]) for name in ("success", "warning", "error")), on)
    hues = tuple(Color.parse(variables[name]) for name in ("accent", "secondary", "primary"))
    loud = (*signals, farthest(hues, signals, on))
    grey = on.blend(muted := Color.parse(variables["foreground-muted"]), muted.a, alpha=1.0)
    return dict(zip(STATES, (each.hex for each in (*loud, farthest((grey,), loud, on))), strict=True))
