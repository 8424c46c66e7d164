from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from rich.color import Color as RichColor
from textual.color import Color, rgb_to_lab

from tests.inks import ALL_THEMES, make_ink
from tui.model.health import Health
from tui.text import states
from tui.widgets.eyes import contrast, distance
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from rich.style import Style

TRUE = sorted(name for name, theme in ALL_THEMES.items() if not theme.ansi)
OURS = sorted(theme.name for theme in THEMES)
ANSI = sorted(name for name, theme in ALL_THEMES.items() if theme.ansi)
TAGS = ("text", "strong", "muted", "faint", "ok", "warn", "err", "busy", "paused", "none", "info", "accent")
SYNTAX = ("key", "string", "number", "literal", "punct")
GRAPHS = ("series", "series-feed", "series-warn", "series-err")
BARS = (*GRAPHS, "series-none")
GROUNDS = ("page", "bar", "bar-quiet", "chrome", "frozen", "flash", "cross")
STATES = [
    pair
    for pair in combinations(sorted({states.tag(health) for health in Health}), 2)
    if pair != ("busy", "warn")
]
"""Every two states that have colours of their own: what is on its way is in that of a warning."""


def front(style: Style) -> Color:
    assert style.color is not None
    return Color.from_rich_color(style.color)


def ratio(style: Style) -> float:
    assert style.bgcolor is not None
    return contrast(front(style), Color.from_rich_color(style.bgcolor))


@pytest.mark.parametrize("theme", TRUE)
def test_every_text_of_every_theme_can_be_read_on_every_ground(theme: str) -> None:
    made = make_ink(theme)
    found = {(tag, on): ratio(made.style(tag, on)) for tag in (*TAGS, *SYNTAX) for on in GROUNDS}

    assert {pair for pair, contrast in found.items() if contrast < 4.5} == set()


@pytest.mark.parametrize("theme", TRUE)
def test_colour_blind_eyes_tell_all_states_of_every_theme_apart_on_the_page_and_on_the_selection(
    theme: str,
) -> None:
    made = make_ink(theme)
    found = {
        (*pair, on): distance(*(front(made.style(state, on)) for state in pair))
        for pair in STATES
        for on in ("page", "bar", "bar-quiet")
    }

    # Of two colours side by side, those who see all of them just see that they are two at 2.3.
    assert {pair: distance for pair, distance in found.items() if distance < 10} == {}


@pytest.mark.parametrize("theme", TRUE)
def test_with_256_colours_colour_blind_eyes_tell_all_states_of_every_theme_apart(theme: str) -> None:
    made = make_ink(theme, colours="256")
    # Of other themes, some have frozen rows and hits of a search on which little but white can be read.
    grounds = GROUNDS if theme in OURS else ("page", "bar", "bar-quiet", "chrome")
    found = {
        (*pair, on): distance(*(front(made.style(state, on)) for state in pair))
        for pair in STATES
        for on in grounds
    }

    assert {pair: distance for pair, distance in found.items() if distance < 10} == {}


@pytest.mark.parametrize("theme", OURS)
def test_with_256_colours_states_of_our_themes_look_as_they_do_with_all(theme: str) -> None:
    every, cube = make_ink(theme), make_ink(theme, colours="256")
    found = {
        (state, on): math.dist(*(rgb_to_lab(front(ink.style(state, on))) for ink in (every, cube)))
        for state in ("ok", "warn", "err", "paused", "none")
        for on in GROUNDS
    }

    # Two neighbours in the cube are up to 81 apart, black and white 100.
    assert {pair: distance for pair, distance in found.items() if distance > 26} == {}


def test_colour_blind_eyes_tell_up_from_down_best_in_the_theme_for_them() -> None:
    found = {
        theme: distance(*(front(make_ink(theme).style(state)) for state in ("ok", "err"))) for theme in TRUE
    }

    assert max(found, key=found.__getitem__) == "asyncdash-cvd"


