from __future__ import annotations

from pathlib import Path

import pytest

from tui.config.syntax import NotTomlError, parse_document

PATH = Path("asyncdash.toml")


def complaint(text: str) -> str:
    with pytest.raises(NotTomlError) as caught:
        parse_document(PATH, text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = \n", '1:5: not TOML: this is no value: write text in quotes, "like this"'),
        ("a = 10s\n", "1:7: not TOML: one key to a line: something follows the value"),
        ("a\n", "1:2: not TOML: a key needs = and a value after it"),
        (
            '\na = "x\n',
            "2:7: not TOML: this text is not closed before the end of the line: a quote is missing",
        ),
        ("a = 1\na = 2\n", "2:6: not TOML: this key stands twice in its table"),
        ("[a]\n[a]\n", "2:3: not TOML: this table stands twice, or is a value already"),
        ("[a\n", "1:3: not TOML: the header of a table ends in ]"),
        ("[a]\nb.\n", "2:3: not TOML: a key is made of letters, digits, - and _, or stands in quotes"),
        ("a = 'x\n'", "1:7: not TOML: this line ends too early"),
        ("a = '\0'", r"1:6: not TOML: found invalid character '\x00'"),
        ("a = [1", "1:7: not TOML at the end of the file: this list is not closed: ] or a comma is missing"),
        (
            "a = '''x",
            "1:9: not TOML at the end of the file: this text is not closed: its last quote is missing",
        ),
        (
            "a = { b = 1\n}",
            "1:12: not TOML: this table is not closed: } or a comma is missing, on the same line",
        ),
        ('a = "\\d"', r"1:8: not TOML: write \\ for a backslash, or 'single quotes', in which it needs none"),
    ],
)
def test_a_text_that_is_not_toml_is_explained(text: str, message: str) -> None:
    assert complaint(text) == f"asyncdash.toml:{message}"


def test_nesting_without_end_is_refused() -> None:
    assert complaint("a = " + "[" * 100_000) == "asyncdash.toml: is nested too deeply"


def test_a_number_that_is_too_long_is_refused() -> None:
    assert complaint("a = " + "9" * 5_000).startswith("asyncdash.toml:")


def test_a_document_has_its_table_and_its_positions() -> None:
    document = parse_document(PATH, "title = 'x'\r\n[keys]\r\n")

    assert document.table == {"title": "x", "keys": {}}
    assert document.positions["keys",] == (2, 1)
