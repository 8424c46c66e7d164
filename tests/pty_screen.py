"""Screen: what a terminal shows after the bytes that a program has sent to it."""

from __future__ import annotations

import re
import unicodedata
from codecs import getincrementaldecoder

__all__ = ["Screen"]

_TOKEN = re.compile(
    r"\x1b\[(?P<mark>[<>=?]?)(?P<numbers>[\d;:]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b\](?P<command>.*?)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_].*?\x1b\\"
    r"|\x1b(?:\[[\d;:<>=? -/]*|[\]PX^_][^\x07\x1b\x18]*)?\x18"
    r"|\x1b[()].|\x1b[=>78cDEHM]"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)",
    re.DOTALL,
)
_ALTERNATE, _CURSOR, _WRAP = 1049, 25, 7
_ON_AT_FIRST = {_CURSOR, _WRAP}
_ANSWERS = {
    ("?", "2026", "p"): b"\x1b[?2026;2$y",
    ("", "", "c"): b"\x1b[?62;4c",
    ("", "0", "c"): b"\x1b[?62;4c",
}
_BACKGROUND = b"\x1b]11;rgb:1111/1111/1111\x1b\\"


class Screen:
    """The cells of a terminal, its modes, and its answers; no more of it than the tests look at."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.modes = set(_ON_AT_FIRST)
        """The private modes that are on."""
        self.keyboards = 0
        """How many keyboard protocols are pushed and not popped."""
        self.printed = ""
        """What was written outside of the alternate screen."""
        self.background_asked = 0
        """How often the program has asked for the colour of the background."""
        self._cells = self._blank()
        self._row = self._column = 0
        self._rest = ""
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    @property
    def is_alternate(self) -> bool:
        """Is the alternate screen shown?"""
        return _ALTERNATE in self.modes

    @property
    def is_as_at_first(self) -> bool:
        """Has every mode been put back: screen, cursor, mouse, paste, focus, line wrap, keyboard?"""
        return self.modes == _ON_AT_FIRST and self.keyboards == 0

    @property
    def lines(self) -> list[str]:
        """What the rows show, without the blanks at their ends."""
        return ["".join(row).rstrip() for row in self._cells]

    @property
    def text(self) -> str:
        """All that is seen."""
        return "\n".join(self.lines)

    def wipe(self) -> None:
        """Forget what is shown, as a program does that had the terminal meanwhile."""
        self._cells = self._blank()

    def feed(self, data: bytes) -> bytes:
        """Take in what the program sent and return what the terminal answers."""
        text, answers, end = self._rest + self._decode(data), b"", 0
        while match := _TOKEN.match(text, end):
            end = match.end()
            answers += self._take(match)
        self._rest = text[end:]
        return answers

    def _take(self, match: re.Match[str]) -> bytes:
        if match["text"] is not None:
            self._write(match["text"])
        elif match["control"] is not None:
            self._control(match["control"])
        elif match["command"] is not None:
            if match["command"] != "11;?":
                return b""
            self.background_asked += 1
            return _BACKGROUND
        elif match["final"] is not None:
            self._sequence(match["mark"], match["numbers"], match["final"])
            return _ANSWERS.get((match["mark"], match["numbers"], match["final"]), b"")
        return b""

    def _write(self, text: str) -> None:
        if not self.is_alternate:
            self.printed += text
        for character in text:
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            if unicodedata.combining(character) or self._column + width > self.columns:
                continue
            cells = self._cells[self._row]
            cells[self._column : self._column + width] = [character, *[""] * (width - 1)]
            self._column += width

    def _control(self, character: str) -> None:
        match character:
            case "\r":
                self._column = 0
            case "\n":
                if not self.is_alternate:
                    self.printed += "\n"
                self._row, self._column = min(self._row + 1, self.rows - 1), 0
            case "\b":
                self._column = max(0, self._column - 1)
            case _:
                pass

    def _sequence(self, mark: str, numbers: str, final: str) -> None:
        given = [int(each) for each in numbers.replace(":", ";").split(";") if each]
        match mark, final:
            case "?", "h":
                self._switch(given, is_on=True)
            case "?", "l":
                self._switch(given, is_on=False)
            case ">", "u":
                self.keyboards += 1
            case "<", "u":
                self.keyboards -= 1
            case "", "H":
                row, column = [*given, 1, 1][:2]
                self._row = min(row, self.rows) - 1
                self._column = min(column, self.columns) - 1
            case "", "J" if given == [2]:
                self.wipe()
            case _:
                pass

    def _switch(self, modes: list[int], *, is_on: bool) -> None:
        for mode in modes:
            if mode == _ALTERNATE:
                self.wipe()
                self._row = self._column = 0
            (self.modes.add if is_on else self.modes.discard)(mode)

    def _blank(self) -> list[list[str]]:
        return [[" "] * self.columns for _ in range(self.rows)]
