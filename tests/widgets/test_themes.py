from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.widgets.themes import THEMES, meanings

OURS = [theme.name for theme in THEMES]
TEXT = (
    "text",
    "muted",
    "ok",
    "warn",
    "err",
    "info",
    "paused",
    "key",
    "string",
    "number",
    "literal",
    "accent",
)


def colours(name: str) -> dict[str, str]:
    theme = next((theme for theme in THEMES if theme.name == name), None) or BUILTIN_THEMES[name]
    return meanings(theme.to_color_system().generate() | theme.variables)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [each / 255 for each in Color.parse(colour).rgb]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", OURS)
@pytest.mark.parametrize("meaning", TEXT)
def test_text_of_our_themes_has_the_contrast_of_wcag_aa(theme: str, meaning: str) -> None:
    found = colours(theme)

    assert contrast(found[meaning], found["page"]) >= 4.5


@pytest.mark.parametrize("theme", OURS)
def test_faint_text_is_still_legible(theme: str) -> None:
    found = colours(theme)

    assert contrast(found["faint"], found["page"]) >= 4.5


@pytest.mark.parametrize("theme", OURS)
@pytest.mark.parametrize("meaning", ["text", "ok", "warn", "err", "paused"])
def test_states_stay_legible_on_the_selection(theme: str, meaning: str) -> None:
    found = colours(theme)

    assert contrast(found[meaning], found["bar"]) >= 3.5


@pytest.mark.parametrize("theme", OURS)
def test_frames_are_visible_but_quiet(theme: str) -> None:
    found = colours(theme)

    assert 1.3 <= contrast(found["hairline"], found["page"]) <= 2.5


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
def test_every_stock_theme_has_a_colour_for_every_meaning(theme: str) -> None:
    found = colours(theme)

    assert all(Color.parse(colour) for colour in found.values())
    assert set(found) == set(colours(OURS[0]))
