"""The page of the configuration, from the tables that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference.markdown import as_toml, code, table
from tui.config.idle import idle_keys
from tui.config.kinds import Choice, Duration, Flag, ListOf, MapOf, Size, Whole
from tui.config.layers import Entries, Groups, SharedLayer
from tui.config.part_tables import Reconnect
from tui.config.rule_kinds import Action, ConditionText, ExpectedStatus, JsonPathText, KeyNames, RetryReason
from tui.config.table import Table
from tui.config.tables import DEFINITIONS, MAIN, NOTIFY
from tui.config.wire_kinds import Address, ExistingFile, Headers, JsonValue, OnlyTrue, Url, UserAndPassword

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tui.config.table import Key

__all__ = ["configuration_page"]

_HEADINGS = {
    "settings": "[settings]",
    "defaults": "[defaults]",
    "endpoint": "[[endpoint]]",
    "feed": "[[feed]]",
    "trigger": "[[feed.trigger]]",
}
"""How a table is written where it is no value of a key."""
_LIKE_ANOTHER = {"endpoint_defaults", "feed_defaults", "group"}
"""Tables that have the keys of others."""
_PLAIN: dict[type, str] = {
    Flag: "`true` or `false`",
    Duration: "[duration](#duration)",
    Size: "[size](#size)",
    ConditionText: "[condition](conditions.md)",
    JsonPathText: "JSONPath",
    ExpectedStatus: "status, class or list",
    RetryReason: "[kind of failure](failures.md) or status",
    Action: "action",
    KeyNames: "[keys](keys.md)",
    Address: "IP address",
    ExistingFile: "file",
    Headers: "table of headers",
    JsonValue: "any value",
    OnlyTrue: "`true`",
    Url: "URL",
    UserAndPassword: "`user:password`",
    Reconnect: "`false`, or table of [reconnect](#reconnect)",
    Groups: "tables `[group.NAME]` with the keys of [endpoint](#endpoint) and [feed](#feed)",
}
"""What the value of a kind is called."""
_INTRODUCTION = """\
# Configuration

Every key of `asyncdash.toml`, made from the tables that read the file. `asyncdash schema` prints the same
for editors, `asyncdash validate` says what of a file is not in it.

Editors with taplo (in VS Code: Even Better TOML) complete and check the file, if its first line is
`#:schema ./asyncdash.schema.json` and `asyncdash schema > asyncdash.schema.json` has been run beside it.

The file is the one that `-c` names, else `$ASYNCDASH_CONFIG`, else `./asyncdash.toml`, else
`asyncdash/asyncdash.toml` in the user's configuration directory.

## Values

<a id="duration"></a>
**Durations** have a unit and quotes: `"500ms"`, `"2s"`, `"1.5s"`, `"5m"`, `"1h"`, `"14d"`.

<a id="size"></a>
**Sizes** are bytes as a number, or with a unit and quotes: `512`, `"10KB"`, `"1MB"`, `"64MiB"`; KB is 1000,
KiB is 1024.

**Variables** stand in any text: `${NAME}` is one of the environment, `${NAME:-default}` has a default,
`${file:/run/secrets/token}` is what a file holds without its last line end, and `$$` is a dollar. A file
`.env` beside the configuration is read for names that the environment lacks. What came through `${...}` is
a secret if it has four characters or more, and so is every header and every key whose name sounds like one:
it is shown, copied, exported and recorded as `•••`.

**Layers**, the weakest first: what is built in, `[defaults.endpoint]` or `[defaults.feed]`, `[group.NAME]`,
and the table itself. `headers`, `params` and `tls` merge key by key; everything else is replaced.
"""


_IDLE = """\
**Not done yet:** {} can be written, and have no effect; `asyncdash validate` says so.
"""


def configuration_page() -> str:
    """Return the whole page."""
    idle = ", ".join(map(code, idle_keys()))
    parts = [_INTRODUCTION, _IDLE.format(idle), _section("The file", MAIN)]
    parts += [
        _section(_HEADINGS.get(each.name, each.name), each)
        for each in DEFINITIONS
        if each.name not in _LIKE_ANOTHER and each is not NOTIFY
    ]
    return "\n".join(parts)


def _section(title: str, of: Table[Any]) -> str:
    rows = table(("Key", "Value", "What it says"), _rows(of))
    anchor = f'<a id="{of.name}"></a>\n\n' if "." in title else ""  # a title has no other characters to lose
    return f"{anchor}## {title}\n\n{of.help}\n\n{rows}"


def _rows(of: Table[Any]) -> Iterator[tuple[str, str, str]]:
    for name, key in of.keys.items():
        if not key.idle:
            yield code(name), _value(key), _about(key)


def _value(key: Key) -> str:
    words = _words(key.kind)
    if key.is_required:
        return f"{words}; **needed**"
    return words if key.default is None else f"{words}; default {code(as_toml(key.default))}"


def _about(key: Key) -> str:
    examples = [code(as_toml(example)) for example in key.examples if example != key.default]
    return key.help + (f" For example {', '.join(examples)}." if examples else "")


def _words(kind: object) -> str:
    """Say what may be written, with a link to where it is explained."""
    match kind:
        case Choice():
            words = " · ".join(code(as_toml(str(each))) for each in kind.words)
        case Whole():
            words = f"{kind.least} to {kind.most}" if kind.most < Whole().most else f"{kind.least} or more"
        case ListOf():
            words = f"list of {_words(kind.item)}"
        case MapOf():
            words = f"table of {_words(kind.item)}"
        case Table():
            words = f"table of [{kind.name}](#{kind.name})"
        case Entries():
            words = f"tables of [{kind.table.name}](#{kind.table.name})"
        case SharedLayer():
            name = kind.table.name.removesuffix("_defaults")
            words = f"table with the keys of [{name}](#{name})"
        case _:
            words = _PLAIN.get(type(kind), "text")
    return words
