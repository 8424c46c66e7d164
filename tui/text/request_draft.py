"""Drafts: the request of an endpoint as text that can be edited, and what was edited as an endpoint again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlencode, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tui.config.urls import ENDPOINT_SCHEMES, check_url
from tui.model.mask import MASKED
from tui.model.target import FileBody, FormBody, JsonBody, Method, TextBody
from tui.text.urls import with_params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from tui.model.endpoint import Endpoint
    from tui.model.mask import Mask
    from tui.model.target import Body

    Part = Literal["method", "url", "headers", "body"]

__all__ = ["Draft", "DraftError", "draft_of", "edited"]

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_BETWEEN = {"url": re.compile("([/?&#@])"), "headers": re.compile("(\n)"), "body": re.compile("(,?\n|&)")}
"""What stands between the pieces of a text that are masked one by one."""


class DraftError(ValueError):
    """A part of a draft cannot be sent; the text says why."""

    def __init__(self, part: Part, message: str) -> None:
        super().__init__(message)
        self.part = part


class Draft(Struct, frozen=True):
    """What is typed: nothing in it is secret, unless somebody has typed it."""

    method: str
    url: str
    """With the parameters that the configuration adds."""
    headers: str
    """One in each line: "Accept: */*"."""
    body: str


def draft_of(endpoint: Endpoint, mask: Mask) -> Draft:
    """Return the request of an endpoint as text, its secrets masked."""
    return Draft(
        str(endpoint.method),
        with_params(endpoint.url, endpoint.params, mask),
        "\n".join(f"{name}: {mask.value(name, value)}" for name, value in endpoint.headers.items()),
        _shown_body(endpoint.body, mask),
    )


def edited(endpoint: Endpoint, draft: Draft, mask: Mask) -> Endpoint:
    """Return the endpoint with the request of the draft.

    What was not touched is sent as it is, secrets included; credentials and
    the address of `resolve` are for the configured server only.

    Raises:
        DraftError: It cannot be sent like that.
    """
    before = draft_of(endpoint, mask)
    changed = replace(endpoint, method=_method(draft.method))
    if draft.url.strip() != before.url:
        url = _url(_restored("url", draft.url.strip(), before.url, _real_url(endpoint)))
        changed = replace(changed, url=url, params={})
        if _origin(url) != _origin(endpoint.url):
            changed = replace(changed, auth=None, resolve=None)
    if draft.headers != before.headers:
        real = "\n".join(f"{name}: {value}" for name, value in endpoint.headers.items())
        headers = _restored("headers", draft.headers, before.headers, real)
        changed = replace(changed, headers=_fields(headers))
    if draft.body != before.body:
        text = _restored("body", draft.body, before.body, _real_body(endpoint.body))
        changed = _with_body(changed, text)
    return changed


def _method(text: str) -> Method:
    try:
        return Method(text.strip().upper())
    except ValueError:
        known = ", ".join(Method)
        raise DraftError("method", f"{text.strip() or 'nothing'} is no method: {known}") from None


def _url(text: str) -> str:
    try:
        return check_url(text, ENDPOINT_SCHEMES)
    except ValueError as error:
        raise DraftError("url", str(error)) from None


def _fields(text: str) -> Mapping[str, str]:
    """Return the header fields of the lines (RFC 9110, section 5)."""
    fields: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, colon, value = line.partition(":")
        name, value = name.strip(), value.strip()
        if not colon or not _TOKEN.fullmatch(name):
            raise DraftError("headers", f"line {number} is no header: write e.g. Accept: application/json")
        if _CONTROL.search(value):
            raise DraftError("headers", f"line {number}: a header holds no control characters")
        if name.lower() in map(str.lower, fields):
            raise DraftError("headers", f"line {number}: {name} is there already, write it once")
        fields[name] = value
    return fields


def _with_body(endpoint: Endpoint, text: str) -> Endpoint:
    """Return the endpoint with that body, to be sent to the letter, under the type it had or looks like."""
    if not text:
        return replace(endpoint, body=None)
    if isinstance(endpoint.body, FileBody) and text.startswith("@"):
        return replace(endpoint, body=FileBody(Path(text[1:].strip())))
    kind = _kind(endpoint.body, text)
    headers = dict(endpoint.headers)
    if kind is not None and "content-type" not in map(str.lower, headers):
        headers["Content-Type"] = kind
    return replace(endpoint, body=TextBody(text), headers=headers)


def _kind(before: Body | None, text: str) -> str | None:
    """Return the content type; `None`: plain text."""
    match before:
        case JsonBody():
            return "application/json"
        case FormBody():
            return "application/x-www-form-urlencoded"
        case TextBody():
            return None
        case _:
            return "application/json" if text.lstrip()[:1] in {"{", "["} else None


def _shown_body(body: Body | None, mask: Mask) -> str:
    match body:
        case JsonBody(value):
            return json.dumps(mask.document(value), indent=2, ensure_ascii=False)
        case FormBody(fields):
            shown = {name: mask.value(name, value) for name, value in fields.items()}
            return urlencode(shown).replace(quote_plus(MASKED), MASKED)
        case _:
            return mask(_real_body(body))


def _real_body(body: Body | None) -> str:
    match body:
        case JsonBody(value):
            return json.dumps(value, indent=2, ensure_ascii=False)
        case FormBody(fields):
            return urlencode(fields)
        case TextBody(text):
            return text
        case FileBody(path):
            return f"@{path}"
        case None:
            return ""


def _real_url(endpoint: Endpoint) -> str:
    head, hash_sign, fragment = endpoint.url.partition("#")
    if endpoint.params:
        head += ("&" if "?" in head else "?") + urlencode(endpoint.params)
    return head + hash_sign + fragment


def _restored(part: Part, text: str, shown: str, real: str) -> str:
    """Return the text with the secrets in the pieces that still stand there as they were shown.

    Raises:
        DraftError: A masked piece was edited, or nobody can tell which secret it stood for.
    """
    if MASKED not in text:
        return text
    between = _BETWEEN[part]
    masked, plain = between.split(shown), between.split(real)
    secrets: dict[str, set[str]] = {}
    if len(masked) == len(plain):
        for piece, secret in zip(masked, plain, strict=True):
            secrets.setdefault(piece, set()).add(secret)
    pieces = between.split(text)
    for at, piece in enumerate(pieces):
        if MASKED in piece:
            known = secrets.get(piece, set())
            if len(known) != 1:
                raise DraftError(part, f"write the secret in place of {MASKED}: nobody can tell which it is")
            pieces[at] = next(iter(known))
    return "".join(pieces)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port (RFC 6454, section 4)."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