@pytest.mark.parametrize("theme", TRUE)
def test_every_graph_of_every_theme_can_be_seen_on_every_ground(theme: str) -> None:
    made = make_ink(theme)
    found = {(tag, on): ratio(made.style(tag, on)) for tag in GRAPHS for on in GROUNDS}

    assert {pair for pair, contrast in found.items() if contrast < 3} == set()


@pytest.mark.parametrize("theme", TRUE)
def test_every_text_of_every_theme_can_be_read_where_there_are_256_colours(theme: str) -> None:
    made = make_ink(theme, colours="256")
    pairs = [(tag, on, 4.5) for tag in (*TAGS, *SYNTAX) for on in GROUNDS]
    pairs += [(tag, on, 3) for tag in GRAPHS for on in GROUNDS]

    assert [pair for pair in pairs if ratio(made.style(*pair[:2])) < pair[2]] == []


@pytest.mark.parametrize("theme", TRUE)
def test_with_256_colours_the_selection_stands_out_and_all_come_from_the_cube(theme: str) -> None:
    made = make_ink(theme, colours="256")
    styles = [made.style(tag, on) for tag in (*TAGS, "hairline") for on in GROUNDS]
    page, bar = made.style("text").bgcolor, made.style("text", "bar").bgcolor

    assert page != bar
    numbers = {each.number for style in styles for each in (style.color, style.bgcolor) if each is not None}
    assert None not in numbers
    assert not numbers & set(range(16))


@pytest.mark.parametrize("theme", ANSI)
def test_of_sixteen_colours_none_lies_on_another(theme: str) -> None:
    made = make_ink(theme)
    styles = [made.style(tag, on) for tag in (*TAGS, *SYNTAX, *GRAPHS) for on in GROUNDS]

    assert {style.bgcolor.is_default for style in styles if style.bgcolor is not None} == {True}


@pytest.mark.parametrize("theme", ANSI)
def test_of_sixteen_colours_every_state_has_its_own_or_is_dim(theme: str) -> None:
    made = make_ink(theme)

    assert [pair for pair in STATES if made.style(pair[0]) == made.style(pair[1])] == []


@pytest.mark.parametrize("theme", ANSI)
@pytest.mark.parametrize("on", ["bar", "flash", "accent"])
def test_with_sixteen_colours_what_stands_out_is_reversed(theme: str, on: str) -> None:
    made = make_ink(theme)

    assert made.style("text", on).reverse
    assert not made.style("text", "page").reverse


@pytest.mark.parametrize("theme", ANSI)
def test_with_sixteen_colours_only_what_says_that_a_row_is_frozen_is_reversed(theme: str) -> None:
    made = make_ink(theme)
    found = [tag for tag in (*TAGS, *SYNTAX, "paused-strong") if made.style(tag, "frozen").reverse]

    assert found == ["paused-strong"]
    assert made.style("err", "frozen") == made.style("err", "page")


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("theme", ANSI)
def test_a_graph_is_drawn_on_a_selection_as_on_the_page(theme: str, no_color: bool) -> None:  # noqa: FBT001 - a parameter
    made = make_ink(theme, no_color=no_color)

    assert {tag for tag in BARS if made.style(tag, "bar") != made.style(tag)} == set()


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("theme", ANSI)
def test_what_is_written_on_a_selection_is_one_band(theme: str, no_color: bool) -> None:  # noqa: FBT001 - a parameter
    made = make_ink(theme, no_color=no_color)
    tags = (*TAGS, *SYNTAX, "hairline", "err-strong", "warn-strong")
    styles = [made.style(tag, "bar") for tag in tags]

    assert len({(style.color, style.bgcolor, style.reverse, style.dim) for style in styles}) == 1
    assert all(made.style(tag, "bar").bold for tag in ("strong", "warn", "err"))


def test_without_colour_what_is_broken_is_reversed_but_its_marks_in_a_graph_are_not() -> None:
    made = make_ink("ansi-dark", no_color=True)

    assert made.style("err").reverse
    assert not made.style("series-err").reverse


