from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from tests.inks import make_ink
from tui.text.safe import clean
from tui.widgets.ink import Ink
from tui.widgets.line import Line
from tui.widgets.themes import THEMES

if TYPE_CHECKING:
    from textual.strip import Strip


def themed() -> App[None]:
    app = App[None]()
    app.register_theme(THEMES[0])
    app.theme = THEMES[0].name
    return app


INK = Ink(themed())
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of what follows."""


def test_a_line_is_exactly_as_wide_as_promised() -> None:
    line = Line(INK, 10).put("abc")

    assert line.strip().cell_length == 10


def drawn() -> Strip:
    """A row with a picture over the cells from 2 to 6."""
    return Line(INK, 10).put("│ ").put("    ").over("PICTURE").put(" │").strip()


def pieces(strip: Strip) -> list[str]:
    return [segment.text for segment in strip]


def test_what_is_drawn_over_a_piece_takes_no_cell_and_stands_behind_it() -> None:
    assert pieces(drawn()) == ["│ ", "    ", "PICTURE", " │", "  "]
    assert drawn().cell_length == 10


@pytest.mark.parametrize(
    ("start", "end", "has_picture"),
    [
        (0, 10, True),
        (2, 6, True),
        (0, 6, True),
        (2, 10, True),
        (0, 2, False),
        (3, 6, False),
        (0, 5, False),
        (6, 10, False),
    ],
)
def test_a_part_of_a_row_has_what_is_drawn_if_it_has_all_of_its_cells(
    start: int, end: int, *, has_picture: bool
) -> None:
    part = drawn().crop(start, end)

    assert ("PICTURE" in pieces(part)) is has_picture
    assert sum(segment.cell_length for segment in part) == part.cell_length == end - start


def test_a_row_is_divided_around_what_is_drawn() -> None:
    assert [pieces(part) for part in drawn().divide([2, 6, 10])] == [
        ["│ "],
        ["    ", "PICTURE"],
        [" │", "  "],
    ]
    assert all("PICTURE" not in pieces(part) for part in drawn().divide([4, 10]))


def test_a_row_in_a_row_keeps_what_is_drawn() -> None:
    whole = Line(INK, 12).put("│").join(Line(INK, 4).put("    ").over("PICTURE")).put("│").strip()
    narrow = Line(INK, 3).put("│").join(Line(INK, 4).put("    ").over("PICTURE")).strip()

    assert pieces(whole.crop(0, 6)) == ["│", "    ", "PICTURE", "│"]
    assert pieces(narrow) == ["│", "  "]


def test_a_row_that_is_drawn_whole_does_not_keep_itself() -> None:
    row = Line(INK, 10).put("abc").strip()
    kept = sys.getrefcount(row)
    whole = row.divide([10])[0] is row

    assert whole
    assert sys.getrefcount(row) == kept


def test_a_row_is_divided_where_something_covers_it() -> None:
    row = Line(INK, 10).put("abcdef").strip()

    assert [part.text for part in row.divide([2, 10])] == ["ab", "cdef    "]


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    line = Line(INK, 5).put("abcdefgh")

    assert line.strip().text == "abcd…"


def test_a_width_is_kept_for_short_and_for_long_text() -> None:
    line = Line(INK, 20).put("ab", width=5).put("abcdefgh", width=5).put("x", width=4, align="right")

    assert line.strip().text == "ab   abcd…   x      "


def test_runs_end_in_their_width() -> None:
    line = Line(INK, 12).runs([("abc", "text"), ("defghi", "err")], width=6).put("|")

    assert line.strip().text == "abcde…|     "


def test_a_cut_between_two_pieces_shows_as_well() -> None:
    line = Line(INK, 6).runs([("abcdef", "text"), ("ghi", "err")])

    assert line.strip().text == "abcde…"


def test_pieces_that_fill_the_line_are_not_cut() -> None:
    line = Line(INK, 6).runs([("abc", "text"), ("def", "err"), ("", "text")])

    assert line.strip().text == "abcdef"


def test_what_is_put_to_the_right_ends_at_the_margin() -> None:
    line = Line(INK, 10).put("a").right([("bc", "text")], margin=1)

    assert line.strip().text == "a      bc "


def test_a_joined_line_takes_its_full_width() -> None:
    inner = Line(INK, 4).put("ab")

    assert Line(INK, 6).put("[").join(inner).put("]").strip().text == "[ab  ]"


def test_only_the_words_of_a_column_are_reversed_not_its_blanks() -> None:
    line = Line(make_ink("ansi-dark", no_color=True), 8).put("503", "err", width=8)
    segments = list(line.strip())

    assert [segment.text for segment in segments if segment.style and segment.style.reverse] == ["503"]
    assert "".join(segment.text for segment in segments) == "503     "


def test_a_reversed_text_does_not_take_the_blank_behind_it_along() -> None:
    line = Line(make_ink("ansi-dark", no_color=True), 8).put("401 ", "err")
    segments = list(line.strip())

    assert [segment.text for segment in segments if segment.style and segment.style.reverse] == ["401"]


@given(st.lists(st.tuples(st.text(max_size=20), st.integers(0, 12))), st.integers(0, 30))
def test_no_text_makes_a_line_wider_or_narrower(pieces: list[tuple[str, int]], width: int) -> None:
    line = Line(INK, width)
    for text, room in pieces:
        line.put(clean(text), width=room)

    assert line.strip().cell_length == width


@given(st.text(max_size=60), st.integers(0, 40))
def test_no_cell_holds_what_a_terminal_obeys_even_if_nobody_cleaned_it(text: str, width: int) -> None:
    line = Line(INK, width).put(text).runs([(text, "text")]).right([(text, "text")])

    assert not OBEYED.search(line.strip().text)


def test_what_nobody_cleaned_is_as_wide_as_it_looks() -> None:
    line = Line(INK, 20).put("a\x1b]0;title\x07b", width=12).put("|")

    assert line.strip().text == "a�]0;title�b|       "


def test_without_colour_a_failure_on_the_selected_row_leaves_no_hole_in_its_bar() -> None:
    line = Line(make_ink("ansi-dark", no_color=True), 20, on="bar").put("500", "err", width=8).put("late")

    assert all(style.reverse for _, style, _ in line.to(20).strip() if style)


def test_what_is_blank_behind_a_graph_of_the_selected_row_is_part_of_its_band() -> None:
    line = Line(make_ink("ansi-dark"), 10, on="bar").put("█▌   ", "series").put("7%")
    looks = [(text, bool(style.reverse)) for text, style, _ in line.strip() if style]

    assert looks[:2] == [("█▌", False), ("   ", True)]


def test_the_line_below_a_row_without_the_focus_goes_on_below_blanks_in_one_colour() -> None:
    line = Line(make_ink("ansi-dark"), 8, on="bar-quiet").put(" ~ ", "warn").put("a")
    looks = [(text, str(style)) for text, style, _ in line.strip() if style]

    assert looks[0] == (" ", looks[-1][1])
    assert looks[1][1] != looks[0][1]


def test_a_moment_that_cannot_be_tinted_is_marked_by_a_line() -> None:
    for theme, drawn_there in (("asyncdash-dark", "▁▃▅"), ("ansi-dark", "▁│▅")):
        line = Line(make_ink(theme), 3).put("▁", "series").put("▃", "paused", on="notch").put("▅", "series")

        assert line.strip().text == drawn_there


def test_without_colour_what_goes_on_from_words_that_are_reversed_leaves_no_hole_between_them() -> None:
    line = Line(make_ink("ansi-dark", no_color=True), 12)
    line.put("gone", "err-strong").put("  why", "err").put(" 7s")
    looks = [(text, bool(style.reverse)) for text, style, _ in line.strip() if style]

    assert looks == [("gone", True), ("  ", True), ("why", True), (" 7s", False)]
