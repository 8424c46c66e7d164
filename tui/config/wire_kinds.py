"""Kinds for how to connect: URLs, addresses, headers, files, users and their passwords."""

from __future__ import annotations

import re
from base64 import b64encode
from ipaddress import ip_address
from math import isfinite
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.config.errors import BadValueError
from tui.config.files import check_file
from tui.config.kinds import MapOf, Schema, Text, attempt, described, or_variable, written_text
from tui.config.place import ReportedError
from tui.config.urls import check_url, secrets_of_url
from tui.model.mask import is_secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tui.config.place import Place
    from tui.model.target import BasicAuth, DigestAuth

__all__ = [
    "Address",
    "ExistingFile",
    "Headers",
    "JsonValue",
    "MessageText",
    "OnlyTrue",
    "OptionalPath",
    "Url",
    "UserAndPassword",
    "secrets_of_message",
]

_NAMED = re.compile(
    r"""^[ \t]*(?P<name>[A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(?P<rest>\S.*?)[ \t]*$"""
    r"""|"(?P<key>[^"\\]{1,40})"\s*:\s*"(?P<text>(?:[^"\\]|\\.)+)\"""",
    re.MULTILINE,
)
"""A header or an option on a line of its own, or a member in JSON."""
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Url(Struct, frozen=True):
    """A URL with one of these schemes."""

    schemes: tuple[str, ...]
    may_be_empty: bool = False

    def read(self, value: object, place: Place) -> str:
        example = f"{self.schemes[-1]}://example.com/"
        if isinstance(value, str):
            url = place.expand_url(value)
        else:
            url = written_text(value, place, example=example)
        if self.may_be_empty and not url:
            return url
        for secret in secrets_of_url(url):
            place.reading.secrets.add(secret)
        return check_url(url, self.schemes)

    def schema(self) -> Schema:
        letters = ("".join(f"[{letter}{letter.upper()}]" for letter in scheme) for scheme in self.schemes)
        return or_variable(f"({'|'.join(letters)})://.+" + ("|" if self.may_be_empty else ""))


class Address(Struct, frozen=True):
    """An IP address."""

    def read(self, value: object, place: Place) -> str:
        text = written_text(value, place, example="10.0.0.5")
        try:
            return str(ip_address(text))
        except ValueError as error:
            raise BadValueError(
                f'"{text}" is no IP address: write e.g. "10.0.0.5" or "2001:db8::5", without a port'
            ) from error

    def schema(self) -> Schema:
        return or_variable(r"[0-9A-Fa-f.:]+(%.+)?")


class ExistingFile(Struct, frozen=True):
    """A file that can be read now, relative to the configuration."""

    example: str

    def read(self, value: object, place: Place) -> Path:
        text = written_text(value, place, example=self.example)
        if not text:
            raise BadValueError(f'must not be empty: write e.g. "{self.example}"')
        return check_file(place.resolve(text))

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}


class OptionalPath(Struct, frozen=True):
    """A path of something that may not exist yet; an empty text means none."""

    example: str

    def read(self, value: object, place: Place) -> Path | None:
        text = written_text(value, place, example=self.example)
        return place.resolve(text) if text else None

    def schema(self) -> Schema:
        return {"type": "string"}


def check_token(name: str) -> None:
    """Accept the name of a header (RFC 9110, section 5.1)."""
    if not _TOKEN.fullmatch(name):
        raise BadValueError(f'"{name}" is no header name: write letters, digits and -')


class HeaderValue(Struct, frozen=True):
    """The value of a header (RFC 9110, section 5.5)."""

    def read(self, value: object, place: Place) -> str:
        text = written_text(value, place, example="application/json").strip(" \t")
        if any((character < " " and character != "\t") or character == "\x7f" for character in text):
            raise BadValueError("must not hold line breaks or control characters")
        return text

    def schema(self) -> Schema:
        return {"type": "string"}


class Headers(Struct, frozen=True):
    """Headers by name; names that differ in their case alone are the same."""

    def read(self, value: object, place: Place) -> Mapping[str, str]:
        headers = MapOf(HeaderValue(), '{ Accept = "application/json" }', check_token).read(value, place)
        seen: dict[str, str] = {}
        for name, text in headers.items():
            first = seen.setdefault(name.lower(), name)
            if first != name:
                place.report(f'"{name}" and "{first}" are the same header: write one of them', key=name)
                raise ReportedError
            if is_secret_name(name) and " " in text:
                place.reading.secrets.add(text.partition(" ")[2])
        return headers

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{_TOKEN.pattern}$"},
            "additionalProperties": HeaderValue().schema(),
        }


class UserAndPassword(Struct, frozen=True):
    """A user and password with a colon between them (RFC 7617, section 2)."""

    auth: type[BasicAuth | DigestAuth]

    def read(self, value: object, place: Place) -> BasicAuth | DigestAuth:
        text = written_text(value, place, example="user:${PASSWORD}")
        user, colon, password = text.partition(":")
        if not colon or not user:
            raise BadValueError('needs a user and a password: write "user:${PASSWORD}"')
        place.reading.secrets.add(password)
        place.reading.secrets.add(b64encode(text.encode()).decode())
        return self.auth(user, password)

    def schema(self) -> Schema:
        return or_variable(r"[^:]+:(.|\n)*")


class MessageText(Struct, frozen=True):
    """A message, in which a value may say by its name that it is a secret: the password of a CONNECT."""

    example: str

    def read(self, value: object, place: Place) -> str:
        text = written_text(value, place, example=self.example)
        for secret in secrets_of_message(text):
            place.reading.secrets.add(secret)
        return text

    def schema(self) -> Schema:
        return Text().schema()


def secrets_of_message(text: str) -> Iterator[str]:
    """Give what a message that somebody has written calls a password, a token or the like."""
    for found in _NAMED.finditer(text):
        if is_secret_name(found["name"] or found["key"]):
            yield found["rest"] or found["text"]


class OnlyTrue(Struct, frozen=True):
    """The word true: the key is there, or it is not."""

    def read(self, value: object, place: Place) -> bool:  # noqa: ARG002 - the signature of a kind
        if value is not True:
            raise BadValueError(f"{described(value)} is not true: write true, or leave the key out")
        return True

    def schema(self) -> Schema:
        return {"const": True}


class JsonValue(Struct, frozen=True):
    """Anything that can be sent as JSON; texts in it may hold variables."""

    def read(self, value: object, place: Place) -> object:
        before = place.reading.count
        read = self._read(value, place)
        if place.reading.count > before:
            raise ReportedError
        return read

    def _read(self, value: object, place: Place) -> object:
        """Return the value, whatever is wrong in it being reported."""
        match value:
            case dict():
                for name, item in value.items():
                    if is_secret_name(name) and isinstance(item, (str, int, float)):
                        attempt(Text(is_secret=True), str(item), place.child(name))
                return {name: self._read(item, place.child(name)) for name, item in value.items()}
            case list():
                return [self._read(item, place.child(number)) for number, item in enumerate(value)]
            case str():
                return attempt(Text(), value, place)
            case bool() | int():
                return value
            case float() if isfinite(value):
                return value
            case _:
                place.report(f"{described(value)} is not JSON: write it as a text, in quotes")
                return None

    def schema(self) -> Schema:
        return {}
