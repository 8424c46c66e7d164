"""Spellings: the ways in which a secret comes back from a server, each as good as the secret itself."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote, unquote_plus

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["spellings"]

_PERCENT = re.compile("(%[0-9A-Fa-f]{2})")
_ALWAYS = "-._~!$'()*,"
_REQUOTED = (("?/:@", "+&=;"), ("@:+&=;", "/"), ("?/:@+&=;", ""), ("+&=;", ""))
"""What stands as it is, and what as it was, in a query, in a path, in a fragment and in a user or password.

These are the rules of yarl, of which aiohttp makes its URLs; what it need not encode, it decodes.
"""
_FOR_HTML = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&"})
_JSON: tuple[Callable[[str], str], ...] = (
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),  # PHP
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1].translate(_FOR_HTML),  # Go
)


def spellings(value: str) -> set[str]:
    """Return the value as it is written in a URL, encoded or decoded, and in JSON, also within JSON.

    It need not be text (PEP 383).
    """
    plain = {value, value.strip(), unquote(value, errors="surrogateescape")}
    plain.add(unquote_plus(value, errors="surrogateescape"))
    encoded = {quote(each, safe=safe, errors="surrogateescape") for each in plain for safe in ("/", "")}
    encoded |= {quote_plus(each, errors="surrogateescape") for each in plain}
    encoded |= {_requoted(value, safe, kept) for safe, kept in _REQUOTED}
    once = {escaped(each) for each in plain for escaped in _JSON}
    return plain | encoded | once | {escaped(each) for each in once for escaped in _JSON}


def _requoted(value: str, safe: str, kept: str) -> str:
    """Return a part of a URL as yarl puts it in order: encoded where it must be, and nowhere else."""
    parts = _PERCENT.split(value)
    for number, part in enumerate(parts):
        if number % 2 == 0:
            parts[number] = quote(part, safe=safe + kept + _ALWAYS, errors="surrogateescape")
        else:
            meant = unquote(part)
            is_plain = meant in safe + _ALWAYS or (meant.isascii() and meant.isalnum())
            parts[number] = meant if is_plain else part.upper()
    return "".join(parts)
