from __future__ import annotations

import pytest
from textual.color import Color

from tui.widgets.cube import nearest, nearest_apart
from tui.widgets.eyes import contrast, distance


@pytest.mark.parametrize(
    ("colour", "found"),
    [
        ("#5f87af", "#5f87af"),
        ("#121212", "#121212"),
        ("#ff0000", "#ff0000"),
        ("#1b2a45", "#262626"),
        ("#0e1116", "#121212"),
        ("#ffffff", "#ffffff"),
    ],
)
def test_a_colour_becomes_what_looks_most_like_it(colour: str, found: str) -> None:
    assert nearest(Color.parse(colour)) == Color.parse(found)


def test_what_is_near_to_one_colour_becomes_two_that_can_be_read_and_told_apart() -> None:
    ground, wanted = Color.parse("#d7d7ff"), (Color.parse("#7d4f00"), Color.parse("#82071e"))
    brown, red = nearest_apart(wanted, ground)

    assert distance(brown, red) >= 10
    assert min(contrast(each, ground) for each in (brown, red)) >= 4.5
    assert brown.g > red.g


def test_what_is_apart_already_becomes_the_nearest() -> None:
    wanted = (Color.parse("#ff5f57"), Color.parse("#56b4e9"))

    assert nearest_apart(wanted, Color.parse("#121212")) == tuple(map(nearest, wanted))


def test_where_nothing_can_be_told_apart_there_is_still_a_colour_for_each() -> None:
    greys = tuple(Color(200 + step, 200 + step, 200 + step) for step in range(24))
    found = nearest_apart(greys, Color.parse("#875f87"))

    assert len(found) == len(greys)
