"""Effective: what holds in the end, value by value, and who said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from tui.config.assembly import read_parts
from tui.config.checks import keys_of_other_scheme
from tui.config.kinds import ListOf, MapOf
from tui.config.layers import Layer, merge
from tui.config.part_tables import RECONNECT, Reconnect
from tui.config.place import Place
from tui.config.table import Table
from tui.config.tables import MAIN, SETTINGS
from tui.config.target_tables import ENDPOINT, FEED
from tui.config.variables import variables_in
from tui.config.veil import veiled, veiled_url
from tui.config.wire_kinds import Headers, HeaderValue
from tui.model.endpoint import Endpoint
from tui.model.quantity import write_duration
from tui.model.target import Origin

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tui.config.config import Config
    from tui.config.kinds import Kind
    from tui.config.place import Reading
    from tui.model.feed import Feed
    from tui.model.mask import Mask

__all__ = ["Said", "SaidBy", "Tree", "each_said", "effective"]

SaidBy: TypeAlias = Origin | str
"""A line of a file, or in a word who else."""
_DEFAULT = "default"
_COMMAND_LINE = "command line"


class Said(Struct, frozen=True, kw_only=True):
    """A value, and who said it."""

    value: Any
    """As TOML has it, fit to be shown: what is secret is `•••`, what is variable `${NAME}`."""
    by: SaidBy
    variables: tuple[str, ...] = ()
    """Where the values of its variables come from: "TOKEN: .env:3"."""
    is_implied: bool = False
    """Does it hold although no file and nobody on the command line says so?"""


Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value, names of tables and numbers in lists."""
Tree: TypeAlias = "dict[str, Any]"
"""A table whose values are `Said`, tables again, or lists of tables."""


def effective(config: Config, reading: Reading | None) -> Tree:
    """Return the tables of one file that says it all: includes, groups and defaults are merged.

    Args:
        config: What was read.
        reading: The reading that it comes from; `None`: its URLs were given on the command line.
    """
    tree: Tree = {"title": Said(value=config.title, by=_DEFAULT, is_implied=True), "settings": {}}
    endpoints: list[list[Layer]] = [[] for _ in config.endpoints]
    feeds: list[list[Layer]] = [[] for _ in config.feeds]
    if reading is not None:
        parts = read_parts(reading)
        main = Place(reading, reading.documents[0])
        for key in parts.root.keys() - {"include", "defaults", "group", "endpoint", "feed"}:
            tree[key] = _tree(MAIN.keys[key].kind, main.child(key), config.mask)
        endpoints = [parts.endpoint_layers(own) for own in parts.endpoints]
        feeds = [parts.feed_layers(own) for own in parts.feeds]
    if config.settings.history is not None:
        implied = Said(value=str(config.settings.history), by=_DEFAULT, is_implied=True)
        tree["settings"].setdefault("history", implied)
    _add_defaults(SETTINGS, tree["settings"])
    tree["endpoint"] = [
        _target(endpoint, layers, config.mask)
        for endpoint, layers in zip(config.endpoints, endpoints, strict=True)
    ]
    tree["feed"] = [
        _target(feed, layers, config.mask) for feed, layers in zip(config.feeds, feeds, strict=True)
    ]
    return tree


def each_said(tree: Tree) -> Iterator[tuple[Keys, Said]]:
    """Give every value with its keys; an endpoint and a feed have their name for a key."""
    order = {name: number for number, name in enumerate(("title", "settings", "keys", "endpoint", "feed"))}
    for table, value in sorted(tree.items(), key=lambda item: order.get(item[0], len(order))):
        if table in {"endpoint", "feed"}:
            for entry in value:
                yield from _flat(entry, (table, entry["name"].value))
        else:
            yield from _flat(value, (table,))


def _flat(value: Any, keys: Keys) -> Iterator[tuple[Keys, Said]]:  # noqa: ANN401 - a tree
    match value:
        case Said():
            yield keys, value
        case dict():
            for name, item in value.items():
                yield from _flat(item, (*keys, name))
        case _:
            for number, item in enumerate(value):
                yield from _flat(item, (*keys, number))


