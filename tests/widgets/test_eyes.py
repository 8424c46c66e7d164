from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from tui.widgets.eyes import contrast, distance, farthest, ground, legible, tell_apart

BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
RED, GREEN, BLUE = Color(255, 0, 0), Color(0, 128, 0), Color(0, 0, 255)
COLOURS = st.builds(Color, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ff0000", 1.0),
    ],
)
def test_the_contrast_is_that_of_the_examples_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(Color.parse(one), Color.parse(other)) == pytest.approx(ratio, abs=0.01)


@given(one=COLOURS, other=COLOURS)
def test_contrast_does_not_ask_which_colour_is_in_front(one: Color, other: Color) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001


@given(colour=COLOURS, on=COLOURS)
def test_every_colour_has_a_shade_that_can_be_read(colour: Color, on: Color) -> None:
    assert contrast(legible(colour, on), on) >= 4.5


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert legible(RED, BLACK) == RED


def test_a_shade_is_no_further_away_than_it_has_to_be() -> None:
    assert contrast(legible(Color.parse("#888888"), WHITE), WHITE) < 5.5


def test_red_and_green_of_one_lightness_are_alike_to_colour_blind_eyes() -> None:
    red, green = Color.parse("#a06a00"), Color.parse("#7f7f00")

    assert distance(red, green) < 10 < distance(red, BLUE)


def test_shades_are_told_apart_where_the_colours_were_not() -> None:
    before = (Color.parse("#c46060"), Color.parse("#a07040"))
    after = tell_apart(before, BLACK)

    assert distance(*after) > distance(*before)
    assert min(contrast(each, BLACK) for each in after) >= 4.5


def test_a_lighter_shade_of_red_stays_red() -> None:
    red = legible(Color.parse("#bf616a"), Color.parse("#2e3440"))

    assert red.hsl.s > 0.6


@given(page=COLOURS, tint=COLOURS)
def test_a_ground_has_the_contrast_with_the_page_that_its_tint_can_give(page: Color, tint: Color) -> None:
    found = ground(page, tint, 1.3)

    assert contrast(found, page) >= 1.3 or found == tint


def test_colours_that_are_far_apart_stay_as_they_are() -> None:
    colours = (Color.parse("#56b4e9"), Color.parse("#f0c442"), Color.parse("#e8703a"))

    assert tell_apart(colours, Color.parse("#0e1116")) == colours


def test_the_hue_furthest_from_the_others_is_taken() -> None:
    assert farthest((RED, BLUE), (GREEN, RED), WHITE) == BLUE
