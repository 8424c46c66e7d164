"""A TOML text as a document with positions, and what is wrong with one that is none."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from tui.config.config import Position
from tui.config.errors import ConfigError
from tui.config.place import Document
from tui.config.positions import find_positions

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NotTomlError", "parse_document"]

_SPOT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_SENTENCES = (
    ("Invalid value", 'this is no value: write text in quotes, "like this"'),
    ("Expected '=' after a key", "a key needs = and a value after it"),
    ("Expected newline or end of document", "one key to a line: something follows the value"),
    ("Expected ']' at the end of a table", "the header of a table ends in ]"),
    ("Expected ']]' at the end of an array", "the header of an array of tables ends in ]]"),
    ("Invalid initial character for a key", "a key is made of letters, digits, - and _, or stands in quotes"),
    ("Invalid statement", "this is neither key = value nor a [table]"),
    ("Cannot overwrite a value", "this key stands twice in its table"),
    ("Duplicate inline table key", "this key stands twice in its table"),
    ("Cannot declare", "this table stands twice, or is a value already"),
    ("Cannot mutate immutable namespace", "a table in braces is complete: add the key between its braces"),
    ("Cannot redefine namespace", "this table stands twice"),
    ("Cannot redefine an inline table", "a table in braces is complete: add the key between its braces"),
    ("Unclosed array", "this list is not closed: ] or a comma is missing"),
    (
        "Unclosed inline table",
        "this table is not closed: } or a comma is missing, on the same line",
    ),
    ("Unterminated string", "this text is not closed: its last quote is missing"),
    ('Expected "', "this text is not closed: its last quote is missing"),
    ("Expected '", "this text is not closed: its last quote is missing"),
    ("Illegal character '\\n'", "this text is not closed before the end of the line: a quote is missing"),
    ("Found invalid character '\\n'", "this line ends too early"),
    ("Unescaped '\\' in a string", r"write \\ for a backslash, or 'single quotes', in which it needs none"),
    ("Invalid hex value", r"\u needs four hexadecimal digits and \U eight"),
    ("Invalid date or datetime", "there is no such date: write text in quotes"),
)


class NotTomlError(Exception):
    """A text is not TOML."""

    def __init__(self, error: ConfigError) -> None:
        """Carry the one fault at which reading ended."""
        super().__init__(str(error))
        self.error = error


def parse_document(path: Path, text: str) -> Document:
    """Return the document that the text of this file is.

    Raises:
        NotTomlError: It is not TOML.
    """
    try:
        return Document(path, tomllib.loads(text), find_positions(text))
    except RecursionError as error:
        raise NotTomlError(ConfigError(path=path, message="is nested too deeply")) from error
    except ValueError as error:
        position, message = _explain(str(error), text)
        fault = ConfigError(path=path, line=position.line, column=position.column, message=message)
        raise NotTomlError(fault) from error


def _explain(complaint: str, text: str) -> tuple[Position, str]:
    """Return where tomllib stopped, and why in plain words."""
    found = _SPOT.search(complaint)
    reason = complaint[: found.start()] if found else complaint
    for start, sentence in _SENTENCES:
        if reason.startswith(start):
            reason = sentence
            break
    else:
        reason = reason[:1].lower() + reason[1:]
    if found and found[1]:
        return Position(int(found[1]), int(found[2])), f"not TOML: {reason}"
    lines = text.split("\n")
    return Position(len(lines), len(lines[-1]) + 1), f"not TOML at the end of the file: {reason}"
