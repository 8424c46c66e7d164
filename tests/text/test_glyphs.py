"""The characters that charts are drawn with."""

from __future__ import annotations

from tui.text.glyphs import ASCII, GLYPHS, merge


def test_the_ascii_set_is_ascii() -> None:
    characters = (
        ASCII.ramp
        + ASCII.column
        + ASCII.failed
        + ASCII.nothing
        + ASCII.bar
        + ASCII.dash
        + ASCII.axis
        + ASCII.tick
    )

    assert characters.isascii()


def test_the_sets_go_by_the_names_of_the_configuration() -> None:
    assert list(GLYPHS) == ["braille", "block", "ascii"]


def test_neighbours_of_one_colour_are_one_piece() -> None:
    assert merge([("a", "x"), ("b", "x"), ("c", "y"), ("d", "x")]) == [("ab", "x"), ("c", "y"), ("d", "x")]
