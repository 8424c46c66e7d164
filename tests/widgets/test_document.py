from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text.cells import cell_len
from tui.widgets.document import Hit, Row, crop, find, highlight, paragraph, plain, wrap

ROWS = [Row([('"total"', "key"), (": ", "punct"), ("44.3", "number")]), Row([("TOTAL total", "text")])]
TEXT = st.text(alphabet="ab é日🙂", max_size=30)
RUNS = st.lists(st.tuples(TEXT, st.sampled_from(["key", "text"])), max_size=5)


def test_a_crop_keeps_the_colours_of_what_is_left() -> None:
    assert crop(ROWS[0].runs, 3, 7) == [('tal"', "key"), (": ", "punct"), ("4", "number")]


@given(runs=RUNS, start=st.integers(0, 40), width=st.integers(0, 40))
def test_a_crop_is_never_wider_than_its_place(runs: list[tuple[str, str]], start: int, width: int) -> None:
    assert cell_len(plain(crop(runs, start, width))) <= width


@given(runs=RUNS, width=st.integers(2, 20))
def test_wrapping_loses_nothing_and_fits(runs: list[tuple[str, str]], width: int) -> None:
    rows = wrap(runs, width)

    assert "".join(plain(row) for row in rows) == plain(runs)
    assert all(cell_len(plain(row)) <= width for row in rows)


def test_a_search_without_capitals_ignores_them() -> None:
    assert find(ROWS, "total") == [Hit(0, 1, 6), Hit(1, 0, 5), Hit(1, 6, 11)]


def test_a_search_with_capitals_respects_them() -> None:
    assert find(ROWS, "TOTAL") == [Hit(1, 0, 5)]


def test_nothing_is_found_for_nothing() -> None:
    assert find(ROWS, "") == []


def test_a_highlight_goes_across_pieces_and_changes_no_character() -> None:
    marked = highlight(ROWS[0].runs, 5, 10, "flash")

    assert plain(marked) == plain(ROWS[0].runs)
    assert [text for text, tag in marked if tag.endswith("|flash")] == ['l"', ": ", "4"]


def test_a_paragraph_breaks_between_words() -> None:
    assert [plain(row.runs) for row in paragraph("no check yet", 9)] == ["no check", "yet"]


def test_a_word_longer_than_the_row_is_broken() -> None:
    assert [plain(row.runs) for row in paragraph("abcdefgh", 5)] == ["abcde", "fgh"]
