from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import NOW, make_message, make_notice
from tui.model.mask import Mask
from tui.model.message import Opcode, Row
from tui.model.message_type import TypeReader
from tui.model.ring import Ring
from tui.text.cells import cell_len
from tui.widgets.message_body import (
    body_lines,
    diff_lines,
    news_lines,
    previous_of_type,
    tree_text,
    wrapped,
)

if TYPE_CHECKING:
    from tui.text.glyphs import Line

MASK = Mask(["hunter22"])


def _text(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def _ring(*payloads: str) -> Ring[Row]:
    ring: Ring[Row] = Ring(100)
    for at, payload in enumerate(payloads):
        ring.append(make_message(payload, at=NOW + at))
    return ring


def test_hexadecimals_stand_in_rows_that_there_is_room_for() -> None:
    message = make_message(bytes(range(65, 81)))
    rows = {width: _text(body_lines(message, "hex", MASK, width=width)) for width in (72, 71, 39, 38)}

    assert rows[72] == ["0000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP"]
    assert (
        rows[71]
        == rows[39]
        == [
            "0000  41 42 43 44 45 46 47 48  ABCDEFGH",
            "0008  49 4a 4b 4c 4d 4e 4f 50  IJKLMNOP",
        ]
    )
    assert rows[38][0] == "0000  41 42 43 44  ABCD"


def test_json_is_laid_out() -> None:
    lines = body_lines(make_message('{"a": 1, "b": [true, "' + "x" * 80 + '"]}'), "pretty", MASK)

    assert _text(lines)[:2] == ["{", '  "a": 1,']


def test_the_raw_view_changes_nothing() -> None:
    assert _text(body_lines(make_message('{"a":   1}\n'), "raw", MASK)) == ['{"a":   1}', ""]


def test_the_hex_view_shows_the_bytes() -> None:
    assert "68 69" in _text(body_lines(make_message("hi"), "hex", MASK))[0]


def test_of_a_huge_message_the_beginning_is_shown_and_it_says_so() -> None:
    lines = _text(body_lines(make_message('["' + "x" * 3_000_000 + '"]'), "pretty", MASK))

    assert lines[0] == "first 400 kB of 3.0 MB"


def test_a_close_frame_is_explained() -> None:
    message = make_message((1012).to_bytes(2, "big") + b"back soon", opcode=Opcode.CLOSE)

    assert _text(body_lines(message, "pretty", MASK)) == ["1012 service restart", "back soon"]


def test_a_notice_is_told_fact_by_fact() -> None:
    notice = make_notice("101 in 38ms · permessage-deflate")

    assert _text(body_lines(notice, "pretty", MASK)) == ["101 in 38ms", "permessage-deflate"]


def test_secrets_show_in_no_view() -> None:
    message = make_message('{"token": "hunter22"}')

    assert not any(
        "hunter22" in line
        for view in ("pretty", "tree", "raw", "hex")
        for line in _text(body_lines(message, view, MASK))
    )
    assert "68 75 6e 74" not in "".join(_text(body_lines(message, "hex", MASK)))


def test_a_secret_at_which_a_huge_message_is_cut_shows_in_no_view() -> None:
    payload = "x" * 399_996 + "hunter22" + "y" * 100_000
    message = make_message(payload)
    shown = [
        _text(body_lines(message, "raw", MASK)),
        _text(diff_lines((0, make_message("z")), message, kind="", mask=MASK)),
    ]

    assert "hunt" not in "".join(line for lines in shown for line in lines)
    assert tree_text(message, MASK).strip("x•") == ""


def test_the_message_before_is_of_the_same_type_and_direction() -> None:
    ring = _ring('{"type": "a", "n": 1}', '{"type": "b"}')
    ring.append(make_message('{"type": "a"}', direction="out"))
    ring.append(make_message('{"type": "a", "n": 2}'))
    found = previous_of_type(ring, 3, TypeReader())

    assert found is not None
    assert found[0] == 0


def test_there_may_be_none() -> None:
    assert previous_of_type(_ring('{"type": "a"}'), 0, TypeReader()) is None
    assert previous_of_type(_ring('{"type": "a"}'), 7, TypeReader()) is None


def test_a_diff_names_the_paths_that_changed() -> None:
    old, new = make_message('{"n": 1, "a": 2}'), make_message('{"n": 3, "b": 2}', at=NOW + 0.018)

    assert _text(diff_lines((1, old), new, kind="json", mask=MASK)) == [
        "against #1, 18ms before · json",
        "",
        "$.n  1 → 3",
        "$.b  — → 2",
        "$.a  2 → gone",
    ]


def test_a_diff_breaks_where_there_is_no_room_for_it_and_cuts_nothing() -> None:
    old, new = make_message('{"n": 1, "longer": "abcdef"}'), make_message('{"n": 2, "longer": "ghijkl"}')

    assert _text(diff_lines((1, old), new, kind="order.updated", mask=MASK, width=26)) == [
        "against #1, 0ms before",
        "order.updated",
        "",
        "$.n       1 → 2",
        "$.longer",
        '  "abcdef" → "ghijkl"',
    ]


def test_what_is_new_in_a_message_stands_under_a_heading_without_secrets() -> None:
    old, new = make_message('{"token": "x"}'), make_message('{"token": "hunter22"}', at=NOW + 0.018)

    assert _text(news_lines((1, old), new, mask=MASK, width=30)) == [
        "─ since #1, 18ms before ──────",
        '$.token  "x" → "•••"',
    ]


def test_a_diff_of_texts_sets_off_the_lines_that_changed() -> None:
    lines = diff_lines((0, make_message("a\nb")), make_message("a\nc"), kind="text", mask=MASK)

    assert _text(lines)[2:] == ["  a", "+ c"]


def test_of_texts_that_are_too_long_the_beginnings_are_compared_and_it_says_so() -> None:
    one, other = (make_message(f"{word}\n" * 60_000) for word in ("a", "b"))

    assert (
        _text(diff_lines((0, one), other, kind="text", mask=MASK))[2] == "only their beginnings are compared"
    )


def test_messages_that_are_the_same_say_so() -> None:
    assert (
        "the same" in _text(diff_lines((0, make_message("a")), make_message("a"), kind="text", mask=MASK))[-1]
    )


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=["Mn", "Me", "Cc", "Cf", "Mc"])),
            st.just("text"),
        ),
        max_size=4,
    ),
    st.integers(2, 9),
)
def test_wrapping_loses_nothing_and_fits(line: Line, width: int) -> None:
    rows = wrapped([line], width)

    assert "".join(_text(rows)) == "".join(text for text, _ in line)
    assert all(cell_len(row) <= width for row in _text(rows))


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ([("the stream just ended", "text")], ["the stream ", "just ended"]),
        ([("cause  ", "key"), ("lost the line", "text")], ["cause  lost ", "the line"]),
        ([("cause ", "key"), ("unreachable", "text")], ["cause ", "unreachable"]),
        ([("abcdefghijklmnop qr", "text")], ["abcdefghijkl", "mnop qr"]),
        ([("twelve cells and", "text")], ["twelve cells", "and"]),
        (
            [("url  ", "key"), ("ws://example.com/", "text")],
            ["url  ws://ex", "     ample.c", "     om/"],
        ),
        ([("of  ", "key"), ("a b-very-long-word", "text")], ["of  a ", "    b-very-l", "    ong-word"]),
    ],
)
def test_prose_is_broken_between_words_and_only_a_long_word_within(line: Line, rows: list[str]) -> None:
    assert _text(wrapped([line], 12, at_words=True)) == rows


