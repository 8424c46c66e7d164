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

    assert ["".join(text for text, _ in line) for line in lines[:4]] == ["<p>", "  <b>x</b>", "</p>", "<p>"]


@given(st.text() | st.text("<>/='\"a!? \n"))
def test_no_part_of_a_line_is_lost(text: str) -> None:
    lines = markup_lines(text, 1_000)

    assert all(part for line in lines for part, _ in line)
    assert len("".join(part for line in lines for part, _ in line)) <= 4 * len(text)


def test_what_is_broken_is_indented_by_how_deep_it_is() -> None:
    text = '<?xml version="1.0"?><a><b c="1"/><d><e>x</e></d></a><!-- end -->'
    lines = markup_lines(text * 10, 10_000)

    assert ["".join(part for part, _ in line) for line in lines[:8]] == [
        '<?xml version="1.0"?>',
        "<a>",
        '  <b c="1"/>',
        "  <d>",
        "    <e>x</e>",
        "  </d>",
        "</a>",
        "<!-- end -->",
    ]


def test_elements_of_html_that_are_never_closed_hold_nothing() -> None:
    lines = markup_lines("<div><br><img src='x'><p>y</p></div>" * 20, 10_000)

    assert ["".join(part for part, _ in line) for line in lines[:5]] == [
        "<div>",
        "  <br>",
        "  <img src='x'>",
        "  <p>y</p>",
        "</div>",
    ]


def test_a_tag_without_an_end_takes_no_time() -> None:
    assert len(markup_lines("<" + "a" * 90_000 + "><" * 2, 100_000)) > 0
