"""The keys of `[[endpoint]]` and `[[feed]]`, and of the tables that give them defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config.kinds import Choice, Duration, Flag, ListOf, MapOf, Size, Text, Whole
from tui.config.part_tables import AUTH, BODY, BUFFER, PAIR, RETRY, TLS, TRIGGER, Reconnect
from tui.config.rule_kinds import ConditionText, ExpectedStatus, JsonPathText
from tui.config.table import Key, Table, as_fields
from tui.config.urls import ENDPOINT_SCHEMES, FEED_SCHEMES
from tui.config.wire_kinds import Address, Headers, MessageText, Url
from tui.model.condition import ConditionScope
from tui.model.endpoint import ConnectionUse
from tui.model.target import Family, Method

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENDPOINT", "ENDPOINT_DEFAULTS", "FEED", "FEED_DEFAULTS", "GROUP", "GROUP_ENDPOINT", "GROUP_FEED"]

_NAME = Text("orders", may_be_empty=False, is_one_line=True)

_COMMON: Mapping[str, Key] = {
    "name": Key(
        kind=_NAME, help="Unique over endpoints and feeds; left out: host and path.", examples=("orders",)
    ),
    "group": Key(
        kind=Text("core", is_one_line=True),
        help="The group that it is shown in.",
        default="",
        examples=("core",),
    ),
    "tags": Key(
        kind=ListOf(_NAME, '["eu"]'), help="Words to filter by.", default=[], examples=(["eu", "tier1"],)
    ),
    "method": Key(kind=Choice(Method), help="The method of the request.", default="GET"),
    "headers": Key(
        kind=Headers(), help="Headers of the request.", default={}, examples=({"Accept": "application/json"},)
    ),
    "params": Key(
        kind=MapOf(Text("1"), '{ verbose = "1" }'),
        help="Added to the URL's own query.",
        default={},
        examples=({"verbose": "1"},),
    ),
    "body": Key(kind=BODY, help="What the request carries."),
    "auth": Key(kind=AUTH, help="How to authenticate."),
    "tls": Key(kind=TLS, help="How a TLS connection is made and verified."),
    "proxy": Key(
        kind=Url(ENDPOINT_SCHEMES, may_be_empty=True),
        help='A proxy; "" for none; left out: that of the environment.',
        examples=("http://proxy:3128",),
    ),
    "resolve": Key(
        kind=Address(), help="Connect to this address; Host and SNI stay.", examples=("10.0.0.5",)
    ),
    "family": Key(kind=Choice(Family), help="Which addresses of a name may be used.", default="any"),
    "enabled": Key(kind=Flag(), help="Start it?", default=True),
}

_ENDPOINT: Mapping[str, Key] = {
    "url": Key(
        kind=Url(ENDPOINT_SCHEMES),
        help="What to request.",
        is_required=True,
        examples=("https://api.example.com/health",),
    ),
    **_COMMON,
    "follow": Key(kind=Flag(), help="Follow redirects?", default=True),
    "max_redirects": Key(kind=Whole(0, 1_000), help="The most redirects to follow.", default=10),
    "connection": Key(
        kind=Choice(ConnectionUse),
        help="fresh: every check dials anew, so that all phases are real; reuse: keep connections alive.",
        default="fresh",
    ),
    "interval": Key(
        kind=Duration(0.1), help="From the start of a check to the start of the next.", default="10s"
    ),
    "timeout": Key(kind=Duration(), help="How long one attempt may take.", default="5s"),
    "expect": Key(
        kind=ExpectedStatus(),
        help="The status that is good.",
        default="2xx",
        examples=(200, "2xx", [200, 204]),
    ),
    "assert": Key(
        kind=ListOf(ConditionText(ConditionScope.ENDPOINT, "status == 200"), """['json $.status == "ok"']"""),
        help="Conditions; any that fails makes the check bad.",
        default=[],
        examples=(['json $.status == "ok"'],),
        name="asserts",
    ),
    "warn": Key(
        kind=ListOf(ConditionText(ConditionScope.ENDPOINT, "latency < 300ms"), "['latency < 300ms']"),
        help="Conditions; any that fails makes a good check degraded.",
        default=[],
        examples=(["latency < 300ms"],),
        name="warns",
    ),
    "retry": Key(kind=RETRY, help="When a failed attempt is repeated."),
    "down_after": Key(kind=Whole(1, 1_000), help="Bad checks in a row before it is down.", default=1),
    "up_after": Key(kind=Whole(1, 1_000), help="Good checks in a row before it is up again.", default=1),
    "max_body": Key(kind=Size(), help="Decompressed bytes that are read; more is cut.", default="1MB"),
}

_FEED: Mapping[str, Key] = {
    "url": Key(
        kind=Url(FEED_SCHEMES),
        help="A WebSocket (ws, wss) or Server-Sent Events (http, https).",
        is_required=True,
        examples=("wss://stream.example.com/v1",),
    ),
    **_COMMON,
    "subprotocols": Key(
        kind=ListOf(_NAME, '["graphql-transport-ws"]'),
        help="Offered in the handshake.",
        default=[],
        examples=(["graphql-transport-ws"],),
    ),
    "origin": Key(
        kind=Text("https://example.com", may_be_empty=False, is_one_line=True),
        help="The Origin header of the handshake.",
        examples=("https://example.com",),
        name="web_origin",
    ),
    "compression": Key(kind=Flag(), help="Offer permessage-deflate (RFC 7692)?", default=True),
    "on_open": Key(
        kind=ListOf(MessageText("""{"op":"subscribe"}"""), """['{"op":"subscribe"}']"""),
        help="Sent after every connect, in order.",
        default=[],
        examples=(['{"op":"subscribe","channel":"trades"}'],),
    ),
    "heartbeat": Key(
        kind=Duration(0.1, may_be_zero=True), help='Between our own pings; "0": none.', default="20s"
    ),
    "heartbeat_timeout": Key(kind=Duration(), help="How long a pong may take.", default="10s"),
    "reconnect": Key(kind=Reconnect(), help="When a lost connection is tried again; false: never."),
    "max_message": Key(kind=Size(), help="The most bytes of one message.", default="16MB"),
    "buffer": Key(kind=BUFFER, help="How much is kept in memory."),
    "type": Key(
        kind=JsonPathText("$.type"),
        help="Where a message's type stands; left out: found by itself.",
        examples=("$.type",),
        name="type_path",
    ),
    "silence": Key(
        kind=Duration(), help="Without a message for this long it is degraded.", examples=("30s",)
    ),
    "pair": Key(kind=PAIR, help="How a response is found to answer a request."),
    "snippets": Key(
        kind=MapOf(Text("{}"), """{ ping = '{"op":"ping"}' }"""),
        help="Messages to send by name.",
        default={},
        examples=({"ping": '{"op":"ping"}'},),
    ),
    "assert": Key(
        kind=ListOf(ConditionText(ConditionScope.FEED, "rate > 0.5 over 1m"), "['rate > 0.5 over 1m']"),
        help="Conditions; any that fails makes it bad.",
        default=[],
        examples=(["rate > 0.5 over 1m"],),
        name="asserts",
    ),
    "trigger": Key(
        kind=ListOf(TRIGGER, """[[feed.trigger]] with when = 'type == "error"'"""),
        help="What to do when a message meets a condition.",
        name="triggers",
    ),
}

_OWN = dict.fromkeys(("name", "url"), "write it in each [[endpoint]] and [[feed]]")
_OF_FEEDS = dict.fromkeys(_FEED.keys() - _ENDPOINT.keys(), "it is a key of [[feed]]")
_OF_ENDPOINTS = dict.fromkeys(_ENDPOINT.keys() - _FEED.keys(), "it is a key of [[endpoint]]")
_OWN_OR_GROUP = {**_OWN, "group": "a group is no member of a group"}


def _shared(
    name: str, help_text: str, keys: Mapping[str, Key], refused: Mapping[str, str]
) -> Table[dict[str, object]]:
    """Return the table of what several endpoints or feeds share."""
    return Table(
        name=name,
        help=help_text,
        example='interval = "10s"',
        build=as_fields,
        keys={key: value for key, value in keys.items() if key not in refused},
        refused=refused,
    )


ENDPOINT = Table(
    name="endpoint",
    help="A URL that is checked on an interval.",
    example='url = "https://api.example.com/health"',
    build=as_fields,
    keys=_ENDPOINT,
    refused=_OF_FEEDS,
)
FEED = Table(
    name="feed",
    help="A WebSocket (ws, wss) or Server-Sent Events (http, https).",
    example='url = "wss://stream.example.com/v1"',
    build=as_fields,
    keys=_FEED,
    refused=_OF_ENDPOINTS,
)
ENDPOINT_DEFAULTS = _shared(
    "endpoint_defaults", "What every endpoint starts from.", _ENDPOINT, {**_OWN, **_OF_FEEDS}
)
FEED_DEFAULTS = _shared("feed_defaults", "What every feed starts from.", _FEED, {**_OWN, **_OF_ENDPOINTS})
GROUP_ENDPOINT = _shared("group_endpoint", "What the endpoints of a group share.", _ENDPOINT, _OWN_OR_GROUP)
GROUP_FEED = _shared("group_feed", "What the feeds of a group share.", _FEED, _OWN_OR_GROUP)
GROUP = _shared(
    "group",
    "What the endpoints and feeds of a group share; a key that only one of the two has is for that one.",
    {**_FEED, **_ENDPOINT},
    _OWN_OR_GROUP,
)
