"""Kinds: what a value of the configuration may be, for its reader and for its JSON Schema alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from msgspec import Struct

from tui.config.errors import BadValueError, did_you_mean
from tui.config.place import ReportedError
from tui.model.mask import is_secret_name
from tui.model.quantity import parse_duration, parse_size, write_duration

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from tui.config.place import Place

__all__ = [
    "Choice",
    "Duration",
    "Flag",
    "Kind",
    "ListOf",
    "MapOf",
    "Schema",
    "Size",
    "Text",
    "Whole",
    "attempt",
    "described",
    "written_text",
]

Schema = dict[str, object]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound="StrEnum")

_NUMBER = r"\s*[0-9]{1,15}(\.[0-9]{1,15})?\s?"


class Kind(Protocol[T_co]):
    """What a value may be."""

    def read(self, value: object, place: Place) -> T_co:
        """Return what the TOML value means.

        Raises:
            ValueError: Says what is wrong and what to write instead.
        """

    def schema(self) -> Schema:
        """Return the JSON Schema of the values that can be read."""


def attempt(kind: Kind[T], value: object, place: Place) -> T | None:
    """Return what the value means, or report why it means nothing."""
    try:
        return kind.read(value, place)
    except ValueError as fault:
        place.report(fault)
        return None


def described(value: object) -> str:
    """Return a TOML value in words."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{value}"'
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return f"the date {value}"


def written_text(value: object, place: Place, *, example: str) -> str:
    """Return a text with its variables replaced."""
    if isinstance(value, str):
        return place.expand(value)
    if isinstance(value, (list, dict)):
        raise BadValueError(f'{described(value)} is no text: write "{example}"')
    quoted = str(value).lower() if isinstance(value, bool) else str(value)
    raise BadValueError(f'{described(value)} is no text: write it in quotes, "{quoted}"')


def or_variable(pattern: str) -> Schema:
    """Return the schema of a text that has a pattern, unless it is made of variables."""
    return {"type": "string", "pattern": rf"^({pattern})$|\$[{{$]"}


_JOINERS = str.maketrans("", "", "\u200c\u200d")
"""What holds an emoji together, or stands between the letters of a Persian word."""


class Text(Struct, frozen=True):
    """A text."""

    example: str = "text"
    may_be_empty: bool = True
    is_one_line: bool = False
    is_secret: bool = False

    def read(self, value: object, place: Place) -> str:
        text = written_text(value, place, example=self.example)
        if not text.strip() and not self.may_be_empty:
            raise BadValueError(f'must not be empty: write e.g. "{self.example}"')
        if self.is_one_line and not text.translate(_JOINERS).isprintable():
            raise BadValueError(f'must not hold line breaks or control characters: "{text}"')
        if self.is_secret:
            place.reading.secrets.add(text)
        return text

    def schema(self) -> Schema:
        return {"type": "string"} if self.may_be_empty else {"type": "string", "minLength": 1}


class Flag(Struct, frozen=True):
    """True or false."""

    def read(self, value: object, place: Place) -> bool:  # noqa: ARG002 - the signature of a kind
        if not isinstance(value, bool):
            raise BadValueError(
                f"{described(value)} is neither true nor false: write true or false, without quotes"
            )
        return value

    def schema(self) -> Schema:
        return {"type": "boolean"}


class Whole(Struct, frozen=True):
    """A whole number with limits."""

    least: int = 0
    most: int = 1_000_000_000

    def read(self, value: object, place: Place) -> int:  # noqa: ARG002 - the signature of a kind
        if not isinstance(value, int) or isinstance(value, bool):
            example = value if isinstance(value, str) and value.isdecimal() else max(self.least, 3)
            raise BadValueError(f"{described(value)} is no whole number: write {example}, without quotes")
        if value < self.least:
            raise BadValueError(f"{value} is too small: write {self.least} or more")
        if value > self.most:
            raise BadValueError(f"{value} is too large: write {self.most} or less")
        return value

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Duration(Struct, frozen=True):
    """A time with its unit, in seconds."""

    least: float = 0.001
    may_be_zero: bool = False
    most: float = 3_650 * 86_400.0

    def read(self, value: object, place: Place) -> float:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            raise BadValueError(f'a time needs a unit and quotes: write "{value}s" or "{value}ms"')
        text = written_text(value, place, example="5s")
        seconds = 0.0 if self.may_be_zero and text.strip() == "0" else parse_duration(text)
        if seconds > self.most:
            raise BadValueError(f'"{text}" is too long: write "{write_duration(self.most)}" or less')
        if seconds < self.least and not (self.may_be_zero and seconds == 0):
            least = f'write "{write_duration(self.least)}" or more'
            raise BadValueError(
                f'"{text}" is too short: {least}' + (', or "0s" for none' if self.may_be_zero else "")
            )
        return seconds

    def schema(self) -> Schema:
        return or_variable(_NUMBER + r"(ms|s|m|h|d)\s*" + (r"|\s*0\s*" if self.may_be_zero else ""))


