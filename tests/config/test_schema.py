from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tui.config.schema import json_schema
from tui.config.starter import STARTER
from tui.config.tables import DEFINITIONS, MAIN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.config.conftest import Faults, Load
    from tui.config.table import Table

VALIDATOR = Draft202012Validator(json_schema())

WHOLE = """
title = "Shop"
include = ["teams/*.toml"]
[settings]
theme = "asyncdash-dark"
history = "~/.local/state/asyncdash/history.sqlite3"
concurrency = 64
per_host = 8
keymap = "default"
glyphs = "auto"
mouse = true
view = "auto"
flight_recorder = "5m"
[keys]
"check.now" = "r,ctrl+r"
[defaults.endpoint]
interval = "10s"
timeout = "5s"
headers = { User-Agent = "asyncdash" }
tls = { min_version = "1.2" }
[defaults.feed]
heartbeat = "20s"
[group.core]
interval = "5s"
[[endpoint]]
name = "orders"
group = "core"
tags = ["eu", "tier1"]
url = "https://api.example.com/health"
method = "GET"
headers = { Accept = "application/json" }
params = { verbose = "1" }
body = { json = { ping = true } }
auth = { bearer = "${ORDERS_TOKEN}" }
tls = { verify = true, ca = "ca.pem", cert = "me.pem", key = "me.key", server_name = "x" }
proxy = "http://proxy:3128"
resolve = "10.0.0.5"
family = "ipv4"
follow = true
max_redirects = 10
connection = "fresh"
interval = "10s"
timeout = "5s"
expect = 200
assert = ['json $.status == "ok"']
warn = ['latency < 300ms']
down_after = 2
up_after = 1
max_body = "1MB"
enabled = true
[endpoint.retry]
attempts = 3
backoff = "exponential"
delay = "200ms"
max_delay = "5s"
on = ["connect", "timeout", 502, 503, 504]
unsafe = false
[[feed]]
name = "trades"
group = "core"
url = "wss://stream.example.com/v1"
headers = {}
subprotocols = ["graphql-transport-ws"]
origin = "https://example.com"
compression = true
on_open = ['{"op":"subscribe","channel":"trades"}']
heartbeat = "0"
heartbeat_timeout = "10s"
reconnect = { delay = "1s", max_delay = "30s", attempts = 0, reset_after = "30s" }
max_message = "16MB"
buffer = { messages = 10000, size = "64MB" }
type = "$.type"
silence = "30s"
pair = { request = "$.id", response = "$.id" }
snippets = { ping = '{"op":"ping"}' }
assert = ['rate > 0.5 over 1m']
[[feed.trigger]]
when = 'type == "error"'
do = ["mark", "bell", "freeze", "dump", "notify", 'send {"op":"ack","id":{{$.id}}}']
[[feed]]
url = "https://stream.example.com/events"
method = "POST"
body = { form = { a = "1" } }
reconnect = false
[[notify]]
when = 'state in ["down", "up"]'
via = "desktop"
remind = "30m"
"""

ACCEPTED = [
    "",
    STARTER,
    WHOLE,
    '[[endpoint]]\nurl = "${BASE}/x"\ninterval = "${T:-5s}"\nmethod = "${M:-GET}"\nmax_body = "${S:-1KiB}"',
    '[[endpoint]]\nurl = "HTTP://a"\nproxy = ""\nmax_body = 512\nexpect = "4xx"\nresolve = "::1"',
    '[[endpoint]]\nurl = "http://a"\nexpect = [200, 204]\nretry = { on = ["dns"] }\nauth = { netrc = true }',
    '[[endpoint]]\nurl = "http://a"\nauth = { digest = "me:x:y" }\nbody = { json = [1, "x", { a = 1.5 }] }',
    '[[feed]]\nurl = "ws://a"\nheartbeat = "1.5 s"\n[settings]\nflight_recorder = " 0 "\nhistory = ""',
]
REFUSED = [
    'titel = "x"',
    "[settings]\nconcurrency = 0",
    '[settings]\nkeymap = "vim"',
    "[settings]\nflight_recorder = 5",
    '[[endpoint]]\nname = "x"',
    '[[endpoint]]\nurl = "ws://a"',
    '[[endpoint]]\nurl = "http://a"\nintervall = "1s"',
    '[[endpoint]]\nurl = "http://a"\ninterval = "1"',
    '[[endpoint]]\nurl = "http://a"\nexpect = 42',
    '[[endpoint]]\nurl = "http://a"\nexpect = []',
    '[[endpoint]]\nurl = "http://a"\nbody = {}',
    '[[endpoint]]\nurl = "http://a"\nauth = { basic = "me" }',
    '[[endpoint]]\nurl = "http://a"\nauth = { bearer = "x", netrc = true }',
    '[[endpoint]]\nurl = "http://a"\nheaders = { "a b" = "x" }',
    '[[endpoint]]\nurl = "http://a"\nretry = { on = ["conect"] }',
    '[[feed]]\nurl = "ws://a"\nreconnect = true',
    '[[feed]]\nurl = "ws://a"\ntype = "type"',
    '[[feed]]\nurl = "ws://a"\n[[feed.trigger]]\nwhen = "size > 1KB"\ndo = []',
    '[[feed]]\nurl = "ws://a"\n[[feed.trigger]]\nwhen = "size > 1KB"\ndo = ["marc"]',
    '[defaults.endpoint]\nurl = "http://a"',
    '[group.a]\nname = "x"',
    '[[notify]]\nvia = "fax"',
    "[endpoint]\nurl = 'http://a'",
]


@pytest.fixture
def files(directory: Path) -> Path:
    """The files that the texts name."""
    (directory / "teams").mkdir()
    (directory / "teams" / "a.toml").touch()
    for name in ("ca.pem", "me.pem", "me.key"):
        (directory / name).touch()
    return directory


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("text", ACCEPTED)
def test_the_schema_accepts_what_the_reader_accepts(load: Load, text: str) -> None:
    load(text, ORDERS_TOKEN="x", BASE="http://a")

    assert [error.message for error in VALIDATOR.iter_errors(tomllib.loads(text))] == []


@pytest.mark.parametrize("text", REFUSED)
def test_the_schema_refuses_what_the_reader_refuses(faults: Faults, text: str) -> None:
    assert faults(text) != []
    assert not VALIDATOR.is_valid(tomllib.loads(text))


@pytest.mark.parametrize("table", [MAIN, *DEFINITIONS], ids=lambda table: table.name)
def test_every_table_is_closed(table: Table[Any]) -> None:
    assert table.definition()["additionalProperties"] is False


@pytest.mark.parametrize("table", [MAIN, *DEFINITIONS], ids=lambda table: table.name)
def test_every_example_and_default_fits_its_own_schema(table: Table[Any]) -> None:
    for key in table.keys.values():
        schema = key.schema() | {"$defs": json_schema()["$defs"]}
        values = [*key.examples, *([] if key.default is None else [key.default])]

        assert [value for value in values if not Draft202012Validator(schema).is_valid(value)] == []


def test_each_way_to_write_a_value_says_what_it_is_for() -> None:
    schemas: list[Any] = [key.schema() for table in DEFINITIONS for key in table.keys.values()]
    ways = [way for schema in schemas for way in schema.get("anyOf", ())]

    assert len(ways) >= 10
    assert [way for way in ways if "description" not in way] == []


def test_every_definition_is_used() -> None:
    text = str(json_schema())

    assert [table.name for table in DEFINITIONS if f"#/$defs/{table.name}'" not in text] == []
