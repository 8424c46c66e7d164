"""The tables of a whole file: `[settings]`, `[keys]`, `[[notify]]` and what they stand beside."""

from __future__ import annotations

from typing import Any

from tui.config.config import Glyphs, Keymap, View
from tui.config.errors import BadValueError
from tui.config.kinds import Choice, Duration, Flag, ListOf, MapOf, Text, Whole
from tui.config.layers import Entries, Groups, SharedLayer
from tui.config.part_tables import AUTH, BODY, BUFFER, OAUTH2, PAIR, RECONNECT, RETRY, TLS, TRIGGER
from tui.config.rule_kinds import ConditionText, KeyNames
from tui.config.table import Key, Table, as_fields
from tui.config.target_tables import (
    ENDPOINT,
    ENDPOINT_DEFAULTS,
    FEED,
    FEED_DEFAULTS,
    GROUP,
    GROUP_ENDPOINT,
    GROUP_FEED,
)
from tui.config.urls import ENDPOINT_SCHEMES
from tui.config.wire_kinds import Headers, OptionalPath, Url
from tui.model.condition import ConditionScope
from tui.model.notify import Notify, NotifyVia

__all__ = ["DEFINITIONS", "INCLUDE", "INCLUDED", "MAIN", "NOTIFY", "SETTINGS"]

_NEEDED = {
    NotifyVia.WEBHOOK: ("url", 'url = "https://hooks.example.com/x"'),
    NotifyVia.EXEC: ("command", 'command = ["notify-send", "asyncdash"]'),
}
_ONLY = {
    "url": NotifyVia.WEBHOOK,
    "headers": NotifyVia.WEBHOOK,
    "secret": NotifyVia.WEBHOOK,
    "template": NotifyVia.WEBHOOK,
}
_ONLY_FOR = {**_ONLY, "command": NotifyVia.EXEC}


def _build_notify(**fields: Any) -> Notify:  # noqa: ANN401 - what the kinds of the keys read
    """Return the rule; what it needs depends on the way that it takes."""
    via = fields["via"]
    needed, example = _NEEDED.get(via, ("via", ""))
    if needed not in fields:
        raise BadValueError(f'"{needed}" is missing, which via = "{via}" needs: write {example}')
    for name in fields:
        if _ONLY_FOR.get(name, via) != via:
            raise BadValueError(
                f'"{name}" means nothing with via = "{via}": take it away, or write via = "{_ONLY_FOR[name]}"'
            )
    return Notify(**fields)


SETTINGS = Table(
    name="settings",
    help="What holds for the whole program.",
    example='theme = "asyncdash-dark"',
    build=as_fields,
    keys={
        "theme": Key(
            kind=Text("asyncdash-dark", may_be_empty=False, is_one_line=True),
            help="Any theme of Textual, or one of ours; left out: one that fits the terminal's background.",
            examples=("asyncdash-dark",),
        ),
        "history": Key(
            kind=OptionalPath("~/.local/state/asyncdash/history.sqlite3"),
            help='The database of past checks; "": keep none; left out: in the state directory.',
            idle="checks are kept for one session only, and in recordings",
        ),
        "concurrency": Key(
            kind=Whole(1, 100_000), help="Checks in flight at once, over all endpoints.", default=64
        ),
        "per_host": Key(
            kind=Whole(1, 100_000), help="Checks in flight at once to one host and port.", default=8
        ),
        "keymap": Key(kind=Choice(Keymap), help="Which keys the bindings start from.", default="default"),
        "glyphs": Key(kind=Choice(Glyphs), help="Which characters graphs are drawn with.", default="auto"),
        "mouse": Key(kind=Flag(), help="Use the mouse?", default=True),
        "view": Key(kind=Choice(View), help="How the overview shows endpoints and feeds.", default="auto"),
        "flight_recorder": Key(
            kind=Duration(may_be_zero=True),
            help='How much is kept in memory, to be dumped at an incident; "0s": nothing.',
            default="5m",
            idle="an incident dumps nothing; a trigger of a feed does so with dump",
        ),
    },
)