class Size(Struct, frozen=True):
    """A number of bytes, as a number or with a unit."""

    least: int = 1

    def read(self, value: object, place: Place) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            size = value
        else:
            size = parse_size(written_text(value, place, example="1MB"))
        if size < self.least:
            raise BadValueError(f"{size} bytes are too few: write {self.least} or more")
        return size

    def schema(self) -> Schema:
        text = or_variable(_NUMBER + r"([kmgKMG][iI]?)?[bB]?\s*")
        return {"anyOf": [{"type": "integer", "minimum": self.least}, text]}


class Choice(Struct, Generic[E], frozen=True):
    """One of the words of an enumeration."""

    words: type[E]

    def read(self, value: object, place: Place) -> E:
        known = [str(word) for word in self.words]
        text = written_text(value, place, example=known[0])
        if text in known:
            return self.words(text)
        raise BadValueError(
            f'unknown word "{text}"' + (did_you_mean(text, known) or f": write {_one_of(known)}")
        )

    def schema(self) -> Schema:
        return {
            "anyOf": [{"enum": [str(word) for word in self.words]}, {"type": "string", "pattern": r"\$[{$]"}]
        }


class ListOf(Struct, Generic[T], frozen=True):
    """A list of values of one kind."""

    item: Kind[T]
    example: str
    least: int = 0

    def read(self, value: object, place: Place) -> tuple[T, ...]:
        if isinstance(value, str):
            quote = "'" if '"' in value else '"'
            raise BadValueError(f"{described(value)} is no list: write [{quote}{value}{quote}]")
        if not isinstance(value, list):
            raise BadValueError(f"{described(value)} is no list: write {self.example}")
        if len(value) < self.least:
            raise BadValueError(f"must not be empty: write {self.example}")
        before = place.reading.count
        items = [attempt(self.item, item, place.child(number)) for number, item in enumerate(value)]
        if place.reading.count > before:
            raise ReportedError
        return tuple(items)  # type: ignore[arg-type]  # a missing one was reported

    def schema(self) -> Schema:
        return {"type": "array", "items": self.item.schema()} | (
            {"minItems": self.least} if self.least else {}
        )


def any_name(name: str) -> None:
    """Accept every name."""
    del name


class MapOf(Struct, Generic[T], frozen=True):
    """A table whose keys the user names; a value whose name says so is a secret."""

    item: Kind[T]
    example: str
    check_name: Callable[[str], None] = any_name

    def read(self, value: object, place: Place) -> Mapping[str, T]:
        if not isinstance(value, Mapping):
            raise BadValueError(f"{described(value)} is no table: write {self.example}")
        before = place.reading.count
        read: dict[str, T | None] = {}
        for name, item in value.items():
            try:
                self.check_name(name)
            except ValueError as fault:
                place.report(fault, key=name)
            read[name] = attempt(self.item, item, place.child(name))
            if is_secret_name(name) and isinstance(read[name], str):
                place.reading.secrets.add(str(read[name]))
        if place.reading.count > before:
            raise ReportedError
        return read  # type: ignore[return-value]  # a missing one was reported

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.item.schema()}


def _one_of(words: list[str]) -> str:
    """Return the words as a sentence offers them."""
    return ", ".join(f'"{word}"' for word in words[:-1]) + f' or "{words[-1]}"'
