from __future__ import annotations

import pytest

from tui.text.bodies import view_of
from tui.text.long_lines import HexLines, LongLines, find_in


def lines_of(text: str) -> LongLines:
    return LongLines(text, lambda line: [(line, "text")])


def test_lines_are_made_when_they_are_asked_for() -> None:
    made: list[str] = []

    def colour(text: str) -> list[tuple[str, str]]:
        made.append(text)
        return [(text, "text")]

    lines = LongLines("one\ntwo\n\nfour", colour)

    assert (len(lines), lines[1], lines[-1]) == (4, [("two", "text")], [("four", "text")])
    assert made == ["two", "four"]
    assert list(lines.raws()) == ["one", "two", "", "four"]
    assert lines.longest == 4


@pytest.mark.parametrize(
    "text", ["", "\n", "a\n" * 20_000, "x" * 40_000 + "\n\nb", ("y" * 99 + "\n") * 400 + "z"]
)
def test_no_line_is_torn_where_a_long_text_is_broken_up(text: str) -> None:
    lines = lines_of(text)

    assert list(lines.raws()) == text.split("\n")
    assert [lines.raw(number) for number in range(len(lines))] == text.split("\n")


def test_lines_are_safe_to_print() -> None:
    assert lines_of("a\x1b[2Jb")[0] == [("a�[2Jb", "text")]


@pytest.mark.parametrize(
    ("needle", "expected"),
    [
        ("one", [(0, 0, 3), (2, 1, 4), (2, 5, 8)]),
        ("One", [(2, 1, 4)]),
        ("nobody", []),
        ("two", [(1, 0, 3)]),
        ("", []),
    ],
)
def test_a_text_is_found_in_every_line(needle: str, expected: list[tuple[int, int, int]]) -> None:
    text = "one\ntwo\n-One one"

    assert find_in(lines_of(text), needle, 100) == expected
    assert find_in([[(line, "text")] for line in text.split("\n")], needle, 100) == expected


def test_what_is_found_stands_where_it_is_shown() -> None:
    assert find_in(lines_of("\tx"), "x", 100) == [(0, 4, 5)]


def test_no_more_is_looked_for_than_is_wanted() -> None:
    assert len(find_in(lines_of("x\n" * 50), "x", 7)) == 7
    assert len(find_in(HexLines(b"x" * 50), "x", 7)) == 7


def test_hexadecimal_rows_say_where_what_and_as_text() -> None:
    rows = HexLines(bytes(range(0x41, 0x55)))

    assert ["".join(text for text, _ in row) for row in rows] == [
        "0000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP",
        "0010  51 52 53 54                                       QRST",
    ]


@pytest.mark.parametrize(
    ("needle", "found"),
    [("IJ", "IJ"), ("ij", "IJ"), ("op", "OP"), ("49 4a", "49 4a"), ("494A", "49 4a"), ("4142", "41 42")],
)
def test_in_bytes_a_text_is_found_and_bytes_as_well(needle: str, found: str) -> None:
    rows = HexLines(bytes(range(0x41, 0x55)))
    (row, start, end) = find_in(rows, needle, 10)[0]

    assert "".join(text for text, _ in rows[row])[start:end] == found


def test_what_stands_above_the_bytes_is_found_too() -> None:
    rows = HexLines(b"PNG", [[("format PNG", "text")], []])

    assert (len(rows), find_in(rows, "PNG", 10)) == (3, [(0, 7, 10), (2, 56, 59)])


def test_what_goes_on_in_the_next_row_is_found_in_the_first() -> None:
    assert find_in(HexLines(b"x" * 14 + b"abcd"), "abcd", 10) == [(0, 70, 72)]


def test_the_hexadecimal_view_of_a_message_is_of_the_same_rows() -> None:
    assert list(view_of(bytes(40)).lines) == list(HexLines(bytes(40)))
