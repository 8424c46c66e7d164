"""Pattern: a regular expression that no text can hang, because RE2 runs in linear time."""

from __future__ import annotations

import re2

__all__ = ["Pattern", "PatternError"]

_REFUSED = {
    "(?=": "look-ahead (?=...)",
    "(?!": "look-ahead (?!...)",
    "(?<=": "look-behind (?<=...)",
    "(?<!": "look-behind (?<!...)",
    "(?>": "atomic groups (?>...)",
    "(?#": "comments (?#...)",
    "(?(": "conditionals (?(...)...)",
    "(?P": "back-references (?P=name)",
}


class PatternError(ValueError):
    """A pattern that RE2 does not take; the message says why."""


class Pattern:
    """A compiled pattern over text in UTF-8."""

    __slots__ = ("_compiled", "ignores_case", "text")

    def __init__(self, text: str, *, ignores_case: bool = False) -> None:
        """Compile the pattern.

        Raises:
            PatternError: RE2 does not take it.
        """
        self.text = text
        self.ignores_case = ignores_case
        options = re2.Options()
        options.log_errors = False
        options.case_sensitive = not ignores_case
        try:
            self._compiled = re2.compile(text.encode(errors="backslashreplace"), options)
        except re2.error as error:
            raise PatternError(_reason(error)) from None

    def found_in(self, text: str | bytes) -> bool:
        """Does it match anywhere in the text?"""
        encoded = text.encode(errors="replace") if isinstance(text, str) else text
        return self._compiled.search(encoded) is not None

    def matches(self, text: str) -> bool:
        """Does it match the whole text?"""
        return self._compiled.fullmatch(text.encode(errors="replace")) is not None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it matches, as offsets into the text, for highlighting."""
        encoded = text.encode(errors="replace")
        found = (match.span() for match in self._compiled.finditer(encoded))
        return [(_length(encoded[:start]), _length(encoded[:end])) for start, end in found if end > start]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.text, self.ignores_case) == (other.text, other.ignores_case)

    def __hash__(self) -> int:
        return hash((self.text, self.ignores_case))

    def __repr__(self) -> str:
        return f"/{self.text}/{'i' if self.ignores_case else ''}"


def _length(encoded: bytes) -> int:
    return len(encoded.decode(errors="ignore"))


def _reason(error: re2.error) -> str:
    """Say in our words what RE2 refuses, or pass its own words on."""
    raw = error.args[0]
    said = raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw)
    what, _, where = said.partition(": ")
    if what == "invalid perl operator" and where in _REFUSED:
        return f"{_REFUSED[where]} cannot run in linear time and is not supported"
    if what == "invalid escape sequence" and where[1:2].isdigit():
        return f"the back-reference {where} cannot run in linear time and is not supported"
    return said
