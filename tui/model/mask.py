"""Mask: keeps secrets out of everything that is shown, copied, logged or recorded."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

__all__ = ["MASKED", "Mask", "is_secret_name", "masked", "masked_start"]

MASKED = "•••"
_SHORTEST = 4
_STEP = 1 << 18
"""Characters that are looked through at once: nobody else can do anything meanwhile, not even in a thread."""
_RUN = re.compile("[A-Za-z0-9]+")
_SECRET_NAME = re.compile(
    r"authorization|cookie|token|secret|passw(or)?d|passphrase|passcode|credential|signature"
    r"|(api|access|private)[-_]?key|session[-_]?(id|key)|^(x-)?(auth|jwt|otp|pass|pwd|sid|sig)$",
    re.IGNORECASE,
)


@lru_cache(4_096)  # the names of headers and keys are few
def is_secret_name(name: str) -> bool:
    """Does a header or key of this name hold something that nobody should see?"""
    return _SECRET_NAME.search(name) is not None


class Mask:
    """Replaces every secret value that it knows by `MASKED`."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know these values; those of under four characters would mask half of every text."""
        self.revision = 0
        """Rises whenever it has learned something."""
        self._values = frozenset(value for value in secrets if len(value) >= _SHORTEST)
        self._pattern = _pattern_of(self._values)
        self._marks = _marks_of(self._values)

    @property
    def hides_nothing(self) -> bool:
        """Does it know no secret, so that every text stays as it is?"""
        return self._pattern is None

    @property
    def longest(self) -> int:
        """The bytes of the longest secret, in UTF-8."""
        return max((len(value.encode("utf-8", "surrogatepass")) for value in self._values), default=0)

    def learn(self, other: Mask) -> None:
        """Hide what the other one hides as well; nothing is forgotten, as old texts hold old secrets."""
        self.revision += 1
        self._values |= other._values
        self._pattern = _pattern_of(self._values)
        self._marks = _marks_of(self._values)

    def __call__(self, text: str) -> str:
        """Return the text without the secrets in it."""
        if self._pattern is None:
            return text
        if len(text) <= _STEP:
            if not any(map(text.__contains__, self._marks)):
                return text
            holds_one = any(map(text.__contains__, self._values))  # many times as fast as the pattern
            return self._pattern.sub(MASKED, text) if holds_one else text
        return "".join(_masked(text, self._pattern, self._marks, max(map(len, self._values))))

    def value(self, name: str, text: str) -> str:
        """Return the value of a header or key: nothing of it when the name says that it is secret."""
        return MASKED if is_secret_name(name) else self(text)

    def payload(self, content: bytes) -> bytes:
        """Return bytes without the secrets in them, whatever they are besides."""
        return masked(content, self)

    def document(self, value: object) -> object:
        """Return a JSON value without the secrets in it."""
        match value:
            case str():
                return self(value)
            case dict():
                return {
                    name: MASKED if is_secret_name(str(name)) else self.document(each)
                    for name, each in value.items()
                }
            case list():
                return [self.document(each) for each in value]
            case _:
                return value


def masked(content: bytes, mask: Callable[[str], str]) -> bytes:
    """Return bytes without the secrets in them; not a byte of the rest is changed."""
    text = content.decode("utf-8", "surrogateescape")
    without = mask(text)
    return content if without == text else without.encode("utf-8", "surrogateescape")


def masked_start(content: bytes, limit: int, mask: Mask) -> bytes:
    """Return about the first `limit` bytes without the secrets in them, not even the beginning of one."""
    if len(content) <= limit:
        return masked(content, mask)
    further = content[: limit + mask.longest]
    text = further.decode("utf-8", "surrogateescape")
    without = mask(text)
    if without == text:
        return content[:limit]
    return without[: limit - len(further)].encode("utf-8", "surrogateescape")


def _masked(text: str, pattern: re.Pattern[str], marks: Sequence[str], longest: int) -> Iterator[str]:
    """Give a long text without its secrets, in parts; a secret may begin in one and end in the next."""
    at = 0
    while at < len(text):
        end = at + _STEP
        if any(text.find(mark, at, end + longest) >= 0 for mark in marks):
            for match in pattern.finditer(text, at, end + longest):
                if match.start() >= end:
                    break
                yield text[at : match.start()]
                yield MASKED
                at = match.end()
        yield text[at:end]
        at = max(at, end)


def _pattern_of(values: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds any of the values, the longest first."""
    longest_first = sorted(values, key=lambda value: (-len(value), value))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _marks_of(values: Collection[str]) -> list[str]:
    """Return texts of which each value holds one, as few as can be: what has none of them has no value.

    The many spellings of a secret differ in its signs, and share its letters and digits.
    """
    runs = (max(_RUN.findall(value), key=len, default="") for value in values)
    marks: list[str] = []
    for mark in sorted(
        {run if len(run) >= _SHORTEST else value for run, value in zip(runs, values, strict=True)},
        key=lambda mark: (len(mark), mark),
    ):
        if not any(known in mark for known in marks):
            marks.append(mark)
    return marks
