"""JSON as it was received, laid out and coloured: no number is rounded, no key lost, no order changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.safe import printable

if TYPE_CHECKING:
    from tui.text.glyphs import Line, Piece

__all__ = ["JsonText", "inline", "lay_out", "plain"]

_STRING = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"'
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_TOKEN = re.compile(rf"[ \t\r\n]*(?:({_STRING})|({_NUMBER})|(true|false|null)|([\[\]{{}},:]))")
_SPACE = re.compile(r"[ \t\r\n]*")
_TAGS = ("", "string", "number", "literal", "punct")
_WORD = re.compile(
    rf'({_STRING})(?=\s*:)|({_STRING}|"[^"]*\Z)|({_NUMBER})(?![\w.])|(true|false|null)\b|([\s{{}}\[\],:]+)|(\w+|.)'
)
_WORD_TAGS = ("", "key", "string", "number", "literal", "punct", "text")
_BEGINNING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*\\?|t|tr|tru|f|fa|fal|fals|n|nu|nul|-')
_SHORT = 60
_DEEPEST = 40

_AFTER = {"value": "end", "member": "next member", "first item": "next item", "item": "next item"}
_KEYS = {"first key", "key"}
_GOES_ON = {("colon", ":"): "member", ("next member", ","): "key", ("next item", ","): "item"}
_CLOSED_BY = {"}": {"first key", "next member"}, "]": {"first item", "next item"}}
_EXPECTED = {
    "value": "a value",
    "member": "a value",
    "item": "a value",
    "first item": "a value or ]",
    "first key": "a key in quotes or }",
    "key": "a key in quotes",
    "colon": "a colon",
    "next member": "a comma or }",
    "next item": "a comma or ]",
    "end": "nothing more",
}


class JsonText:
    """The tokens of a JSON text (RFC 8259), and where it stops being one.

    It is read in one pass without recursion, so that no nesting is too deep.
    """

    def __init__(self, text: str, limit: int = 30_000) -> None:
        """Read the text, or its first `limit` tokens."""
        self.tokens: list[Piece] = []
        self.short: dict[int, int] = {}
        """From the first to the last word of each container that fits on a line."""
        self.fault: str | None = None
        """What was expected at `fault_at`; `None`: it is all JSON."""
        self.is_cut = False
        """Does the text only end too early?"""
        self.is_long = False
        """Was there more than was read?"""
        self._state = "value"
        self._opened: list[tuple[str, int, int]] = []
        """What follows each open container, its first word, and how much was read before it."""
        self._newest = -1
        self._length = 0
        self.fault_at = self._read(text, limit)
        """In characters."""

    def _read(self, text: str, limit: int) -> int:
        position = 0
        while match := _TOKEN.match(text, position):
            kind = match.lastindex or 0
            if not self._take(match[kind], _TAGS[kind]):
                break
            position = match.end()
            if len(self.tokens) >= limit:
                self.is_long = position < len(text)
                return position
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        if position < len(text) or self._state != "end":
            self.fault = _EXPECTED[self._state]
            self.is_cut = self._ends_early(text[position:])
        return position

    def _ends_early(self, rest: str) -> bool:
        """Is what is left only the beginning of a word? Then keep that too."""
        if not rest:
            return bool(self.tokens)
        is_beginning = _BEGINNING.fullmatch(rest) is not None
        if is_beginning and (self._state in _AFTER or (self._state in _KEYS and rest[0] == '"')):
            self.tokens.append((rest, "string" if rest[0] == '"' else "literal"))
            return True
        return False

    def _take(self, word: str, tag: str) -> bool:
        """Go on by one word, if it may stand here."""
        index = len(self.tokens)
        if tag != "punct":
            after, tag = self._scalar(tag)
        elif word in "{[":
            after = self._open(word, index)
        elif word in "}]":
            after = self._close(word, index)
        else:
            after = _GOES_ON.get((self._state, word))
        if after is None:
            return False
        self._state = after
        self.tokens.append((word, tag))
        self._length += len(word) + (word in {",", ":"})
        return True

    def _scalar(self, tag: str) -> tuple[str | None, str]:
        if self._state in _KEYS:
            return ("colon", "key") if tag == "string" else (None, tag)
        return _AFTER.get(self._state), tag

    def _open(self, word: str, index: int) -> str | None:
        if self._state not in _AFTER:
            return None
        self._opened.append((_AFTER[self._state], index, self._length))
        self._newest = index
        return "first key" if word == "{" else "first item"

    def _close(self, word: str, index: int) -> str | None:
        if self._state not in _CLOSED_BY[word]:
            return None
        after, start, before = self._opened.pop()
        is_small = start > 0 and start == self._newest and self._length - before < _SHORT
        if is_small or index == start + 1:
            self.short[start] = index
        return after


class _Layout:
    """Lines that are being filled."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._line: Line = []

    def put(self, text: str, tag: str) -> None:
        """Add to the line."""
        if self._line and self._line[-1][1] == tag:
            text = self._line.pop()[0] + text
        self._line.append((text, tag))

    def wrap(self, depth: int) -> None:
        """Begin a line."""
        self.lines.append(self._line)
        self._line = []
        if depth > 0:
            self._line.append(("  " * min(depth, _DEEPEST), "punct"))

    def done(self) -> list[Line]:
        """End the last line and return all of them."""
        return [*self.lines, self._line] if self._line else self.lines


def lay_out(found: JsonText) -> list[Line]:
    """Write one value a line, and what is short and flat on one line as a whole."""
    layout, depth, short_until = _Layout(), 0, -1
    for index, (word, tag) in enumerate(found.tokens):
        if tag != "punct":
            layout.put(plain(word), tag)
        elif word == ":":
            layout.put(": ", tag)
        elif word == ",":
            layout.put(", " if index < short_until else ",", tag)
            if index > short_until:
                layout.wrap(depth)
        elif index <= short_until or index in found.short:
            short_until = max(short_until, found.short.get(index, -1))
            layout.put(word, tag)
        else:
            opens = word in "{["
            depth += 1 if opens else -1
            if not opens:
                layout.wrap(depth)
            layout.put(word, tag)
            if opens:
                layout.wrap(depth)
    return layout.done()


def inline(text: str) -> Line:
    """Colour a line that looks like JSON, whole or cut; the line must be safe to print."""
    pieces: Line = []
    last = ""
    for match in _WORD.finditer(text):
        tag = _WORD_TAGS[match.lastindex or 6]
        if tag == last:
            pieces[-1] = (pieces[-1][0] + match[0], tag)
        else:
            pieces.append((match[0], tag))
            last = tag
    return pieces


def plain(word: str) -> str:
    """Return a word of JSON as a terminal can print it."""
    return word if word.isascii() and word.isprintable() else printable(word)
