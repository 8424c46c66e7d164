"""Where every key and item of a TOML document stands, which tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import TYPE_CHECKING

from tui.config.config import Position

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KeyPath", "find_positions"]

KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'  # may end in up to two quotes of its own
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def find_positions(text: str) -> Mapping[KeyPath, Position]:
    """Return where each key path of a valid TOML document stands.

    A key stands where it is first written, an item of an array where its value
    begins, a table and an item of an array of tables at its header's bracket.
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.scan_document()
    return scanner.positions


class _Scanner:
    """Walks over a document once; the grammar is that of TOML 1.0."""

    def __init__(self, text: str) -> None:
        """Start in front of the text, which tomllib has found to be valid."""
        self.positions: dict[KeyPath, Position] = {}
        self._text = text
        self._at = 0
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._lengths: dict[KeyPath, int] = {}
        """How many items each array of tables has so far."""

    def scan_document(self) -> None:
        """Walk over headers and the pairs under them."""
        table: KeyPath = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._scan_header()
            else:
                self._scan_pair(table)
            self._skip(_BLANK)

    def _scan_header(self) -> KeyPath:
        """Walk over `[a.b]` or `[[a.b]]` and return the path that the pairs below it have."""
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 2 if is_array else 1
        path: KeyPath = ()
        for key, _ in self._scan_keys():
            path = (*self._newest(path), key)
            self._mark(path, start)
        self._at += 2 if is_array else 1
        if not is_array:
            return path
        number = self._lengths.get(path, 0)
        self._lengths[path] = number + 1
        self._mark((*path, number), start)
        return (*path, number)

    def _newest(self, path: KeyPath) -> KeyPath:
        """Return the path into the last item of it, where it is an array of tables."""
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _scan_pair(self, table: KeyPath) -> None:
        """Walk over `key = value`."""
        path = table
        for key, start in self._scan_keys():
            path = (*path, key)
            self._mark(path, start)
        self._at += 1
        self._skip(_SPACE)
        self._scan_value(path)

    def _scan_keys(self) -> list[tuple[str, int]]:
        """Walk over `a."b".c`, with the blanks around it, and return each key and its offset."""
        keys: list[tuple[str, int]] = []
        while not keys or self._text[self._at] == ".":
            self._at += 1 if keys else 0
            self._skip(_SPACE)
            start = self._at
            is_quoted = self._text[start] in "\"'"
            self._skip(_TEXT if is_quoted else _BARE)
            raw = self._text[start : self._at]
            keys.append((tomllib.loads(f"key = {raw}")["key"] if is_quoted else raw, start))
            self._skip(_SPACE)
        return keys

    def _scan_value(self, path: KeyPath) -> None:
        """Walk over a value and everything in it."""
        match self._text[self._at]:
            case "[":
                self._scan_array(path)
            case "{":
                self._scan_inline_table(path)
            case '"' | "'":
                self._skip(_TEXT)
            case _:
                self._skip(_SCALAR)

    def _scan_array(self, path: KeyPath) -> None:
        """Walk over `[a, b]`, which may span lines and end in a comma."""
        self._at += 1
        self._skip(_BLANK)
        number = 0
        while self._text[self._at] != "]":
            item = (*path, number)
            self._mark(item, self._at)
            self._scan_value(item)
            self._skip_comma()
            number += 1
        self._at += 1

    def _scan_inline_table(self, path: KeyPath) -> None:
        """Walk over `{ a = 1, b = 2 }`."""
        self._at += 1
        self._skip(_BLANK)
        while self._text[self._at] != "}":
            self._scan_pair(path)
            self._skip_comma()
        self._at += 1

    def _skip_comma(self) -> None:
        """Walk over what stands between two items."""
        self._skip(_BLANK)
        self._at += self._text[self._at] == ","
        self._skip(_BLANK)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        """Walk over what matches here."""
        if found := pattern.match(self._text, self._at):
            self._at = found.end()

    def _mark(self, path: KeyPath, offset: int) -> None:
        """Remember where a path stands, the first time that it is written."""
        if path not in self.positions:
            line = bisect_right(self._lines, offset)
            self.positions[path] = Position(line, offset - self._lines[line - 1] + 1)
