"""XML and HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.text.markup_text import markup_lines


def test_tags_attributes_and_text_have_their_colours() -> None:
    assert markup_lines('<a href="x">go</a>', 100) == [
        [
            ("<", "punct"),
            ("a", "key"),
            (" ", "text"),
            ("href", "key"),
            ("=", "punct"),
            ('"x"', "string"),
            (">", "punct"),
            ("go", "text"),
            ("</", "punct"),
            ("a", "key"),
            (">", "punct"),
        ]
    ]


def test_a_document_without_lines_is_broken_at_its_tags() -> None:
    lines = markup_lines("<p><b>x</b></p>" * 40, 1_000)

    assert ["".join(text for text, _ in line) for line in lines[:4]] == ["<p>", "<b>x</b>", "</p>", "<p>"]


@given(st.text() | st.text("<>/='\"a!? \n"))
def test_no_part_of_a_line_is_lost(text: str) -> None:
    lines = markup_lines(text, 1_000)

    assert all(part for line in lines for part, _ in line)
    assert len("".join(part for line in lines for part, _ in line)) <= 4 * len(text)