def test_a_dot_of_a_picture_has_the_colours_that_it_says() -> None:
    made = make_ink("asyncdash-dark")
    both, upper = made.style("#ff0000", "#0000ff"), made.style("#ff0000", "bar")

    assert [both.color, both.bgcolor] == [RichColor.parse("#ff0000"), RichColor.parse("#0000ff")]
    assert upper.bgcolor == made.style("text").bgcolor


def test_styles_of_pictures_do_not_pile_up() -> None:
    made = make_ink("asyncdash-dark")
    for number in range(11_000):
        made.style(f"#{number:06x}")

    assert len(made._styles) <= 10_001


def test_pictures_need_colours_of_their_own() -> None:
    drawn = {name: make_ink(name).draws_pictures for name in ("asyncdash-dark", "nord", ANSI[0])}

    assert drawn == {"asyncdash-dark": True, "nord": True, ANSI[0]: False}


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("theme", ANSI)
def test_a_bar_that_a_crosshair_passes_is_not_drawn_inside_out(theme: str, no_color: bool) -> None:  # noqa: FBT001 - a parameter
    assert not make_ink(theme, no_color=no_color).style("paused", "cross").reverse


@pytest.mark.parametrize("theme", ANSI)
def test_a_selection_without_the_focus_is_underlined_where_it_has_no_shade(theme: str) -> None:
    made = make_ink(theme)

    assert {on for on in GROUNDS if made.style("muted", on).underline} == {"bar-quiet"}


@pytest.mark.parametrize("theme", ANSI)
def test_the_line_below_a_selection_has_one_colour_but_for_states_and_graphs(theme: str) -> None:
    made = make_ink(theme)
    lines = {made.style(tag, "bar-quiet") for tag in ("text", "muted", "faint", "info", "accent", *SYNTAX)}

    assert len(lines) == 1
    assert made.style("err", "bar-quiet").color == made.style("err").color
    assert made.style("series", "bar-quiet").dim


def test_without_colour_what_was_tinted_is_reversed() -> None:
    assert make_ink("ansi-dark", no_color=True).style("text", "flash").reverse


def test_what_has_gone_is_of_the_colour_of_what_is_broken_but_not_reversed_without_colour() -> None:
    coloured, plain = (make_ink("ansi-dark", no_color=without) for without in (False, True))

    assert coloured.style("gone-strong") == coloured.style("err-strong")
    assert plain.style("err").reverse
    assert not plain.style("gone").reverse


def test_without_colour_what_is_broken_is_not_dim_on_any_ground() -> None:
    made = make_ink("ansi-dark", no_color=True)
    found = [made.style("err-strong", on) for on in ("page", "bar", "frozen", "flash")]

    assert all(style.reverse and not style.dim for style in found)


def test_without_colour_what_says_that_a_row_is_frozen_and_what_is_broken_in_it_are_reversed() -> None:
    made = make_ink("ansi-dark", no_color=True)
    tags = ("text", "muted", "strong", "paused-strong", "warn", "err")

    assert [tag for tag in tags if made.style(tag, "frozen").reverse] == ["paused-strong", "err"]


def test_without_colour_the_hits_of_a_search_are_told_from_each_other_and_from_what_is_broken() -> None:
    for theme in ANSI:
        made = make_ink(theme, no_color=True)
        other, broken, here = (
            made.style(*look) for look in (("text", "hit"), ("err", "page"), ("page-strong", "accent"))
        )

        assert other.underline
        assert not other.reverse
        assert broken.reverse
        assert not broken.underline
        assert here.reverse or here.bgcolor != other.bgcolor


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("theme", ANSI)
def test_a_marked_bar_in_a_chart_of_one_row_gives_way_to_a_line_and_a_cross_is_reversed(
    theme: str,
    no_color: bool,  # noqa: FBT001 - a parameter
) -> None:
    made = make_ink(theme, no_color=no_color)

    assert [made.notched(text) for text in "▃·×"] == [("│", "page"), ("│", "page"), ("×", "notch")]
    assert made.style("series-err", "notch").reverse


def test_where_there_is_a_tint_a_marked_bar_stays_what_it_is() -> None:
    assert make_ink("asyncdash-dark").notched("▃") == ("▃", "notch")
