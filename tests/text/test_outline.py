from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text.outline import folded_but, outline_of, unfolded

DOCUMENT = """\
{
  "a": [
    1,
    {"b": 2}
  ],
  "c": "d"
}"""
LINES = DOCUMENT.split("\n")


def test_a_line_holds_what_is_indented_further_and_what_closes_it() -> None:
    outline = outline_of(LINES)

    assert [outline.end(line) for line in range(len(LINES))] == [6, 4, None, None, None, None, None]
    assert [outline.holder(line) for line in range(len(LINES))] == [None, 0, 1, 1, 1, 0, 0]
    assert (outline.count(0), outline.count(1), outline.count(2)) == (2, 2, 0)
    assert outline.number(3) == 1


def test_what_is_indented_by_hand_needs_no_closer() -> None:
    outline = outline_of(["one", "  two", "  three", "four"])

    assert [outline.end(line) for line in range(4)] == [2, None, None, None]


def test_elements_are_closed_by_their_tags() -> None:
    outline = outline_of(["<a>", "  <b>", "    x", "  </b>", "</a>", "<c/>"])

    assert [outline.end(line) for line in range(6)] == [4, 3, None, None, None, None]


def test_a_folded_line_stands_for_what_it_holds() -> None:
    outline = outline_of(LINES)

    assert list(unfolded(outline, len(LINES), set())) == [0, 1, 2, 3, 4, 5, 6]
    assert list(unfolded(outline, len(LINES), {1})) == [0, 1, 5, 6]
    assert list(unfolded(outline, len(LINES), {0, 1})) == [0]
    assert list(unfolded(outline, len(LINES), {5})) == [0, 1, 2, 3, 4, 5, 6]


def test_where_nothing_is_folded_no_line_is_listed() -> None:
    outline = outline_of(LINES)

    assert unfolded(outline, len(LINES), ()) == range(len(LINES))


@given(st.lists(st.text(" }a", max_size=6), max_size=30))
def test_no_line_is_lost_whatever_is_folded(texts: list[str]) -> None:
    outline = outline_of(texts)
    seen = unfolded(outline, len(texts), set(outline.folds()))

    hidden = sum((outline.end(line) or line) - line for line in seen)
    assert len(seen) + hidden == len(texts)


def test_of_what_is_folded_but_for_a_few_only_the_outermost_are_seen() -> None:
    outline = outline_of(LINES)

    assert list(folded_but(outline, len(LINES), set())) == [0, 1, 5, 6]
    assert list(folded_but(outline, len(LINES), {1})) == [0, 1, 2, 3, 4, 5, 6]
