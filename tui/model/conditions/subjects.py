"""Subjects: everything a condition can ask about, of which kind it is, and where it exists."""

from __future__ import annotations

from enum import Enum
from typing import Final

from msgspec import Struct

from tui.model.condition import ConditionScope
from tui.model.connection import ConnectionState
from tui.model.event import EventKind
from tui.model.health import Health
from tui.model.message import Direction, Opcode

__all__ = ["AGGREGATES", "FILTERS", "Kind", "SubjectRule", "subjects_of"]


class Kind(Enum):
    """Which values a subject has; the value is how an error speaks of them."""

    NUMBER = "a number"
    TIME = "a time"
    SIZE = "a number of bytes"
    TEXT = "text"
    JSON = "JSON"


class SubjectRule(Struct, frozen=True, kw_only=True):
    """What is known of a subject before there is any value."""

    name: str
    help: str
    """What it is, in a few words; on a feed's own subject: of the message."""
    kind: Kind
    argument: str = ""
    """An example of the argument that it needs; "": it takes none."""
    words: tuple[str, ...] = ()
    """The only values that it can have; (): any."""
    is_countable: bool = False
    """Can it have several values?"""
    is_dated: bool = False
    """Can it hold a date, so that `age` means something?"""
    aggregates: tuple[str, ...] = ()
    """What can be made of its past values."""
    takes_window: bool = False
    """Does it go with `over` alone, without an aggregate?"""
    needs_body: bool = False


AGGREGATES: Final = ("p50", "p90", "p95", "p99", "avg", "min", "max", "count")
FILTERS: Final = ("count", "age")

_TIMES: Final = {
    "dns": "to resolve the name",
    "connect": "to connect",
    "tls": "for the TLS handshake",
    "send": "to send the request",
    "wait": "from the end of the request to the first byte of the answer",
    "receive": "from the first byte of the answer to its last",
}
_STATES: Final = tuple(dict.fromkeys([*map(str, Health), *map(str, ConnectionState)]))
_EVENTS: Final = tuple(map(str, EventKind))
_OPCODES: Final = tuple(opcode.name.lower() for opcode in Opcode)

_JSON: Final = SubjectRule(
    name="json",
    help="what a JSONPath (RFC 9535) finds in the body or message",
    kind=Kind.JSON,
    argument="$.status",
    is_countable=True,
    is_dated=True,
    needs_body=True,
)
_HEADER: Final = SubjectRule(
    name="header",
    help="a header of the response; its name does not care for case",
    kind=Kind.TEXT,
    argument="content-type",
    is_countable=True,
    is_dated=True,
)
_COOKIE: Final = SubjectRule(
    name="cookie",
    help="a cookie that the response sets",
    kind=Kind.TEXT,
    argument="session",
    is_countable=True,
)
_NAME: Final = SubjectRule(name="name", help="the name of the endpoint or feed", kind=Kind.TEXT)
_GROUP: Final = SubjectRule(name="group", help="its group", kind=Kind.TEXT)
_TAG: Final = SubjectRule(name="tag", help="its tags", kind=Kind.TEXT, is_countable=True)
_STATE: Final = SubjectRule(name="state", help="its state", kind=Kind.TEXT, words=_STATES)
_WHY: Final = SubjectRule(name="why", help="why the state changed", kind=Kind.TEXT)
_WAS: Final = SubjectRule(name="was", help="the state before", kind=Kind.TEXT, words=_STATES)
_TYPE: Final = SubjectRule(name="type", help="the type of the message", kind=Kind.TEXT, needs_body=True)

_ENDPOINT: Final = (
    SubjectRule(name="status", help="the status code", kind=Kind.NUMBER, aggregates=("count",)),
    SubjectRule(
        name="latency",
        help="from the start of the last attempt to the end of the body",
        kind=Kind.TIME,
        aggregates=AGGREGATES,
    ),
    *(SubjectRule(name=name, help=what, kind=Kind.TIME) for name, what in _TIMES.items()),
    SubjectRule(name="size", help="bytes of the decompressed body", kind=Kind.SIZE),
    SubjectRule(name="body", help="the decompressed body as text", kind=Kind.TEXT, needs_body=True),
    SubjectRule(name="url", help="where the redirects led", kind=Kind.TEXT),
    SubjectRule(name="ip", help="the address that answered", kind=Kind.TEXT),
    SubjectRule(name="redirects", help="how many redirects were followed", kind=Kind.NUMBER),
    SubjectRule(name="attempts", help="how many attempts the check took", kind=Kind.NUMBER),
    SubjectRule(
        name="error", help='the failure, as "dns: no such host"', kind=Kind.TEXT, aggregates=("count",)
    ),
    _HEADER,
    _COOKIE,
    _JSON,
    SubjectRule(name="cert.expires_in", help="how long the certificate is still valid", kind=Kind.TIME),
    SubjectRule(name="cert.issuer", help="who issued the certificate", kind=Kind.TEXT),
    SubjectRule(name="cert.subject", help="whom the certificate is for", kind=Kind.TEXT),
    SubjectRule(name="tls.version", help='the version of TLS, as "TLSv1.3"', kind=Kind.TEXT),
)

_FEED: Final = (
    SubjectRule(name="text", help="the message as text", kind=Kind.TEXT, needs_body=True),
    _JSON,
    _TYPE,
    SubjectRule(
        name="direction", help="which way the message went", kind=Kind.TEXT, words=tuple(map(str, Direction))
    ),
    SubjectRule(name="opcode", help="what kind of message it is", kind=Kind.TEXT, words=_OPCODES),
    SubjectRule(name="size", help="bytes of the message", kind=Kind.SIZE, aggregates=AGGREGATES),
    SubjectRule(name="rate", help="messages a second", kind=Kind.NUMBER, takes_window=True),
    SubjectRule(
        name="gap", help="from the message before to this one", kind=Kind.TIME, aggregates=AGGREGATES
    ),
    SubjectRule(name="rtt", help="from the last ping to its pong", kind=Kind.TIME),
    SubjectRule(name="age", help="since the last message", kind=Kind.TIME),
)

_BOARD: Final = (_NAME, _GROUP, _TAG, _STATE)
_NOTIFY: Final = (*_BOARD, _WAS, _WHY)
_FILTER: Final = (*_ENDPOINT, *_FEED, *_NOTIFY)

_BY_SCOPE: Final = {
    ConditionScope.ENDPOINT: {rule.name: rule for rule in _ENDPOINT},
    ConditionScope.FEED: {rule.name: rule for rule in _FEED},
    ConditionScope.NOTIFY: {rule.name: rule for rule in _NOTIFY},
    ConditionScope.FILTER: {rule.name: rule for rule in _FILTER},
}


def subjects_of(scope: ConditionScope) -> dict[str, SubjectRule]:
    """Return the subjects that exist in a scope, by name."""
    return _BY_SCOPE[scope]
