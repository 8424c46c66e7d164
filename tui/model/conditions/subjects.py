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

_TIMES: Final = ("dns", "connect", "tls", "send", "wait", "receive")
_STATES: Final = tuple(dict.fromkeys([*map(str, Health), *map(str, ConnectionState)]))
_EVENTS: Final = tuple(map(str, EventKind))
_OPCODES: Final = tuple(opcode.name.lower() for opcode in Opcode)

_JSON: Final = SubjectRule(
    name="json", kind=Kind.JSON, argument="$.status", is_countable=True, is_dated=True, needs_body=True
)
_HEADER: Final = SubjectRule(
    name="header", kind=Kind.TEXT, argument="content-type", is_countable=True, is_dated=True
)
_COOKIE: Final = SubjectRule(name="cookie", kind=Kind.TEXT, argument="session", is_countable=True)
_NAME: Final = SubjectRule(name="name", kind=Kind.TEXT)
_GROUP: Final = SubjectRule(name="group", kind=Kind.TEXT)
_TAG: Final = SubjectRule(name="tag", kind=Kind.TEXT, is_countable=True)
_STATE: Final = SubjectRule(name="state", kind=Kind.TEXT, words=_STATES)
_WHY: Final = SubjectRule(name="why", kind=Kind.TEXT)
_WAS: Final = SubjectRule(name="was", kind=Kind.TEXT, words=_STATES)
_TYPE: Final = SubjectRule(name="type", kind=Kind.TEXT, needs_body=True)

_ENDPOINT: Final = (
    SubjectRule(name="status", kind=Kind.NUMBER, aggregates=("count",)),
    SubjectRule(name="latency", kind=Kind.TIME, aggregates=AGGREGATES),
    *(SubjectRule(name=name, kind=Kind.TIME) for name in _TIMES),
    SubjectRule(name="size", kind=Kind.SIZE),
    SubjectRule(name="body", kind=Kind.TEXT, needs_body=True),
    SubjectRule(name="url", kind=Kind.TEXT),
    SubjectRule(name="ip", kind=Kind.TEXT),
    SubjectRule(name="redirects", kind=Kind.NUMBER),
    SubjectRule(name="attempts", kind=Kind.NUMBER),
    SubjectRule(name="error", kind=Kind.TEXT, aggregates=("count",)),
    _HEADER,
    _COOKIE,
    _JSON,
    SubjectRule(name="cert.expires_in", kind=Kind.TIME),
    SubjectRule(name="cert.issuer", kind=Kind.TEXT),
    SubjectRule(name="cert.subject", kind=Kind.TEXT),
    SubjectRule(name="tls.version", kind=Kind.TEXT),
)

_FEED: Final = (
    SubjectRule(name="text", kind=Kind.TEXT, needs_body=True),
    _JSON,
    _TYPE,
    SubjectRule(name="direction", kind=Kind.TEXT, words=tuple(map(str, Direction))),
    SubjectRule(name="opcode", kind=Kind.TEXT, words=_OPCODES),
    SubjectRule(name="size", kind=Kind.SIZE, aggregates=AGGREGATES),
    SubjectRule(name="rate", kind=Kind.NUMBER, takes_window=True),
    SubjectRule(name="gap", kind=Kind.TIME, aggregates=AGGREGATES),
    SubjectRule(name="rtt", kind=Kind.TIME),
    SubjectRule(name="age", kind=Kind.TIME),
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
