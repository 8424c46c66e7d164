"""The tables inside endpoints and feeds: auth, tls, body, retry, reconnect and their like."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.config.errors import BadValueError
from tui.config.kinds import Choice, Duration, Flag, ListOf, MapOf, Schema, Size, Text, Whole
from tui.config.rule_kinds import Action, ConditionText, JsonPathText, RetryReason
from tui.config.table import Key, Table, as_fields
from tui.config.urls import ENDPOINT_SCHEMES
from tui.config.wire_kinds import ExistingFile, JsonValue, OnlyTrue, Url, UserAndPassword
from tui.model.condition import ConditionScope
from tui.model.endpoint import Backoff, RetryPolicy
from tui.model.feed import BufferLimits, Pairing, ReconnectPolicy, Trigger
from tui.model.quantity import write_duration
from tui.model.target import (
    Auth,
    BasicAuth,
    BearerAuth,
    Body,
    DigestAuth,
    FileBody,
    FormBody,
    JsonBody,
    NetrcAuth,
    OAuth2,
    TextBody,
)

if TYPE_CHECKING:
    from tui.config.place import Place

__all__ = ["AUTH", "BODY", "BUFFER", "PAIR", "RECONNECT", "RETRY", "TLS", "TRIGGER", "Reconnect"]


class TlsVersion(StrEnum):
    """The versions of TLS that are still spoken (RFC 8996)."""

    TLS_1_2 = "1.2"
    TLS_1_3 = "1.3"


def _build_auth(**fields: Any) -> Auth:  # noqa: ANN401 - what the kinds of the keys read
    """Return the one way to authenticate that was written."""
    ((name, value),) = fields.items()
    if name == "netrc":
        return NetrcAuth()
    auth: Auth = BearerAuth(value) if name == "bearer" else value
    return auth


def _build_body(**fields: Any) -> Body:  # noqa: ANN401 - what the kinds of the keys read
    """Return the one kind of body that was written."""
    kinds = {"text": TextBody, "json": JsonBody, "form": FormBody, "file": FileBody}
    ((name, value),) = fields.items()
    body: Body = kinds[name](value)
    return body


def _build_retry(**fields: Any) -> RetryPolicy:  # noqa: ANN401 - what the kinds of the keys read
    """Return the policy; its longest wait is at least its first one."""
    return RetryPolicy(**_with_max_delay(fields, RetryPolicy().max_delay))


def _build_reconnect(**fields: Any) -> ReconnectPolicy:  # noqa: ANN401 - what the kinds of the keys read
    """Return the policy; its longest wait is at least its first one."""
    return ReconnectPolicy(**_with_max_delay(fields, ReconnectPolicy().max_delay))


def _with_max_delay(fields: dict[str, Any], default: float) -> dict[str, Any]:
    """Return the fields with a longest wait that fits the first one."""
    delay = fields.get("delay", 0.0)
    if delay > fields.get("max_delay", delay):
        raise BadValueError(
            f'max_delay must not be shorter than delay: write max_delay = "{write_duration(delay)}" or more'
        )
    return {"max_delay": max(delay, default), **fields}


OAUTH2 = Table(
    name="oauth2",
    help="Client credentials that are exchanged for a token (RFC 6749, section 4.4).",
    example='{ token_url = "https://…", client_id = "me", client_secret = "${SECRET}" }',
    build=OAuth2,
    keys={
        "token_url": Key(kind=Url(ENDPOINT_SCHEMES), help="Where tokens are issued.", is_required=True),
        "client_id": Key(kind=Text("me", may_be_empty=False), help="Who asks.", is_required=True),
        "client_secret": Key(
            kind=Text("${SECRET}", is_secret=True), help="The client's password.", is_required=True
        ),
        "scope": Key(kind=Text("read"), help="What the token is to allow.", examples=("read write",)),
    },
)

AUTH = Table(
    name="auth",
    help="How to authenticate; one of these.",
    example='{ bearer = "${TOKEN}" }',
    is_choice=True,
    build=_build_auth,
    keys={
        "bearer": Key(
            kind=Text("${TOKEN}", may_be_empty=False, is_one_line=True, is_secret=True),
            help="A token (RFC 6750).",
            examples=("${ORDERS_TOKEN}",),
        ),
        "basic": Key(
            kind=UserAndPassword(BasicAuth),
            help="A user and password (RFC 7617).",
            examples=("user:${PASSWORD}",),
        ),
        "digest": Key(
            kind=UserAndPassword(DigestAuth),
            help="A user and password that answer a challenge (RFC 7616).",
            examples=("user:${PASSWORD}",),
        ),
        "netrc": Key(kind=OnlyTrue(), help="What ~/.netrc has for the host."),
        "oauth2": Key(kind=OAUTH2, help="Client credentials of OAuth 2.0."),
    },
)

TLS = Table(
    name="tls",
    help="How a TLS connection is made and verified.",
    example='{ ca = "ca.pem" }',
    build=as_fields,
    keys={
        "verify": Key(kind=Flag(), help="Verify the certificate?", default=True),
        "ca": Key(
            kind=ExistingFile("ca.pem"),
            help="Authorities to trust, instead of the system's.",
            examples=("ca.pem",),
        ),
        "cert": Key(kind=ExistingFile("me.pem"), help="Our own certificate.", examples=("me.pem",)),
        "key": Key(
            kind=ExistingFile("me.key"),
            help="The certificate's key, unless it is in the same file.",
            examples=("me.key",),
        ),
        "server_name": Key(
            kind=Text("api.example.com", may_be_empty=False, is_one_line=True),
            help="The name to ask for and to verify; left out: the URL's host.",
        ),
        "min_version": Key(
            kind=Choice(TlsVersion), help="The oldest version that will do.", examples=("1.2",)
        ),
    },
)

BODY = Table(
    name="body",
    help="What the request carries; one of these.",
    example="{ json = { ping = true } }",
    is_choice=True,
    build=_build_body,
    keys={
        "text": Key(kind=Text(), help="Text as it stands."),
        "json": Key(kind=JsonValue(), help="Any value, sent as JSON.", examples=({"ping": True},)),
        "form": Key(kind=MapOf(Text("1"), '{ user = "me" }'), help="Fields of a form, URL-encoded."),
        "file": Key(
            kind=ExistingFile("body.json"), help="A file, read at every check.", examples=("body.json",)
        ),
    },
)

RETRY = Table(
    name="retry",
    help="When a failed attempt is repeated within a check.",
    example="{ attempts = 3 }",
    build=_build_retry,
    keys={
        "attempts": Key(kind=Whole(1, 100), help="All attempts, the first included.", default=1),
        "backoff": Key(kind=Choice(Backoff), help="How the wait grows.", default="exponential"),
        "delay": Key(kind=Duration(may_be_zero=True), help="The first wait.", default="200ms"),
        "max_delay": Key(kind=Duration(may_be_zero=True), help="The longest wait.", default="5s"),
        "on": Key(
            kind=ListOf(RetryReason(), '["connect", "timeout", 503]'),
            help="Failures and status codes that are worth another attempt.",
            default=["connect", "timeout", 502, 503, 504],
        ),
        "unsafe": Key(kind=Flag(), help="Repeat POST and PATCH as well?", default=False),
    },
)

RECONNECT = Table(
    name="reconnect",
    help="When a lost connection is tried again.",
    example='{ delay = "1s", max_delay = "30s" }',
    build=_build_reconnect,
    keys={
        "delay": Key(
            kind=Duration(),
            help="The longest that the first wait may be; it is drawn by chance.",
            default="1s",
        ),
        "max_delay": Key(kind=Duration(), help="The longest that any wait may be.", default="30s"),
        "attempts": Key(
            kind=Whole(0), help="Attempts in a row before giving up; 0: never give up.", default=0
        ),
        "reset_after": Key(
            kind=Duration(may_be_zero=True),
            help="How long a connection must last before the count starts anew.",
            default="30s",
        ),
    },
)


class Reconnect(Struct, frozen=True):
    """A policy, or false for never."""

    def read(self, value: object, place: Place) -> ReconnectPolicy | None:
        if value is False:
            return None
        if value is True:
            raise BadValueError(f"write false for never, or {RECONNECT.example}")
        return RECONNECT.read(value, place)

    def schema(self) -> Schema:
        return {"anyOf": [{"const": False}, RECONNECT.schema()]}


BUFFER = Table(
    name="buffer",
    help="How much is kept in memory: whichever limit is met first.",
    example='{ messages = 10000, size = "64MB" }',
    build=BufferLimits,
    keys={
        "messages": Key(kind=Whole(1, 10_000_000), help="The most messages.", default=10_000),
        "size": Key(kind=Size(), help="The most bytes of payload.", default="64MB"),
    },
)

PAIR = Table(
    name="pair",
    help="How a response is found to answer a request.",
    example='{ request = "$.id", response = "$.id" }',
    build=Pairing,
    keys={
        "request": Key(kind=JsonPathText("$.id"), help="Where a request says its number.", is_required=True),
        "response": Key(kind=JsonPathText("$.id"), help="Where a response repeats it.", is_required=True),
    },
)

TRIGGER = Table(
    name="trigger",
    help="What to do when a message meets a condition.",
    example="""when = 'type == "error"', do = ["mark"]""",
    build=Trigger,
    keys={
        "when": Key(
            kind=ConditionText(ConditionScope.FEED, 'type == "error"'),
            help="The condition.",
            examples=('type == "error"',),
            is_required=True,
        ),
        "do": Key(
            kind=ListOf(Action(), '["mark", "bell"]', least=1),
            help="Any of mark, bell, freeze, dump, notify, and send with a text.",
            examples=(["mark", "bell"],),
            name="actions",
            is_required=True,
        ),
    },
)
