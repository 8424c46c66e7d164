from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tui.config.config import Settings
from tui.config.part_tables import AUTH, BUFFER, OAUTH2, PAIR, RECONNECT, RETRY, TLS, TRIGGER
from tui.config.tables import DEFINITIONS, MAIN, NOTIFY, SETTINGS
from tui.model.endpoint import RetryPolicy
from tui.model.feed import BufferLimits, Pairing, ReconnectPolicy, Trigger
from tui.model.notify import Notify, NotifyVia
from tui.model.target import OAuth2, TlsOptions

if TYPE_CHECKING:
    from tests.config.conftest import Faults, Load
    from tui.config.table import Table


@pytest.mark.parametrize(
    ("table", "model"),
    [
        (SETTINGS, Settings),
        (NOTIFY, Notify),
        (RETRY, RetryPolicy),
        (RECONNECT, ReconnectPolicy),
        (BUFFER, BufferLimits),
        (PAIR, Pairing),
        (TRIGGER, Trigger),
        (TLS, TlsOptions),
        (OAUTH2, OAuth2),
    ],
)
def test_every_field_has_a_key_and_every_key_a_field(table: Table[Any], model: type[Any]) -> None:
    assert {key.name or name for name, key in table.keys.items()} == set(model.__struct_fields__)


def test_every_key_of_every_table_is_explained() -> None:
    keys = [
        (table.name, name, key.help) for table in (*DEFINITIONS, MAIN) for name, key in table.keys.items()
    ]

    assert [(table, name) for table, name, text in keys if not text.endswith((".", "?"))] == []


def test_the_names_of_the_definitions_are_unique() -> None:
    names = [table.name for table in DEFINITIONS]

    assert len(names) == len(set(names))
    assert AUTH.name in names


def test_the_defaults_of_the_settings_that_are_documented_are_real(load: Load) -> None:
    lines = [
        f"{name} = {_written(key.default)}" for name, key in SETTINGS.keys.items() if key.default is not None
    ]

    assert load("\n".join(["[settings]", *lines])).settings == load("").settings


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, (bool, int)) else f'"{value}"'


def test_a_rule_says_who_is_told_and_how(load: Load) -> None:
    text = """
[[notify]]
via = "webhook"
url = "https://hooks.example.com/x"
headers = { A = "1" }
secret = "s3cret"
template = "{{name}}"
when = 'state in ["down", "up"]'
remind = "30m"
[[notify]]
via = "exec"
command = ["notify-send", "asyncdash"]
[[notify]]
via = "bell"
"""
    webhook, program, bell = load(text).notify

    assert (webhook.via, webhook.remind, webhook.secret) == (NotifyVia.WEBHOOK, 1_800.0, "s3cret")
    assert webhook.when is not None
    assert program.command == ("notify-send", "asyncdash")
    assert bell == Notify(via=NotifyVia.BELL)


def test_a_rule_has_what_its_way_needs_and_nothing_else(faults: Faults) -> None:
    text = """\
[[notify]]
via = "webhook"
[[notify]]
via = "exec"
[[notify]]
via = "bell"
command = ["x"]
[[notify]]
"""

    assert [fault.partition(": write")[0] for fault in faults(text)] == [
        '1:1: notify[0]: "url" is missing, which via = "webhook" needs',
        '3:1: notify[1]: "command" is missing, which via = "exec" needs',
        '5:1: notify[2]: "command" means nothing with via = "bell": take it away, or write via = "exec"',
        '8:1: notify[3]: "via" is missing',
    ]
