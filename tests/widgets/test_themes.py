from __future__ import annotations

from itertools import combinations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.widgets.eyes import contrast, distance
from tui.widgets.themes import THEMES, meanings, sheet_colours

OURS = [theme.name for theme in THEMES]
STOCK = sorted(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi)
ANSI = sorted(name for name, theme in BUILTIN_THEMES.items() if theme.ansi)
TEXT = (
    "text",
    "none",
    "muted",
    "faint",
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
STATES = ("ok", "warn", "err")


def colours(name: str) -> dict[str, str]:
    return meanings(variables(name))


def variables(name: str) -> dict[str, str]:
    theme = next((theme for theme in THEMES if theme.name == name), None) or BUILTIN_THEMES[name]
    return theme.to_color_system().generate() | theme.variables


def ratio(theme: str, meaning: str, on: str = "page") -> float:
    found = colours(theme)
    return contrast(Color.parse(found[meaning]), Color.parse(found[on]))


@pytest.mark.parametrize("theme", OURS)
@pytest.mark.parametrize("meaning", TEXT)
def test_text_of_our_themes_has_the_contrast_of_wcag_aa(theme: str, meaning: str) -> None:
    assert ratio(theme, meaning) >= 4.5


@pytest.mark.parametrize("theme", OURS)
@pytest.mark.parametrize("meaning", ["text", *STATES, "paused"])
def test_states_of_our_themes_stay_legible_on_the_selection(theme: str, meaning: str) -> None:
    assert ratio(theme, meaning, "bar") >= 3.5


@pytest.mark.parametrize("theme", STOCK)
@pytest.mark.parametrize("meaning", [*STATES, "paused", "none"])
def test_states_of_every_other_theme_have_the_same_colour_on_the_selection(theme: str, meaning: str) -> None:
    assert ratio(theme, meaning, "bar") >= 4.5


@pytest.mark.parametrize("theme", [*OURS, *STOCK])
def test_the_selection_of_every_theme_is_seen_but_is_no_wall(theme: str) -> None:
    seen = {
        ground: ratio(theme, "page", ground) for ground in ("bar", "bar-quiet", "chrome", "frozen", "flash")
    }

    assert seen["bar"] > seen["bar-quiet"] > 1.05
    assert min(seen.values()) > 1.05
    assert max(seen.values()) < 1.65


@pytest.mark.parametrize("theme", OURS)
def test_frames_are_visible_but_quiet(theme: str) -> None:
    assert 1.3 <= ratio(theme, "hairline") <= 2.5


@pytest.mark.parametrize("theme", [*OURS, *STOCK])
def test_states_of_every_theme_can_be_read(theme: str) -> None:
    found = {state: ratio(theme, state) for state in (*STATES, "paused", "none")}

    assert {state for state, contrast in found.items() if contrast < 4.5} == set()


@pytest.mark.parametrize("theme", OURS)
def test_colour_blind_eyes_tell_what_is_up_degraded_down_and_paused_far_apart_in_our_themes(
    theme: str,
) -> None:
    states = [Color.parse(colours(theme)[state]) for state in (*STATES, "paused")]

    assert min(distance(one, other) for one, other in combinations(states, 2)) >= 20


@pytest.mark.parametrize("theme", ANSI)
def test_themes_of_sixteen_colours_use_nothing_but_the_terminals_own(theme: str) -> None:
    found = colours(theme)

    assert {Color.parse(colour).ansi is not None for colour in found.values()} == {True}
    assert len({found[state] for state in (*STATES, "paused")}) == 4


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
def test_every_stock_theme_has_a_colour_for_every_meaning(theme: str) -> None:
    found = colours(theme)

    assert all(Color.parse(colour) for colour in found.values())
    assert set(found) == set(colours(OURS[0]))


@pytest.mark.parametrize("theme", [*OURS, *STOCK, *ANSI])
def test_sheets_have_the_colours_of_what_is_painted_around_them(theme: str) -> None:
    painted, found = colours(theme), sheet_colours(variables(theme))

    assert found["border"] == painted["accent"]
    assert {name: found[name] for name in ("bar", "chrome")} == {
        name: painted[name] for name in ("bar", "chrome")
    }


@pytest.mark.parametrize("theme", [*OURS, *STOCK])
def test_what_is_selected_in_a_field_can_be_read_and_told_from_the_field(theme: str) -> None:
    found = {name: Color.parse(colour) for name, colour in sheet_colours(variables(theme)).items()}
    selected = found["input-selection-background"]

    assert contrast(found["input-selection-foreground"], selected) >= 4.5
    assert min(contrast(selected, found[ground]) for ground in ("bar", "chrome")) >= 2