def _target(target: Endpoint | Feed, layers: Sequence[Layer], mask: Mask) -> Tree:
    """Return what holds for an endpoint or a feed; without layers it is a URL of the command line."""
    table: Table[Any] = ENDPOINT if isinstance(target, Endpoint) else FEED
    meaningless = () if isinstance(target, Endpoint) else keys_of_other_scheme(target.url)
    tree: Tree = {"url": Said(value=veiled_url(target.url, mask), by=_COMMAND_LINE)}
    if layers:
        merged = merge(*(_tree_layer(table, layer, mask) for layer in layers)).values
        own = layers[-1].values
        tree = {key: value for key, value in merged.items() if key in own or key not in meaningless}
    tree.setdefault("name", Said(value=mask(target.name), by=_DEFAULT, is_implied=True))
    _add_defaults(table, tree, without=meaningless)
    _adjust_longest_wait(target, tree)
    return {key: tree[key] for key in ("name", *table.keys) if key in tree}


def _adjust_longest_wait(target: Endpoint | Feed, tree: Tree) -> None:
    """Say how long the longest wait is where the first one is longer than the default."""
    policy = target.retry if isinstance(target, Endpoint) else target.reconnect
    name = "retry" if isinstance(target, Endpoint) else "reconnect"
    if policy is not None and tree[name]["max_delay"].is_implied:
        tree[name]["max_delay"] = replace(tree[name]["max_delay"], value=write_duration(policy.max_delay))


def _tree_layer(table: Table[Any], layer: Layer, mask: Mask) -> Layer:
    """Return a layer that says who says what, instead of what it means."""
    values = {key: _tree(table.keys[key].kind, layer.places[key], mask) for key in layer.values}
    return Layer(layer.place, values, layer.places)


def _tree(kind: Kind[Any], place: Place, mask: Mask) -> Any:  # noqa: ANN401 - a tree
    """Return what stands at a place."""
    written = place.written()
    match kind, written:
        case Reconnect(), dict():
            return _tree(RECONNECT, place, mask)
        case Table(), dict():
            return {key: _tree(kind.keys[key].kind, place.child(key), mask) for key in written}
        case MapOf(), dict():
            return {key: _tree(kind.item, place.child(key), mask) for key in written}
        case Headers(), dict():
            return {key: _tree(HeaderValue(), place.child(key), mask) for key in written}
        case ListOf(item=Table() as item), list():
            return [_tree(item, place.child(number), mask) for number in range(len(written))]
        case _:
            return _said(kind, place, mask)


def _said(kind: Kind[Any], place: Place, mask: Mask) -> Said:
    """Return the value at a place, with who said it."""
    position = place.position()
    return Said(
        value=veiled(place.written(), kind, place, mask),
        by=Origin(place.document.path, position.line if position else 1),
        variables=tuple(dict.fromkeys(_variables(place.written(), place))),
    )


def _variables(written: object, place: Place) -> Iterator[str]:
    """Say of each variable where its value comes from."""
    match written:
        case list():
            for item in written:
                yield from _variables(item, place)
        case dict():
            for item in written.values():
                yield from _variables(item, place)
        case str():
            for start, end in variables_in(written):
                name, _, default = written[start + 2 : end - 1].partition(":-")
                if name.startswith("file:"):
                    continue
                variables = place.reading.variables
                yield f"{name}: {variables.source_of(name)}"
                if variables.is_empty(name):
                    yield from _variables(default, place)
        case _:
            return


def _add_defaults(table: Table[Any], tree: Tree, *, without: Collection[str] = ()) -> None:
    """Add what holds because nobody says otherwise."""
    for name, key in table.keys.items():
        inner: Any = RECONNECT if isinstance(key.kind, Reconnect) else key.kind
        if isinstance(inner, Table):
            value = tree.get(name, {})
            if isinstance(value, dict) and not inner.is_choice:
                _add_defaults(inner, value)
                tree |= {name: value} if value else {}
        elif name not in tree and name not in without and key.default not in (None, "", [], {}):
            tree[name] = Said(value=key.default, by=_DEFAULT, is_implied=True)
