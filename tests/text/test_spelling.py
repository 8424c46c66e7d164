from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tui
from tui.text.cells import cell_len
from tui.text.safe import clean
from tui.text.spelling import in_ascii, only_ascii

SOURCES = [
    *(Path(tui.__file__).parent / "widgets").glob("*.py"),
    *(Path(tui.__file__).parent / "screens").glob("*.py"),
]
LITERAL = re.compile(r'"[^"\n]*"')


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_character_of_ours_has_a_spelling(source: Path) -> None:
    texts = "".join(LITERAL.findall(source.read_text(encoding="utf-8")))

    assert {each for each in in_ascii(texts) if not each.isascii()} == set()


@given(st.text())
def test_a_text_takes_as_many_cells_as_before(text: str) -> None:
    text = clean(text)

    assert cell_len(in_ascii(text)) == cell_len(text)
    assert cell_len(only_ascii(text)) == cell_len(text)


@given(st.text())
def test_the_strict_spelling_is_all_ascii(text: str) -> None:
    assert only_ascii(text).isascii()


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("● 200 OK · 42 ms", "o 200 OK - 42 ms"),
        ("╭─ ²latency ─╮", "+- 2latency -+"),
        ("200 → 503", "200 ->503"),
        ("a long na…", "a long na~"),
        ("plain", "plain"),
    ],
)
def test_what_is_ours_is_spelled_in_ascii(text: str, spelled: str) -> None:
    assert in_ascii(text) == spelled


def test_letters_of_other_languages_stay_where_the_terminal_can_show_them() -> None:
    assert in_ascii("Zürich 東京") == "Zürich 東京"


def test_a_terminal_without_them_shows_question_marks_in_their_cells() -> None:
    assert only_ascii("Zürich 東京") == "Z?rich ????"


def test_a_mark_that_takes_no_cell_leaves_none() -> None:
    assert only_ascii("e\u0301") == "e"
