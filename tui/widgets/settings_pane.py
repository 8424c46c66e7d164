"""SettingsPane: how an endpoint is checked, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.model.endpoint import Backoff
from tui.model.mask import MASKED, is_secret_name
from tui.model.quantity import write_duration, write_size
from tui.model.target import BasicAuth, BearerAuth, DigestAuth, FileBody, FormBody, JsonBody, OAuth2, TextBody
from tui.text.safe import clean
from tui.text.urls import with_params
from tui.widgets.document import Row
from tui.widgets.document_pane import DocumentPane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.model.endpoint import Endpoint, RetryPolicy
    from tui.model.mask import Mask
    from tui.model.target import Auth, Body
    from tui.widgets.line import Runs

__all__ = ["SettingsPane"]

_NAME = 12
_MARGIN = "  "
"""Before each name, so that it stands in line with those of the headers, which may have a sign."""


class SettingsPane(DocumentPane):
    """One row for each setting that says something; secrets are masked."""

    caption = "config"

    def __init__(
        self, endpoint: Callable[[], Endpoint | None], *, mask: Mask, number: int | None = None
    ) -> None:
        """Take what gives the endpoint."""
        super().__init__(number=number)
        self._endpoint, self._mask = endpoint, mask

    def facts(self) -> Runs:
        endpoint = self._endpoint()
        origin = endpoint.origin if endpoint is not None else None
        if origin is None:
            return []
        return [(f"{clean(origin.path.name)}:{origin.line}  ", "muted"), self.key("edit", "edit")]

    def subject(self) -> object:
        return self._endpoint()

    def make(self, width: int) -> list[Row]:  # noqa: ARG002 - long rows scroll sideways
        endpoint = self._endpoint()
        if endpoint is None:
            return []
        settings = [
            *self._what(endpoint),
            *_when(endpoint),
            *_expected(endpoint),
            *self._how(endpoint),
            *self._sent(endpoint),
        ]
        return [
            Row([(f"{name:<{_NAME}}", "key"), (clean(self._mask(value)), "text")], gutter=[(_MARGIN, "text")])
            for name, value in settings
        ]

    def _what(self, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
        yield "url", with_params(endpoint.url, endpoint.params, self._mask)
        yield "method", str(endpoint.method)
        if endpoint.group or endpoint.tags:
            yield "group", " · ".join(filter(None, (endpoint.group, ", ".join(endpoint.tags))))

    def _how(self, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
        reuses = endpoint.connection == "reuse"
        yield "connection", "kept alive from check to check" if reuses else "dialled anew for every check"
        follows = f"followed, at most {endpoint.max_redirects}"
        yield "redirects", follows if endpoint.follow else "not followed"
        if endpoint.url.startswith("https"):
            yield "tls", _tls(endpoint)
        if endpoint.proxy is not None:
            yield "proxy", with_params(endpoint.proxy, {}, self._mask) or "none"
        if endpoint.resolve:
            yield "resolve", f"{endpoint.resolve} instead of what the name resolves to"
        if endpoint.family != "any":
            yield "family", f"{endpoint.family} only"
        yield "max body", f"{write_size(endpoint.max_body)}; what is longer is cut"

    def _sent(self, endpoint: Endpoint) -> Iterator[tuple[str, str]]:
        if endpoint.auth is not None:
            yield "auth", _auth(endpoint.auth)
        for name, value in endpoint.headers.items():
            yield "header", f"{name}: {self._mask.value(name, value)}"
        if endpoint.body is not None:
            yield "body", _body(endpoint.body)


def _when(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    yield "interval", f"every {write_duration(endpoint.interval)}"
    yield "timeout", f"{write_duration(endpoint.timeout)} for each attempt"
    retry = endpoint.retry
    if retry.attempts > 1:
        yield "retry", f"up to {retry.attempts} attempts after {', '.join(map(str, retry.on))}"
        yield "backoff", _backoff(retry)
    else:
        yield "retry", "a failed attempt is not repeated"
    if (endpoint.down_after, endpoint.up_after) != (1, 1):
        yield "health", f"down after {endpoint.down_after} bad checks, up after {endpoint.up_after} good ones"


def _backoff(retry: RetryPolicy) -> str:
    first, longest = write_duration(retry.wait_after(1, chance=1)), write_duration(retry.max_delay)
    match retry.backoff:
        case Backoff.FIXED:
            return f"{retry.backoff}, {first}"
        case Backoff.JITTER:
            return f"{retry.backoff}, up to {first}, later {longest}"
        case _:
            return f"{retry.backoff}, from {first} to {longest}"


def _expected(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    yield "expect", endpoint.expect.text
    for condition in endpoint.asserts:
        yield "assert", condition.text
    for condition in endpoint.warns:
        yield "warn", condition.text


def _tls(endpoint: Endpoint) -> str:
    tls = endpoint.tls
    words = ["verified" if tls.verify else "NOT verified"]
    words += [f"authority {tls.ca.name}"] if tls.ca else []
    words += [f"own certificate {tls.cert.name}"] if tls.cert else []
    words += [f"as {tls.server_name}"] if tls.server_name else []
    words += [f"at least TLS {tls.min_version}"] if tls.min_version else []
    return " · ".join(words)


def _auth(auth: Auth) -> str:
    match auth:
        case BasicAuth(user):
            return f"basic, as {user} with {MASKED}"
        case DigestAuth(user):
            return f"digest, as {user} with {MASKED}"
        case BearerAuth():
            return f"bearer {MASKED}"
        case OAuth2():
            return f"OAuth 2 client {auth.client_id} with {MASKED}, token from {auth.token_url}"
        case _:
            return "what ~/.netrc has for the host"


def _body(body: Body) -> str:
    match body:
        case JsonBody(value):
            return f"JSON {json.dumps(_public(value), ensure_ascii=False, default=str)}"
        case FormBody(fields):
            return f"form {', '.join(fields)}"
        case FileBody(path):
            return f"the file {path}"
        case TextBody(text):
            return f"text {text}"


def _public(value: object) -> object:
    """Return a JSON value without what stands under names of secrets."""
    if isinstance(value, dict):
        return {key: MASKED if is_secret_name(str(key)) else _public(each) for key, each in value.items()}
    return [_public(each) for each in value] if isinstance(value, list) else value
