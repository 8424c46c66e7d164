"""URLs without what nobody should see: a password, a token in the query."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote, unquote_plus

from tui.model.mask import MASKED, is_secret_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.model.mask import Mask

__all__ = ["public_url", "with_params"]


def public_url(url: str, mask: Mask) -> str:
    """Return the URL with its secrets masked, by what they are called and by what they are."""
    return _public_url(url, mask, mask.revision)


@lru_cache(4_096)  # every check asks for the same again, and keeps what it gets
def _public_url(url: str, mask: Mask, _revision: int) -> str:
    head, question, rest = mask(url).partition("?")  # of one that is a secret itself nothing is left
    query, hash_sign, fragment = rest.partition("#")
    scheme, slashes, place = head.partition("://")
    host, slash, path = place.partition("/")
    user, at, server = host.rpartition("@")
    if at:
        name, colon, _ = user.partition(":")
        user = f"{name}:{MASKED}" if colon else MASKED
    path = "/".join(_segment(segment, mask) for segment in path.split("/"))
    shown = scheme + slashes + user + at + server + slash + path
    query = "&".join(_pair(pair, mask) for pair in query.split("&"))
    return mask(shown + question + query + hash_sign + fragment)


def with_params(url: str, params: Mapping[str, str], mask: Mask) -> str:
    """Return the URL, made public, with the parameters that are added to its query."""
    url = public_url(url, mask)
    head, hash_sign, fragment = url.partition("#")
    for name, value in params.items():
        shown = mask.value(name, value)
        encoded = shown if MASKED in shown else quote_plus(shown)
        head += f"{'&' if '?' in head else '?'}{quote_plus(name)}={encoded}"
    return head + hash_sign + fragment


def _segment(segment: str, mask: Mask) -> str:
    """Mask a part of the path in which there is a secret once it is decoded."""
    plain = unquote(segment)
    return MASKED if plain != segment and mask(plain) != plain else segment


def _pair(pair: str, mask: Mask) -> str:
    """Mask the value of a pair whose name is secret, or that is a secret once it is decoded."""
    name, equals, value = pair.partition("=")
    plain = unquote_plus(value)
    if value and (is_secret_name(unquote_plus(name)) or mask(plain) != plain):
        return name + equals + MASKED
    return pair
