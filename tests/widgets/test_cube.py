from __future__ import annotations

import pytest
from textual.color import Color

from tui.widgets.cube import nearest


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
