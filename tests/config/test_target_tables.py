from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tui.config.target_tables import ENDPOINT, ENDPOINT_DEFAULTS, FEED, FEED_DEFAULTS, GROUP
from tui.model.endpoint import Endpoint
from tui.model.feed import Feed

if TYPE_CHECKING:
    from tests.config.conftest import Faults, Load
    from tui.config.table import Table


@pytest.mark.parametrize(("table", "model"), [(ENDPOINT, Endpoint), (FEED, Feed)])
def test_every_field_has_a_key_and_every_key_a_field(table: Table[Any], model: type[Endpoint | Feed]) -> None:
    filled = {key.name or name for name, key in table.keys.items()}

    assert filled == set(model.__struct_fields__) - {"origin"}


@pytest.mark.parametrize("header", ["[[endpoint]]\nurl = 'http://a'", "[[feed]]\nurl = 'ws://a'"])
def test_what_is_left_out_has_the_default_of_the_model(load: Load, header: str) -> None:
    config = load(header)
    target = [*config.endpoints, *config.feeds][0]

    assert target == type(target)(name="a", url=target.url, origin=target.origin)


@pytest.mark.parametrize("table", [ENDPOINT, FEED])
def test_the_defaults_that_are_documented_are_those_of_the_model(load: Load, table: Table[Any]) -> None:
    written = {name: key.default for name, key in table.keys.items() if key.default is not None}
    scheme = "http" if table is ENDPOINT else "https"
    only_websocket = {"on_open", "subprotocols", "compression", "snippets"}
    lines = [f"{name} = {as_toml(value)}" for name, value in written.items() if name not in only_websocket]
    config = load("\n".join([f"[[{table.name}]]", f'url = "{scheme}://a"', *lines]))
    target = [*config.endpoints, *config.feeds][0]

    assert target == type(target)(name="a", url=target.url, origin=target.origin)


def as_toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case _:
            return str(value)


def test_a_key_of_the_other_kind_is_recognized(faults: Faults) -> None:
    text = '[defaults.feed]\ninterval = "1s"\n[[endpoint]]\nurl = "http://a"\nsilence = "1s"'

    assert faults(text) == [
        '2:1: defaults.feed: "interval" does not belong here: it is a key of [[endpoint]]',
        '5:1: endpoint "a": "silence" does not belong here: it is a key of [[feed]]',
    ]


def test_what_is_shared_is_all_but_the_name_and_the_url() -> None:
    assert ENDPOINT.keys.keys() - ENDPOINT_DEFAULTS.keys.keys() == {"name", "url"}
    assert FEED.keys.keys() - FEED_DEFAULTS.keys.keys() == {"name", "url"}
    assert (ENDPOINT.keys.keys() | FEED.keys.keys()) - GROUP.keys.keys() == {"name", "url", "group"}
