"""Cursor: walks over the text of a condition and takes its words, one at a time."""

from __future__ import annotations

import re
from typing import Final

from tui.model.condition import ConditionError

__all__ = ["Cursor", "in_quotes"]

_BLANKS: Final = re.compile(r"\s*")
_WORD: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_FIELD: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_SYMBOL: Final = re.compile(r"==|!=|<=|>=|=~|~=|!~|&&|\|\||\.\.|[^\w\s]")
_NUMBER: Final = re.compile(r"(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?P<unit>[A-Za-z%]*)", re.ASCII)
_STATUS_CLASS: Final = re.compile(r"\dxx\b", re.ASCII | re.IGNORECASE)
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', re.DOTALL)
_REGEX: Final = re.compile(r"/(?P<pattern>(?:[^/\\]|\\.)*)/(?P<flags>[A-Za-z]*)", re.DOTALL)
_REST: Final = re.compile(r"[^\s(),\[\]]+|\S")
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"', "'": "'", "/": "/"}
_PATH_ENDS: Final = frozenset("=<>!)")
_OPENING: Final = {"[": "]", "(": ")"}
_LAST_ESCAPABLE: Final = 0xFFFF


def in_quotes(text: str) -> str:
    """Return a text as a condition has it: reading that gives the text back, and showing it does nothing."""
    return f'"{"".join(map(_spelled, text))}"'


def _spelled(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    code = ord(character)
    return character if character.isprintable() or code > _LAST_ESCAPABLE else f"\\u{code:04x}"


class Cursor:
    """A place in a text."""

    __slots__ = ("at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def is_at_end(self) -> bool:
        """Is there nothing more?"""
        self._skip()
        return self.at >= len(self.text)

    @property
    def here(self) -> int:
        """The column of what comes next."""
        self._skip()
        return self.at

    def word(self) -> str:
        """Take the next word; "": there is none."""
        return self._take(_WORD)

    def next_word(self) -> str:
        """Return the next word without taking it."""
        found = _WORD.match(self.text, self.here)
        return found[0] if found else ""

    def word_after_next(self) -> str:
        """Return the word behind the next one without taking either."""
        found = _WORD.match(self.text, self.here)
        found = _WORD.match(self.text, _blanks_end(self.text, found.end())) if found else None
        return found[0] if found else ""

    def take_word(self, word: str) -> bool:
        """Take that word if it comes next."""
        if self.next_word() != word:
            return False
        self.at += len(word)
        return True

    def field_name(self) -> str:
        """Take the name of a header field or a cookie, a token of RFC 9110; "": there is none."""
        return self._take(_FIELD)

    def symbol(self) -> str:
        """Return the next symbol without taking it; "": there is none."""
        found = _SYMBOL.match(self.text, self.here)
        return found[0] if found else ""

    def take_symbol(self, symbol: str) -> bool:
        """Take that symbol if it comes next."""
        if self.symbol() != symbol:
            return False
        self.at += len(symbol)
        return True

    def status_class(self) -> int | None:
        """Take a class of statuses like 2xx and return its digit."""
        taken = self._take(_STATUS_CLASS)
        return int(taken[0]) if taken else None

    def number(self) -> tuple[str, str] | None:
        """Take a number and the unit behind it."""
        found = _NUMBER.match(self.text, self.here)
        if found is None:
            return None
        self.at = found.end()
        return found["number"], found["unit"]

    def quoted(self) -> str | None:
        """Take a text in quotes and return what it says.

        Raises:
            ConditionError: The closing quote is missing, or an escape means nothing.
        """
        start = self.here
        if self.text[start : start + 1] not in {'"', "'"}:
            return None
        found = _QUOTED.match(self.text, start)
        if found is None:
            msg = f"the text has no closing {self.text[start]}"
            raise ConditionError(msg, start)
        self.at = found.end()
        return _unescape(found[0][1:-1], start + 1)

    def regex(self) -> tuple[str, str] | None:
        """Take a pattern between slashes and return it with its flags."""
        found = _REGEX.match(self.text, self.here)
        if found is None:
            return None
        self.at = found.end()
        return found["pattern"].replace("\\/", "/"), found["flags"]

    def path(self) -> str:
        """Take a JSONPath: it ends at a blank or a sign outside its brackets and quotes.

        Raises:
            ConditionError: A bracket or a quote is not closed.
        """
        start = self.here
        end = start
        closers: list[str] = []
        while end < len(self.text):
            sign = self.text[end]
            if not closers and (sign.isspace() or sign in _PATH_ENDS):
                break
            if sign in {'"', "'"} and closers:
                found = _QUOTED.match(self.text, end)
                if found is None:
                    msg = f"the text has no closing {sign}"
                    raise ConditionError(msg, end)
                end = found.end()
                continue
            if sign in _OPENING:
                closers.append(_OPENING[sign])
            elif closers and sign == closers[-1]:
                closers.pop()
            end += 1
        if closers:
            msg = f"the path is not finished: {closers[-1]} is missing"
            raise ConditionError(msg, end)
        self.at = end
        return self.text[start:end]

    def rest_of_word(self) -> str:
        """Return what comes next up to a blank, a comma or a bracket, without taking it."""
        found = _REST.match(self.text, self.here)
        return found[0] if found else ""

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.here)
        if found is None:
            return ""
        self.at = found.end()
        return found[0]

    def _skip(self) -> None:
        self.at = _blanks_end(self.text, self.at)


def _blanks_end(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _unescape(inner: str, column: int) -> str:
    def replaced(found: re.Match[str]) -> str:
        what = found[1]
        if what in _ESCAPES:
            return _ESCAPES[what]
        if len(what) > 1 and not 0xD800 <= (code := int(what[1:], 16)) <= 0xDFFF:  # noqa: PLR2004 - surrogates
            return chr(code)
        msg = f'\\{what} means nothing in a text: write \\\\ for a backslash, \\" for a quote'
        raise ConditionError(msg, column + found.start())

    return _ESCAPE.sub(replaced, inner)
