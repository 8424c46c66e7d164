from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.strip_changes import changed_spans

_BOLD = Style(bold=True)


def strip(*pieces: str) -> Strip:
    """Return a row whose pieces differ from their neighbours in style."""
    return Strip([Segment(text, _BOLD if number % 2 else None) for number, text in enumerate(pieces)])


def test_equal_rows_have_no_changes() -> None:
    assert list(changed_spans(strip("abc", "de"), strip("abc", "de"))) == []


def test_only_the_piece_that_differs_has_changed() -> None:
    before, after = strip("in ", "8s", " and ", "9s", " "), strip("in ", "7s", " and ", "8s", " ")

    assert list(changed_spans(before, after)) == [(3, 5), (10, 12)]


def test_pieces_of_other_lengths_have_changed_up_to_where_they_end_together() -> None:
    before, after = strip("a", "10s", " ", "end"), strip("a", "9s", "  ", "end")

    assert list(changed_spans(before, after)) == [(1, 5)]


def test_the_beginning_that_stays_is_left_out() -> None:
    before, after = strip("at ", "12:00:01", " "), strip("at ", "12:00:02", " ")

    assert list(changed_spans(before, after)) == [(10, 11)]


def test_no_wide_character_is_cut_in_two() -> None:
    assert list(changed_spans(strip("日本a"), strip("日本b"))) == [(0, 5)]


def test_rows_that_are_not_as_wide_as_they_say_have_changed_as_a_whole() -> None:
    before, after = Strip([Segment("abc")], 3), Strip([Segment("a"), Segment("\tb", _BOLD)], 3)

    assert list(changed_spans(before, after)) == [(0, 3)]


def test_a_colour_is_a_change() -> None:
    assert list(changed_spans(strip("abc"), strip("", "abc"))) == [(0, 3)]


def test_what_is_drawn_over_a_row_is_a_change_of_all_of_it() -> None:
    before, after = (
        Strip([Segment("    "), Segment(picture, None, [(ControlType.CURSOR_FORWARD, 0)]), Segment("|")], 5)
        for picture in ("one", "other")
    )

    assert list(changed_spans(before, after)) == [(0, 5)]
    assert list(changed_spans(before, before)) == []


_PIECES = st.lists(st.sampled_from(["a", "bc", "def"]), min_size=1, max_size=6)


@settings(max_examples=60)
@given(_PIECES, _PIECES)
def test_outside_the_spans_nothing_differs(first: list[str], second: list[str]) -> None:
    width = max(sum(map(len, first)), sum(map(len, second))) + 1
    before, after = (strip(*row, "." * (width - sum(map(len, row)))) for row in (first, second))
    spans = list(changed_spans(before, after))
    changed = {cell for start, end in spans for cell in range(start, end)}
    cells = [
        [(character, segment.style) for segment in row for character in segment.text]
        for row in (before, after)
    ]

    assert all(cells[0][at] == cells[1][at] for at in range(width) if at not in changed)