@pytest.mark.parametrize(
    ("payload", "note"),
    [
        (b'{"a": 1, "b": [1, 2', "JSON that ends too early: expected a comma or ] at byte 19"),
        (b'{"type": "x", bad}', "not JSON: expected a key in quotes at byte 14"),
    ],
)
def test_what_is_broken_is_shown_with_where_it_breaks(payload: bytes, note: str) -> None:
    message = make_message(payload, opcode=Opcode.TEXT)

    assert _text(body_lines(message, "pretty", MASK))[0] == note


def test_broken_text_is_laid_out_all_the_same() -> None:
    message = make_message(b'{"name": "caf\xe9"}', opcode=Opcode.TEXT)

    assert _text(body_lines(message, "pretty", MASK)) == ["{", '  "name": "caf�"', "}"]


@pytest.mark.parametrize("line", ["[INFO] started", "[2024-01-01 12:00] started", "{not meant to be JSON}"])
def test_a_bracket_alone_makes_no_json(line: str) -> None:
    assert _text(body_lines(make_message(line), "pretty", MASK)) == [line]


def test_a_fact_that_is_broken_goes_on_below_itself() -> None:
    line = [("then      ", "muted"), ("connected again later", "text")]

    assert ["".join(text for text, _ in row).rstrip() for row in wrapped([line], 28, at_words=True)] == [
        "then      connected again",
        "          later",
    ]


@given(st.lists(st.tuples(st.text("ab 漢", max_size=30), st.just("text")), max_size=4), st.integers(2, 20))
def test_however_long_its_words_are_a_line_is_broken_and_nothing_but_blanks_is_lost(
    line: Line, width: int
) -> None:
    for at_words in (False, True):
        rows = wrapped([line], width, at_words=at_words)
        texts = ["".join(text for text, _ in row) for row in rows]

        assert all(cell_len(text) <= width for text in texts)
        assert "".join(texts).replace(" ", "") == "".join(text for text, _ in line).replace(" ", "")
