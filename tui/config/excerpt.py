"""Excerpt: the lines of a file around a fault, as they may be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.config.files import BadFileError, read_text
from tui.config.urls import secrets_of_url
from tui.model.mask import MASKED, is_secret_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.config.errors import ConfigError

__all__ = ["Excerpt", "excerpt_of"]

_TOKEN = re.compile(r"""\[+[^\]]*\]*|"[^"]*"?|'[^']*'?|[\w.-]+|\S""")
_PAIR = re.compile(r"""(?P<key>[\w-]+)(?P<equals>["']?\s*=\s*)(?P<value>"[^"]*"?|'[^']*'?)""")
_REFERENCE = re.compile(r"""["']([^"':$]*:)?\$\{[^}:]*(:[^-][^}]*)?\}["']""")
_URL = re.compile(r"""\w+://[^\s"']+""")
_PASSWORDS = {"bearer", "basic", "digest"}


class Excerpt(Struct, frozen=True):
    """The line of a fault, with the one before it, and what of it is wrong."""

    lines: tuple[tuple[int, str], ...]
    """Their numbers, from 1, and their text without secrets; the last one is the line of the fault."""
    start: int
    """The first character of the last line that is pointed at, from 0."""
    length: int


def excerpt_of(error: ConfigError, mask: Callable[[str], str]) -> Excerpt | None:
    """Read the lines of a fault; `None`: it is about no line, or its file cannot be read."""
    if error.path is None or error.line is None:
        return None
    try:
        lines = read_text(error.path, waits=False).split("\n")
    except BadFileError:
        return None
    if error.line > len(lines):
        return None
    numbers = range(max(1, error.line - 1), error.line + 1)
    shown = tuple((number, _shown(lines[number - 1], mask)) for number in numbers)
    before = lines[error.line - 1][: (error.column or 1) - 1]
    start, length = _pointed_at(error, shown[-1][1], len(_shown(before, mask)))
    return Excerpt(shown if shown[0][1].strip() else shown[-1:], start, length)


def _pointed_at(error: ConfigError, line: str, start: int) -> tuple[int, int]:
    """Return where in the line the fault is, and how long that is."""
    if error.excerpt is not None and (at := line.find(error.excerpt, start)) >= 0:
        return at + error.caret, 1
    start = min(start, len(line))
    token = _TOKEN.match(line, start)
    return start, len(token[0]) if token else 1


def _shown(line: str, mask: Callable[[str], str]) -> str:
    """Return a line with one character for each of its own, but without what nobody may see.

    A file with a fault in its syntax has not been understood, so secrets are
    also found by what they are called, as nowhere else.
    """
    line = mask(line.rstrip("\r").replace("\t", " "))
    line = _PAIR.sub(_without_password, line)
    for url in _URL.findall(line):
        for secret in secrets_of_url(url):
            line = line.replace(secret, MASKED)
    return line


def _without_password(pair: re.Match[str]) -> str:
    """Return a key with its value, or with nothing of it if it is a secret that stands there itself."""
    key, equals, value = pair["key"], pair["equals"], pair["value"]
    is_secret = key.lower() in _PASSWORDS or is_secret_name(key)
    if not is_secret or len(value.strip("\"'")) == 0 or _REFERENCE.fullmatch(value):
        return pair[0]
    end = value[0] if len(value) > 1 and value.endswith(value[0]) else ""
    return f"{key}{equals}{value[0]}{MASKED}{end}"