NOTIFY = Table(
    name="notify",
    help="Who is told when the health of something changes.",
    example='via = "desktop"',
    build=_build_notify,
    keys={
        "via": Key(
            kind=Choice(NotifyVia), help="The way that it goes.", is_required=True, examples=("desktop",)
        ),
        "when": Key(
            kind=ConditionText(ConditionScope.NOTIFY, 'state in ["down", "up"]'),
            help="The condition; left out: at every change of health.",
            examples=('state in ["down", "up"]',),
        ),
        "url": Key(
            kind=Url(ENDPOINT_SCHEMES),
            help="webhook: where JSON is posted to.",
            examples=("https://hooks.example.com/x",),
        ),
        "headers": Key(kind=Headers(), help="webhook: headers of the request.", default={}),
        "secret": Key(
            kind=Text("${SECRET}", may_be_empty=False, is_secret=True),
            help="webhook: the key of the HMAC-SHA256 that signs the body.",
            examples=("${HOOK_SECRET}",),
        ),
        "template": Key(kind=Text("{{name}}"), help="webhook: the body, instead of ours."),
        "command": Key(
            kind=ListOf(Text("notify-send"), '["notify-send", "asyncdash"]', least=1),
            help="exec: a program and its arguments, without a shell; facts are in ASYNCDASH_* variables.",
            examples=(["notify-send", "asyncdash"],),
        ),
        "remind": Key(kind=Duration(1.0), help="Again after this long, while it lasts.", examples=("30m",)),
    },
)

DEFAULTS = Table(
    name="defaults",
    help="What every endpoint and every feed starts from.",
    example="[defaults.endpoint]",
    build=as_fields,
    keys={
        "endpoint": Key(
            kind=SharedLayer(ENDPOINT_DEFAULTS), help="Any key of [[endpoint]] but name and url."
        ),
        "feed": Key(kind=SharedLayer(FEED_DEFAULTS), help="Any key of [[feed]] but name and url."),
    },
)

INCLUDE = ListOf(Text("teams/*.toml", may_be_empty=False, is_one_line=True), '["teams/*.toml"]')

_TARGETS = {
    "include": Key(
        kind=INCLUDE, help="More files, relative to this one.", default=[], examples=(["teams/*.toml"],)
    ),
    "group": Key(
        kind=Groups(GROUP_ENDPOINT, GROUP_FEED, GROUP),
        help="What the endpoints and feeds of one group share; it beats the defaults.",
    ),
    "endpoint": Key(kind=Entries(ENDPOINT), help="URLs that are checked on an interval."),
    "feed": Key(kind=Entries(FEED), help="WebSockets and Server-Sent Events."),
}
_MAIN_ONLY = {
    "title": Key(
        kind=Text("Shop", may_be_empty=False, is_one_line=True),
        help="Shown in the header and as the terminal's title.",
        examples=("Shop",),
    ),
    "settings": Key(kind=SETTINGS, help="What holds for the whole program."),
    "keys": Key(
        kind=MapOf(KeyNames(), '"check.now" = "r,ctrl+r"'),
        help="The keys of a binding by its id; asyncdash help keys lists them.",
        default={},
        examples=({"check.now": "r,ctrl+r"},),
    ),
    "defaults": Key(kind=DEFAULTS, help="What every endpoint and every feed starts from."),
    "notify": Key(
        kind=ListOf(NOTIFY, "[[notify]], with two brackets"),
        help="Who is told when health changes.",
        idle="nobody is told; a trigger of a feed does so with notify",
    ),
}

MAIN = Table(
    name="main",
    help="The configuration of asyncdash.",
    example="[[endpoint]]",
    build=as_fields,
    keys={**_MAIN_ONLY, **_TARGETS},
)
INCLUDED = Table(
    name="included",
    help="A file that another one includes.",
    example="[[endpoint]]",
    build=as_fields,
    keys=_TARGETS,
    refused=dict.fromkeys(_MAIN_ONLY, "write it in the main file"),
)

DEFINITIONS: tuple[Table[Any], ...] = (
    *(SETTINGS, NOTIFY, DEFAULTS, ENDPOINT, ENDPOINT_DEFAULTS, FEED, FEED_DEFAULTS, GROUP),
    *(AUTH, BODY, BUFFER, OAUTH2, PAIR, RECONNECT, RETRY, TLS, TRIGGER),
)
